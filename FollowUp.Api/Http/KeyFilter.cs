using FollowUp.Api.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FollowUp.Api.Http;

/// <summary>
/// Lets a request through that carries the key in <c>x-functions-key</c> or <c>?code=</c> (the Functions convention), that comes
/// from a signed-in browser, or that comes from this machine where that is allowed.
/// </summary>
internal sealed class KeyFilter(Func<ApiOptions, string?> keyOf) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var options = ((IOptions<ApiOptions>)http.RequestServices.GetService(typeof(IOptions<ApiOptions>))!).Value;
        if (await Caller.OfAsync(http, keyOf(options)) is not { } caller)
            return new ProblemException(StatusCodes.Status401Unauthorized, "The key in x-functions-key is missing or wrong.").ToResult();
        if (!caller.IsOwner && http.GetEndpoint()?.Metadata.GetMetadata<OwnersOnly>() is not null)
            return new ProblemException(StatusCodes.Status403Forbidden, "Only an owner may do this.").ToResult();
        return await next(context);
    }
}

/// <summary>Marks a route that a signed-in agent may not use.</summary>
internal sealed class OwnersOnly
{
    public static readonly OwnersOnly Mark = new();
}

/// <summary>Marks routes.</summary>
internal static class OwnersOnlyExtensions
{
    /// <summary>Keeps the route for owners.</summary>
    public static TBuilder ForOwners<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(OwnersOnly.Mark);
}
