using FollowUp.Core.Carriers;
using FollowUp.Core.Composing;
using FollowUp.Core.Decisions;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Timelines;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Testing.Journeys;

/// <summary>
/// One lead driven decision by decision, with the clock and the carrier in the test's hands. Every decision is held to what must
/// be true of any decision at all.
/// </summary>
public sealed class Journey(LeadState lead, Playbook playbook, Instant? now = null)
{
    private readonly HashSet<string> claimed = [];
    private int facts;

    /// <summary>The lead as it stands.</summary>
    public LeadState State { get; private set; } = lead;

    /// <summary>The clock.</summary>
    public Instant Now { get; set; } = now ?? Plans.Tuesday;

    /// <summary>When the lead is due again.</summary>
    public Instant? WakeAt { get; private set; }

    /// <summary>What the carriers say; null when nobody ever hears from them.</summary>
    public Func<Outbound, LeadEvent.TouchSettled?> Carrier { get; set; } = message => new(message.Touch.Id, "sent");

    /// <summary>All that was handed to the carriers.</summary>
    public List<(Instant At, Outbound Message)> Sent { get; } = [];

    /// <summary>The timeline.</summary>
    public List<TimelineEntry> Rows { get; } = [];

    /// <summary>The reasons given so far, with repeats.</summary>
    public List<Reason> Reasons { get; } = [];

    /// <summary>Texts to the lead, in order.</summary>
    public IEnumerable<string> Texts => Sent.Where(s => s.Message is Outbound.Sms).Select(s => s.Message.Text);

    /// <summary>What went to the lead, in order, as "sms", "email" ....</summary>
    public IEnumerable<string> Outreach => Sent.Where(s => s.Message.Touch.Channel.ReachesLead()).Select(s => s.Message.Touch.Channel.Word());

    /// <summary>The rules that decided, in order.</summary>
    public IEnumerable<string> Rules => Reasons.Select(r => r.Rule);

    /// <summary>Something happens now.</summary>
    public Journey Happens(params LeadEvent[] what) => Take([.. what.Select(f => new EventEnvelope($"fact{++facts:d3}", Now, f))]);

    /// <summary>Something happened a while ago and is only heard of now.</summary>
    public Journey HappenedAt(Instant at, LeadEvent what) => Take(new EventEnvelope($"fact{++facts:d3}", at, what));

    /// <summary>The lead is asked into a sequence.</summary>
    public Journey Enter(string sequence) => Happens(new LeadEvent.SequenceRequested(sequence));

    /// <summary>Time passes; whatever comes due is done, at its moment.</summary>
    public Journey Pass(Duration time)
    {
        var end = Now + time;
        for (var wakeUps = 0; WakeAt is { } wake && wake <= end; wakeUps++)
        {
            if (wakeUps > 10_000) throw new InvalidOperationException("The lead never comes to rest.");
            Now = Instant.Max(Now, wake);
            Take();
        }
        Now = end;
        return this;
    }

    /// <summary>The host was down: time passes, and everything that came due meanwhile is found at once.</summary>
    public Journey Outage(Duration time)
    {
        Now += time;
        return Take();
    }

    /// <summary>Decides over these facts, sends what is claimed, and decides over the carriers' answers.</summary>
    public Journey Take(params EventEnvelope[] events)
    {
        for (var rounds = 0; ; rounds++)
        {
            if (rounds > 100) throw new InvalidOperationException("The decisions never come to rest.");
            var results = Decide(events).Select(m => (Message: m, Result: Carrier(m))).Where(r => r.Result is not null)
                .Select(r => new EventEnvelope(r.Message.Touch.Id, Now, r.Result!)).ToArray();
            if (results.Length == 0) return this;
            events = results;
        }
    }

    private IReadOnlyList<Outbound> Decide(EventEnvelope[] events)
    {
        var before = State;
        var decision = Decider.Decide(before, events, Now, playbook);
        Invariants.Check(before, decision, Now, claimed);
        var composed = Composer.Compose(decision, playbook, Rows);
        Rows.AddRange(composed.Entries);
        foreach (var change in decision.Settled.Select(Scribe.Change))
        {
            var index = Rows.FindIndex(r => r.Seq == change.Seq);
            if (index >= 0) Rows[index] = Rows[index] with { Status = change.Status, Reason = change.Reason ?? Rows[index].Reason };
        }
        Reasons.AddRange(decision.Notes.Select(n => n.Reason).Concat(decision.Settled.Select(s => s.Reason)).OfType<Reason>());
        Sent.AddRange(composed.Outbound.Select(m => (Now, m)));
        (State, WakeAt) = (composed.State, decision.WakeAt);
        return composed.Outbound;
    }
}
