using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using NodaTime;

namespace FollowUp.Core.Decisions;

/// <summary>
/// The pure heart of the product (in the textbooks' terms a process manager): facts and the clock in, touches out.
/// It is the only place that knows rules; preview and run-time are this same function. Late, repeated or pointless input
/// yields no commands, never an exception. A timer only wakes it; the state decides.
/// </summary>
public static class Decider
{
    /// <summary>Decides what the facts and the clock mean for a lead.</summary>
    /// <param name="state">The lead as it stands.</param>
    /// <param name="events">Facts not yet decided over, in any order.</param>
    /// <param name="now">The time of deciding. A wake-up that comes early finds nothing due and asks to be woken again.</param>
    /// <param name="playbook">The rules of the house.</param>
    public static Decision Decide(LeadState state, IReadOnlyList<EventEnvelope> events, Instant now, Playbook playbook)
    {
        var draft = new Draft(state, now, playbook);
        foreach (var fact in InOrder(events)) Facts.Take(draft, fact);
        TaskFacts.CloseForgone(draft, state);
        OpenTouches.Reconcile(draft);
        Steps.RunDue(draft);
        return draft.ToDecision();
    }

    private static IEnumerable<EventEnvelope> InOrder(IReadOnlyList<EventEnvelope> events) =>
        events.Count < 2 ? events : events.OrderBy(e => e.At).ThenBy(e => e.Id, StringComparer.Ordinal);
}
