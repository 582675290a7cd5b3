using System.Collections.Immutable;
using FollowUp.Core.Calendars;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using NodaTime;

namespace FollowUp.Core.Decisions;

/// <summary>Fixes the moments of a sequence's steps for one enrollment.</summary>
internal static class Schedule
{
    /// <summary>
    /// The steps in due order. A step whose moment had passed before the enrollment (a day's notice of an appointment in three
    /// hours) has no place in it, nor has one whose anchor is unknown.
    /// </summary>
    public static ImmutableArray<PlannedStep> Of(
        Sequence sequence, LeadState lead, string? subject, Instant at, LeadEvent cause, Playbook playbook)
    {
        var zone = playbook.Business.Zone;
        var planned = new List<PlannedStep>(sequence.Steps.Length);
        for (var i = 0; i < sequence.Steps.Length; i++)
        {
            var step = sequence.Steps[i];
            if (AnchorOf(step.Anchor, lead, subject, at, cause, zone) is not { } anchor) continue;
            var due = Moment(step, anchor, zone, lead.Id);
            if (due >= at) planned.Add(new(i, due));
        }
        // Stable, so that steps of the same moment keep the author's order.
        return [.. planned.OrderBy(p => p.DueAt)];
    }

    /// <summary>The moment that a step leads up to, after which it is pointless; null when it leads up to none.</summary>
    public static Instant? Deadline(Step step, LeadState lead, Enrollment enrollment) =>
        step.Anchor == Anchor.Appointment && step.At.Approximate < Duration.Zero
            ? lead.Appointments.FirstOrDefault(a => a.Id == enrollment.Subject)?.StartsAt
            : null;

    private static Instant Moment(Step step, Instant anchor, DateTimeZone zone, string lead)
    {
        var due = step.At.From(anchor, zone);
        if (step.Window is not { } window) return due;
        var date = due.InZone(zone).Date;
        var placed = window.Place(date, zone, lead);
        // A window that has closed before the anchor opens again the next day.
        return placed < anchor && step.At.Approximate >= Duration.Zero ? window.Place(date.PlusDays(1), zone, lead) : placed;
    }

    private static Instant? AnchorOf(Anchor anchor, LeadState lead, string? subject, Instant at, LeadEvent cause, DateTimeZone zone) => anchor switch
    {
        Anchor.Appointment => lead.Appointments.LastOrDefault(a => a.Id == subject)?.StartsAt,
        Anchor.Estimate => lead.Estimates.LastOrDefault(e => e.Id == subject)?.SentAt,
        Anchor.Signal => cause is LeadEvent.SignalDetected signal ? LocalTimes.Resolve(signal.Date.AtMidnight(), zone) : null,
        _ => at,
    };
}
