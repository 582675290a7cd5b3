using FollowUp.Core.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUp.Api.Health;

/// <summary>Liveness, and what is configured; never a secret.</summary>
internal static class HealthEndpoints
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/health", HealthAsync);

    private static async Task<Ok<HealthView>> HealthAsync(IPlaybookSource playbooks, HostDescription host, CancellationToken cancellation)
    {
        var playbook = await playbooks.CurrentAsync(cancellation);
        return TypedResults.Ok(new HealthView(
            "ok", playbook.Business.Name, host.Store, host.Carrier, [.. playbook.Sequences.Select(s => s.Id).Order(StringComparer.Ordinal)]));
    }
}

/// <summary>What a host is made of, in words for its operator.</summary>
/// <param name="Store">Where leads are kept.</param>
/// <param name="Carrier">Who carries messages and calls.</param>
public sealed record HostDescription(string Store, string Carrier);

/// <summary>The answer of the health route.</summary>
public sealed record HealthView(string Status, string Business, string Store, string Carrier, IReadOnlyList<string> Sequences);
