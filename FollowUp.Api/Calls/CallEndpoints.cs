using FollowUp.Api.Acs;
using FollowUp.Api.Http;
using FollowUp.Api.Links;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUp.Api.Calls;

/// <summary>
/// What Call Automation tells of calls. A callback proves itself twice: by Azure's signed token, and by our own in the address, which
/// says what call it is about.
/// </summary>
internal static class CallEndpoints
{
    public static void Map(RouteGroupBuilder calls) => calls.MapPost("/{token}", ReceiveAsync);

    private static async Task<Ok<Delivery>> ReceiveAsync(
        string token, HttpRequest request, LinkSigner links, CallDesk desk, CancellationToken cancellation)
    {
        var authenticator = request.HttpContext.RequestServices.GetService<ICallbackAuthenticator>();
        if (authenticator is null || !await authenticator.IsGenuineAsync(request.Headers.Authorization, cancellation) || links.ReadCall(token) is not { } call)
            throw new ProblemException(StatusCodes.Status401Unauthorized, "The callback is not signed by Azure for a call of ours.");

        var (accepted, ignored) = (0, 0);
        foreach (var told in EventGridReader.Read(await Body.ReadBytesAsync(request, cancellation)))
            if (CallEvents.SignalOf(told) is { } signal && await desk.TellAsync(call, signal, cancellation)) accepted++;
            else ignored++;
        return TypedResults.Ok(new Delivery(accepted, 0, ignored));
    }
}
