using System.Diagnostics;
using System.Diagnostics.Metrics;
using FollowUp.Core.Carriers;
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

    internal static void Count(Outbound message, string outcome) => Touches.Add(
        1, new KeyValuePair<string, object?>("channel", message.Touch.Channel.Word()), new KeyValuePair<string, object?>("outcome", outcome));

    internal static void FirstTouch(Duration after) => SpeedToLead.Record(after.TotalSeconds);

    internal static void Conflict() => Conflicts.Add(1);
}
