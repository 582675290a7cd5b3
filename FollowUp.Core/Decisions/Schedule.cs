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
        Sequence sequence, LeadState lead, string? subject, Instant at, LeadEvent? cause, Playbook playbook, Instant? from = null)
    {
        var zone = ZoneOf(sequence, playbook);
        var start = from ?? at;
        var planned = new List<PlannedStep>(sequence.Steps.Length);
        for (var i = 0; i < sequence.Steps.Length; i++)
        {
            var step = sequence.Steps[i];
            if (AnchorOf(step.Anchor, lead, subject, at, cause, zone) is not { } anchor) continue;
            var due = Moment(step, step.Month is { } month ? InSeason(anchor, month, start, zone) : anchor, zone, lead.Id);
            if (due < start && step.Latest is { } latest && latest.From(anchor, zone) >= start) due = start;
            if (due >= start) planned.Add(new(i, due));
        }
        // Stable, so that steps of the same moment keep the author's order.
        return [.. planned.OrderBy(p => p.DueAt)];
    }

    /// <summary>The moment that a step leads up to, after which it is pointless; null when it leads up to none.</summary>
    public static Instant? Deadline(Step step, LeadState lead, Enrollment enrollment) =>
        step.Anchor == Anchor.Appointment && step.At.Approximate < Duration.Zero
            ? lead.Appointments.FirstOrDefault(a => a.Id == enrollment.Subject)?.StartsAt
            : null;

    /// <summary>The zone of a sequence's windows and days.</summary>
    public static DateTimeZone ZoneOf(Sequence sequence, Playbook playbook) =>
        sequence.TimeZone is { } id && DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is { } zone ? zone : playbook.Business.Zone;

    /// <summary>Plans again after a pause: what counts from the enrollment moves by the pause, in whole days where a window is kept.</summary>
    public static ImmutableArray<PlannedStep> Shifted(Sequence sequence, Enrollment enrollment, Duration pause, Playbook playbook)
    {
        var zone = ZoneOf(sequence, playbook);
        var days = (int)Math.Ceiling(pause.TotalDays);
        return
        [
            .. enrollment.Planned.Select(p => sequence.Steps[p.Step] switch
            {
                { Anchor: not Anchor.Enrollment } => p,
                { Window: not null } => p with { DueAt = LocalTimes.Resolve(p.DueAt.InZone(zone).LocalDateTime.PlusDays(days), zone) },
                _ => p with { DueAt = p.DueAt + pause },
            }).OrderBy(p => p.DueAt),
        ];
    }

    private static Instant InSeason(Instant anchor, int month, Instant start, DateTimeZone zone)
    {
        var from = Instant.Max(anchor, start);
        var date = from.InZone(zone).Date;
        if (date.Month == month) return from;
        var first = new LocalDate(date.Year, month, 1);
        return LocalTimes.Resolve((first > date ? first : first.PlusYears(1)).AtMidnight(), zone);
    }

    private static Instant Moment(Step step, Instant anchor, DateTimeZone zone, string lead)
    {
        var due = step.At.From(anchor, zone);
        if (step.Window is not { } window) return due;
        var date = due.InZone(zone).Date;
        var placed = window.Place(date, zone, lead);
        // A window that has closed before the anchor opens again the next day.
        return placed < anchor && step.At.Approximate >= Duration.Zero ? window.Place(date.PlusDays(1), zone, lead) : placed;
    }

    private static Instant? AnchorOf(Anchor anchor, LeadState lead, string? subject, Instant at, LeadEvent? cause, DateTimeZone zone) => anchor switch
    {
        Anchor.Appointment => lead.Appointments.LastOrDefault(a => a.Id == subject)?.StartsAt,
        Anchor.Estimate => lead.Estimates.LastOrDefault(e => e.Id == subject)?.SentAt,
        Anchor.Signal => cause switch
        {
            LeadEvent.SignalDetected signal => LocalTimes.Resolve(signal.Date.AtMidnight(), zone),
            LeadEvent.CallbackRequested callback => callback.At,
            LeadEvent.FollowUpSet { At: { } set } => set,
            // Check in after a third of the time until they mean to act.
            LeadEvent.FollowUpSet { HorizonDays: { } days } => LocalTimes.Resolve(at.InZone(zone).LocalDateTime.PlusDays((days + 1) / 3), zone),
            _ => null,
        },
        _ => at,
    };
}
