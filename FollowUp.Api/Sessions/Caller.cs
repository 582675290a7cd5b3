using System.Net;
using System.Security.Cryptography;
using System.Text;
using FollowUp.Api.Http;
using FollowUp.Core.Business;
using FollowUp.Core.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FollowUp.Api.Sessions;

/// <summary>Who makes a request.</summary>
/// <param name="Member">The person signed in; null for a program with the key, and for this machine.</param>
internal sealed record Caller(TeamMember? Member)
{
    public const string WebHeader = "x-followup";

    // Without a configured key, sessions only choose who somebody on this machine is, and need not outlive the process.
    private static readonly string ProcessSecret = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Only a signed-in agent is less than an owner.</summary>
    public bool IsOwner => Member is null or { Role: "owner" };

    /// <summary>What sessions are signed with.</summary>
    public static string Secret(ApiOptions options) => string.IsNullOrEmpty(options.Key) ? ProcessSecret : options.Key;

    /// <summary>The caller, or null when there is no right to call.</summary>
    /// <exception cref="ProblemException">The request comes from a page of another site.</exception>
    public static async ValueTask<Caller?> OfAsync(HttpContext http, string? key)
    {
        var services = http.RequestServices;
        var options = services.GetRequiredService<IOptions<ApiOptions>>().Value;
        var given = http.Request.Headers["x-functions-key"].FirstOrDefault() ?? http.Request.Query["code"].FirstOrDefault();
        if (IsSame(given, key)) return new(null as TeamMember);

        var now = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var memberId = SessionCookie.Read(http, Secret(options), now.GetUtcNow());
        var local = options.AllowLoopback && IsLocal(http);
        if (memberId is null && !local) return null;
        RefuseOtherSites(http, memberId is not null);
        if (memberId is null) return new(null as TeamMember);
        var team = (await services.GetRequiredService<IPlaybookSource>().CurrentAsync(http.RequestAborted)).Business.Team;
        return team.FirstOrDefault(m => m.Id == memberId) is { } member ? new(member) : local ? new(null as TeamMember) : null;
    }

    /// <summary>
    /// Whether the request comes from this machine. A proxy in front makes every request look local, so a forwarded one is not;
    /// and a name that somebody else may point at this machine is not this machine's.
    /// </summary>
    public static bool IsLocal(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !http.Request.Headers.ContainsKey("X-Forwarded-For")
        && (http.Request.Host.Host is "" or "localhost" || (IPAddress.TryParse(http.Request.Host.Host.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host)));

    /// <summary>A browser says which page a write comes from, and only our own page can add our header to it.</summary>
    public static void RefuseOtherSites(HttpContext http, bool needsHeader)
    {
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) return;
        var origin = http.Request.Headers.Origin.FirstOrDefault();
        var foreign = origin is not null && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority == http.Request.Host.Value);
        if (foreign || (needsHeader && !http.Request.Headers.ContainsKey(WebHeader)))
            throw new ProblemException(StatusCodes.Status403Forbidden, "A page of another site may not do this.");
    }

    public static bool IsSame(string? given, string? expected) =>
        !string.IsNullOrEmpty(expected) && given is not null
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}
