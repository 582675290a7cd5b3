using FollowUp.Api.Http;
using FollowUp.Api.Leads;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace FollowUp.Api.Market;

/// <summary>Telling everybody who looks in an area that the market has moved there.</summary>
internal static class MarketEndpoints
{
    private const int Parallelism = 8;
    private static readonly string[] AreaCriteria = ["area", "location", "neighborhood", "city", "zip"];

    public static void Map(RouteGroupBuilder api) => api.MapPost("/market-changes", RecordAsync).Takes<MarketChange>();

    private static async Task<Ok<MarketAnswer>> RecordAsync(
        HttpRequest request, ILeadStore store, LeadEngine engine, IIdSource ids, IClock clock, CancellationToken cancellation)
    {
        var body = await Body.ReadAsync<MarketChange>(request, cancellation);
        if (string.IsNullOrWhiteSpace(body.Area)) throw ProblemException.Bad("area", "is empty");
        if (string.IsNullOrWhiteSpace(body.Kind)) throw ProblemException.Bad("kind", "is empty");
        if (body.Text.Length > 1000) throw ProblemException.Bad("text", "must be at most 1000 characters");
        var id = "market/" + LeadEndpoints.EventId(request, ids);
        var fact = new LeadEvent.MarketChanged(body.Area.Trim(), body.Kind.Trim(), body.Magnitude, body.Text);
        var now = clock.GetCurrentInstant();
        var (matched, recorded) = (0, 0);
        await Parallel.ForEachAsync(
            store.AllAsync(cancellation),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation },
            async (lead, token) =>
            {
                if (!LooksIn(lead, fact.Area)) return;
                Interlocked.Increment(ref matched);
                if (await engine.RecordAsync(lead.Id, new(id, now, fact), token)) Interlocked.Increment(ref recorded);
            });
        return TypedResults.Ok(new MarketAnswer(matched, recorded));
    }

    /// <summary>Whether the area is named where the lead said to be or to look; as whole words, so that "Bend" is not in "South Bender".</summary>
    private static bool LooksIn(LeadState lead, string area) =>
        Names(lead.Context?.Location, area) || AreaCriteria.Any(c => Names(lead.Criteria.GetValueOrDefault(c), area));

    private static bool Names(string? place, string area)
    {
        if (place is null) return false;
        for (var at = place.IndexOf(area, StringComparison.OrdinalIgnoreCase); at >= 0; at = place.IndexOf(area, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + area.Length;
            if ((at == 0 || !char.IsLetterOrDigit(place[at - 1])) && (end == place.Length || !char.IsLetterOrDigit(place[end]))) return true;
        }
        return false;
    }
}

/// <summary>The market has moved.</summary>
/// <param name="Area">Where.</param>
/// <param name="Kind">What: <c>rates</c>, <c>inventory</c>, <c>price</c> ...</param>
/// <param name="Magnitude">By how much, in the unit of its kind.</param>
/// <param name="Text">In words, for the people told of it.</param>
public sealed record MarketChange(string Area, string Kind, decimal Magnitude, string Text);

/// <summary>How many leads look there, and how many had not been told.</summary>
public sealed record MarketAnswer(int Matched, int Recorded);
