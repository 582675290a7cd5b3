using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FollowUp.Api.Http;

/// <summary>
/// Lets a request through that carries the key in <c>x-functions-key</c> or <c>?code=</c> (the Functions convention), or that
/// comes from this machine where that is allowed.
/// </summary>
internal sealed class KeyFilter(Func<ApiOptions, string?> keyOf) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var options = ((IOptions<ApiOptions>)http.RequestServices.GetService(typeof(IOptions<ApiOptions>))!).Value;
        if (options.AllowLoopback && IsLoopback(http)) return await next(context);
        var given = http.Request.Headers["x-functions-key"].FirstOrDefault() ?? http.Request.Query["code"].FirstOrDefault();
        return IsSame(given, keyOf(options))
            ? await next(context)
            : new ProblemException(StatusCodes.Status401Unauthorized, "The key in x-functions-key is missing or wrong.").ToResult();
    }

    /// <summary>A proxy in front makes every request look local, so a forwarded one is not.</summary>
    private static bool IsLoopback(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !http.Request.Headers.ContainsKey("X-Forwarded-For");

    private static bool IsSame(string? given, string? expected) =>
        !string.IsNullOrEmpty(expected) && given is not null
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}
