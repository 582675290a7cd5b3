using FollowUp.Api.Http;
using FollowUp.Api.Leads;
using FollowUp.Core.Decisions;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace FollowUp.Api.Campaigns;

/// <summary>Waking up a segment of past customers and cold leads.</summary>
internal static class CampaignEndpoints
{
    private const int ShownLeads = 200;
    private const int ShownSkipped = 1000;
    private const int Parallelism = 8;

    public static void Map(RouteGroupBuilder campaigns) => campaigns.MapPost("/reactivation", ReactivateAsync).Takes<Reactivation>().Produces<CampaignAnswer>().ForOwners();

    private static async Task<IResult> ReactivateAsync(
        HttpRequest request, ILeadStore store, LeadEngine engine, IPlaybookSource playbooks, IIdSource ids, IClock clock, CancellationToken cancellation)
    {
        var body = await Body.ReadAsync<Reactivation>(request, cancellation);
        var playbook = await playbooks.CurrentAsync(cancellation);
        if (playbook.Latest(body.Sequence) is null) throw ProblemException.Bad("sequence", $"there is no sequence '{body.Sequence}'");
        var now = clock.GetCurrentInstant();
        var campaign = LeadEndpoints.EventId(request, ids);
        campaign = campaign.StartsWith("key/", StringComparison.Ordinal) ? campaign[4..] : campaign;
        var tally = new Tally(playbook);
        await Parallel.ForEachAsync(
            Matching(store, body.Segment ?? new(), cancellation),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation },
            async (lead, token) =>
            {
                var (planned, skipped) = CampaignPlan.Of(lead, body.Sequence, now, playbook);
                if (planned is null) tally.Skip(skipped!);
                else if (body.DryRun || await EnrollAsync(lead.Id, campaign, body.Sequence, engine, now, token)) tally.Enroll(planned);
                else tally.Repeat();
            });
        return Csv.IsWanted(request)
            ? Csv.Answer(request, body.Sequence, tally.Rows())
            : TypedResults.Ok(tally.Answer(body.DryRun ? null : campaign, body));
    }

    private static Task<bool> EnrollAsync(
        string leadId, string campaign, string sequence, LeadEngine engine, Instant now, CancellationToken cancellation) =>
        engine.RecordAsync(
            leadId, new($"campaign/{campaign}", now, new LeadEvent.SequenceRequested(sequence, campaign)), cancellation);

    private static async IAsyncEnumerable<LeadState> Matching(
        ILeadStore store, Segment segment, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var lead in store.AllAsync(cancellation))
            if (segment.Fits(lead)) yield return lead;
    }

    /// <summary>Adds up what comes from several leads at once.</summary>
    private sealed class Tally(Playbook playbook)
    {
        private readonly Lock gate = new();
        private readonly List<CampaignLead> leads = [];
        private readonly List<SkippedLead> skipped = [];
        private Costs cost = Costs.None(playbook.Business.Prices);
        private int repeats;

        public void Enroll(CampaignLead lead)
        {
            lock (gate)
            {
                cost += lead.Cost;
                leads.Add(lead);
            }
        }

        public void Skip(SkippedLead lead)
        {
            lock (gate) skipped.Add(lead);
        }

        public void Repeat()
        {
            lock (gate) repeats++;
        }

        public CampaignAnswer Answer(string? campaign, Reactivation body) => new(
            campaign, body.Sequence, body.DryRun, leads.Count + skipped.Count + repeats, leads.Count, repeats, skipped.Count, cost,
            [.. Leads.Take(ShownLeads)], [.. Skipped.Take(ShownSkipped)]);

        public IEnumerable<CampaignRow> Rows() => [.. Leads.Select(CampaignRow.Of), .. Skipped.Select(CampaignRow.Of)];

        private IEnumerable<CampaignLead> Leads => leads.OrderBy(l => l.LastContactAt).ThenBy(l => l.LeadId, StringComparer.Ordinal);

        private IEnumerable<SkippedLead> Skipped => skipped.OrderBy(s => s.LeadId, StringComparer.Ordinal);
    }
}

/// <summary>A campaign that wakes leads up.</summary>
/// <param name="Sequence">The sequence they enter.</param>
/// <param name="Segment">Who; everybody when null.</param>
/// <param name="DryRun">Whether only to show what would happen; so unless said otherwise.</param>
public sealed record Reactivation(string Sequence, Segment? Segment = null, bool DryRun = true);

/// <summary>What a campaign does, or would do.</summary>
/// <param name="CampaignId">Its id: the <c>Idempotency-Key</c>, or one that was made up; null for a dry run.</param>
/// <param name="Sequence">The sequence.</param>
/// <param name="DryRun">Whether nothing has happened.</param>
/// <param name="Matched">How many leads the segment has.</param>
/// <param name="Enrolled">How many entered the sequence, or would.</param>
/// <param name="Repeated">How many this campaign had enrolled before.</param>
/// <param name="SkippedCount">How many are left out.</param>
/// <param name="Cost">What it costs if nobody ever answers: at most this.</param>
/// <param name="Items">Who, and when what; the first 200, as <see cref="CampaignRow"/> all of them.</param>
/// <param name="Skipped">Who not, and why; the first 1000.</param>
public sealed record CampaignAnswer(
    string? CampaignId, string Sequence, bool DryRun, int Matched, int Enrolled, int Repeated, int SkippedCount, Costs Cost,
    IReadOnlyList<CampaignLead> Items, IReadOnlyList<SkippedLead> Skipped);
