using FollowUp.Core.Composing;
using FollowUp.Core.Decisions;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Timelines;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Core.Previews;

/// <summary>A touch of the future.</summary>
/// <param name="DueAt">When it goes out.</param>
/// <param name="LocalTime">The same moment on the lead's clock.</param>
/// <param name="Channel">How.</param>
/// <param name="Sequence">The sequence it comes from; null when it answers an event.</param>
/// <param name="Step">The step.</param>
/// <param name="Subject">The subject, where there is one.</param>
/// <param name="Text">The words.</param>
/// <param name="Held">What made it later than the sequence says, if anything did.</param>
public sealed record PlannedTouch(
    Instant DueAt, OffsetDateTime LocalTime, Channel Channel, string? Sequence, string? Step, string? Subject, string Text, Hold? Held);

/// <summary>Why a touch is later than its sequence says.</summary>
/// <param name="Reason">In words.</param>
/// <param name="Rule">The rule.</param>
/// <param name="DueAt">When the sequence wanted it.</param>
/// <param name="Until">When it goes out.</param>
public sealed record Hold(string Reason, string Rule, Instant DueAt, Instant Until);

/// <summary>A touch of the future that a rule will keep from being sent.</summary>
public sealed record PlannedSuppression(Instant At, Channel Channel, string? Sequence, string? Step, string Reason, string Rule);

/// <summary>A lead's future, if nothing else happens.</summary>
/// <param name="Touches">In the order they go out.</param>
/// <param name="Suppressed">What will not go out, and why.</param>
/// <param name="Final">The lead at the end.</param>
public sealed record Future(IReadOnlyList<PlannedTouch> Touches, IReadOnlyList<PlannedSuppression> Suppressed, LeadState Final);

/// <summary>
/// Runs the decider forward: the same function that runs for real, with the clock set to each wake-up in turn, every message
/// sent and no call answered.
/// </summary>
public static class Preview
{
    private const int MaxWakeUps = 2000;
    private static readonly Duration Horizon = Duration.FromDays(800);

    /// <summary>Foresees a lead's touches.</summary>
    /// <param name="state">The lead now.</param>
    /// <param name="events">Facts still to come, or not yet decided over, each at its own time.</param>
    /// <param name="now">The present.</param>
    /// <param name="playbook">The rules.</param>
    public static Future Run(LeadState state, IEnumerable<EventEnvelope> events, Instant now, Playbook playbook)
    {
        var coming = new PriorityQueue<EventEnvelope, Instant>(events.Select(e => (e, Instant.Max(e.At, now))));
        var touches = new List<PlannedTouch>();
        var suppressed = new List<PlannedSuppression>();
        var said = new List<TimelineEntry>();
        var end = now + Horizon;
        for (var wakeUps = 0; wakeUps < MaxWakeUps; wakeUps++)
        {
            var facts = new List<EventEnvelope>();
            while (coming.TryPeek(out var fact, out var at) && at <= now) facts.Add(coming.Dequeue());
            var decision = Decider.Decide(state, facts, now, playbook);
            state = Collect(state, decision, now, playbook, said, touches, suppressed);
            foreach (var command in decision.Commands) coming.Enqueue(Outcome(command, now), now);

            var next = Earliest(decision.WakeAt, coming);
            if (next is not { } wake || wake > end) break;
            now = Instant.Max(now, wake);
        }
        return new(touches, suppressed, state);
    }

    private static LeadState Collect(
        LeadState before, Decision decision, Instant now, Playbook playbook, List<TimelineEntry> said, List<PlannedTouch> touches,
        List<PlannedSuppression> suppressed)
    {
        var zone = playbook.ZoneOf(decision.State);
        var composed = Composer.Compose(decision, playbook, said);
        said.AddRange(composed.Entries.Where(Composer.IsSaid));
        foreach (var message in composed.Outbound)
        {
            var entry = composed.Entries.First(e => e.Seq == message.Touch.Seq);
            touches.Add(new(
                now, now.InZone(zone).ToOffsetDateTime(), message.Touch.Channel, entry.Sequence, entry.Step, message.Subject, message.Text,
                HoldOf(before, message.Touch, now)));
        }
        foreach (var note in decision.Notes)
            if (note is { Touch: { Status: TouchStatus.Suppressed } touch, Reason: { } reason })
                suppressed.Add(new(now, touch.Channel, note.Origin.Sequence, note.Origin.Step, reason.Words, reason.Rule));
        return composed.State;
    }

    private static Hold? HoldOf(LeadState before, Touch touch, Instant now)
    {
        var held = before.Enrollments.FirstOrDefault(e => e.No == touch.Enrollment)?.Held
            .FirstOrDefault(h => h.Step == touch.Step && h.Action == touch.Action);
        return held is null ? null : new(held.Why, held.Rule, held.DueAt, now);
    }

    private static EventEnvelope Outcome(Command command, Instant now) =>
        new("preview/" + command.Touch.Id, now, new LeadEvent.TouchSettled(command.Touch.Id, "sent"));

    private static Instant? Earliest(Instant? wake, PriorityQueue<EventEnvelope, Instant> coming) =>
        coming.TryPeek(out _, out var at) && (wake is null || at < wake) ? at : wake;
}
