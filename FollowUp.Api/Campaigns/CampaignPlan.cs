using FollowUp.Core.Decisions;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Previews;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Api.Campaigns;

/// <summary>Somebody who is left out, and why.</summary>
public sealed record SkippedLead(string LeadId, string Label, string Rule, string Reason);

/// <summary>Somebody who is woken up: what they would get if they never answered, and what that costs.</summary>
public sealed record CampaignLead(string LeadId, string Label, Instant LastContactAt, IReadOnlyList<PlannedTouch> Touches, Costs Cost);

/// <summary>A line of a campaign's table: somebody who is woken up, or left out by a rule.</summary>
public sealed record CampaignRow(
    string LeadId, string Label, Instant? LastContactAt, Instant? FirstTouchAt, int Texts, int Segments, int Emails, int Calls, decimal Amount,
    string? Currency, string? Rule, string? Reason)
{
    internal static CampaignRow Of(CampaignLead lead) => new(
        lead.LeadId, lead.Label, lead.LastContactAt, lead.Touches.First(t => t.Channel.ReachesLead()).DueAt, lead.Cost.Texts, lead.Cost.Segments,
        lead.Cost.Emails, lead.Cost.Calls, lead.Cost.Amount, lead.Cost.Currency, null, null);

    internal static CampaignRow Of(SkippedLead lead) => new(lead.LeadId, lead.Label, null, null, 0, 0, 0, 0, 0, null, lead.Rule, lead.Reason);
}

/// <summary>Foresees a campaign for one lead, with the code that will run it.</summary>
internal static class CampaignPlan
{
    public static (CampaignLead? Lead, SkippedLead? Skipped) Of(LeadState lead, string sequence, Instant now, Playbook playbook)
    {
        var label = Fields.Label(lead);
        if (lead.Enrollments.Any(e => e.IsRunning && e.Sequence == sequence))
            return (null, new(lead.Id, label, "already-in", $"is in '{sequence}' already"));
        var asked = new EventEnvelope("campaign/preview", now, new LeadEvent.SequenceRequested(sequence));
        var future = Preview.Run(lead, [asked], now, playbook);
        var touches = future.Touches.Where(t => t.Sequence == sequence).ToList();
        if (!touches.Any(t => t.Channel.ReachesLead())) return (null, WhyNot(lead, label, sequence, future, now, playbook));
        var cost = touches.Aggregate(Costs.None(playbook.Business.Prices), (sum, t) => sum.With(t.Channel, t.Text, playbook.Business.Prices));
        return (new(lead.Id, label, Segment.LastContact(lead), touches, cost), null);
    }

    /// <summary>The rule that keeps everything from them. Whoever gets something is not skipped.</summary>
    private static SkippedLead WhyNot(LeadState lead, string label, string sequence, Future future, Instant now, Playbook playbook)
    {
        if (lead.OptOut is { } optOut)
        {
            var reason = new Reason.OptedOut(optOut.At, playbook.ZoneOf(lead).Id, optOut.Channel);
            return new(lead.Id, label, reason.Rule, reason.Words);
        }
        return future.Suppressed.Where(s => s.Sequence == sequence && s.Channel.ReachesLead()).MaxBy(s => s.Rule == "no-consent") is { } no
            ? new(lead.Id, label, no.Rule, no.Reason)
            : new(lead.Id, label, "nothing", "would get nothing");
    }
}
