using System.Diagnostics;
using System.Diagnostics.Metrics;
using FollowUp.Core.Carriers;
using FollowUp.Core.Decisions;
using FollowUp.Core.Events;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Core.Engine;

/// <summary>What the engine tells of itself: traces that follow a lead from fact to send, and the business's own measures.</summary>
public static class Telemetry
{
    /// <summary>The name of the trace source and of the meter.</summary>
    public const string Name = "FollowUp";

    /// <summary>The trace source.</summary>
    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Touches = Meter.CreateCounter<long>("followup.touches", "{touch}", "Touches by channel and outcome");

    private static readonly Histogram<double> SpeedToLead =
        Meter.CreateHistogram<double>("followup.speed_to_lead", "s", "From first contact to the first touch");

    private static readonly Counter<long> Conflicts = Meter.CreateCounter<long>("followup.conflicts", "{commit}", "Commits that another one overtook");

    private static readonly Counter<long> OverdueLeads = Meter.CreateCounter<long>("followup.overdue_leads", "{lead}", "Leads that their own timer did not come for");

    /// <summary>Counts leads that were found overdue by whoever looks after the timers.</summary>
    public static void Overdue(int leads) => OverdueLeads.Add(leads);

    internal static void Count(Outbound message, string outcome) => Count(message.Touch.Channel, outcome);

    /// <summary>
    /// Counts touches that turned out to have failed, by a report or because the carrier kept asking us to wait. A call that nobody
    /// took is none of them: it did what it could.
    /// </summary>
    /// <param name="settled">What a decision that is stored has settled.</param>
    /// <param name="told">Results of sends it was made over: who failed at once is counted already.</param>
    internal static void Undelivered(IEnumerable<Settlement> settled, IReadOnlyCollection<EventEnvelope> told)
    {
        foreach (var (touch, reason) in settled)
        {
            if (touch.Status != TouchStatus.Failed || reason is Reason.CarrierSaid { Detail: "no answer" or "busy" or "declined" }) continue;
            if (!told.Any(e => e.Data is LeadEvent.TouchSettled { Outcome: "failed" } result && result.TouchId == touch.Id)) Count(touch.Channel, "undelivered");
        }
    }

    private static void Count(Channel channel, string outcome) => Touches.Add(
        1, new KeyValuePair<string, object?>("channel", channel.Word()), new KeyValuePair<string, object?>("outcome", outcome));

    internal static void FirstTouch(Duration after) => SpeedToLead.Record(after.TotalSeconds);

    internal static void Conflict() => Conflicts.Add(1);
}
