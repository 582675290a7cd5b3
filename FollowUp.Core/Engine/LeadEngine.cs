using FollowUp.Core.Carriers;
using FollowUp.Core.Composing;
using FollowUp.Core.Decisions;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Stores;
using FollowUp.Core.Timelines;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Core.Engine;

/// <summary>
/// The only way of a fact through the system: it is appended to its lead, decided over, the decision is committed under the
/// lead's version, and only then what was claimed goes to its carrier. Advancing is safe from anywhere at any time; whoever
/// comes second finds nothing to do.
/// </summary>
public sealed class LeadEngine(ILeadStore store, IPlaybookSource playbooks, CarrierSet carriers, ILeadBell bell, IClock clock)
{
    private const int ConversationRows = 40;

    /// <summary>Takes a fact in and acts on it. False when it is a repeat, which changes nothing.</summary>
    public async Task<bool> RecordAsync(string leadId, EventEnvelope envelope, CancellationToken cancellation)
    {
        using var activity = Telemetry.Source.StartActivity("record");
        activity?.SetTag("followup.lead", leadId).SetTag("followup.event", EventTypes.NameOf(envelope.Data));
        var isNew = await store.AppendAsync(leadId, envelope, clock.GetCurrentInstant(), cancellation);

        // A repeat advances as well: the first delivery may have been cut off between the append and the decision.
        var wakeAt = await AdvanceAsync(leadId, cancellation);
        await bell.RingAsync(leadId, wakeAt, cancellation);
        return isNew;
    }

    /// <summary>Decides over whatever is new, sends what that claims, and says when the lead is due again.</summary>
    /// <param name="leadId">The lead.</param>
    /// <param name="cancellation">Stops before anything is claimed: what is claimed leaves and is recorded, whoever stops waiting for it.</param>
    /// <param name="wasDue">Whether the store's due index sent us here: it is set right even when there is nothing to decide.</param>
    public async Task<Instant?> AdvanceAsync(string leadId, CancellationToken cancellation, bool wasDue = false)
    {
        using var activity = Telemetry.Source.StartActivity("advance");
        activity?.SetTag("followup.lead", leadId);
        var playbook = await playbooks.CurrentAsync(cancellation);
        var waiting = new Queue<Outbound>();
        var results = new List<EventEnvelope>();
        while (true)
        {
            var (state, version, wakeAt) = await DecideAsync(leadId, playbook, results, waiting, wasDue, cancellation);
            if (waiting.Count == 0) return wakeAt;
            await SendAsync(leadId, state, version, waiting, results);

            // The caller may be gone by now, as an impatient web form is; what became of the touches has to be written down all the same.
            cancellation = CancellationToken.None;
        }
    }

    /// <summary>Erases a lead; of somebody who opted out, <see cref="Erasure.RemainsOf"/> stays. False when there is none.</summary>
    public async Task<bool> EraseAsync(string leadId, CancellationToken cancellation)
    {
        while (true)
        {
            var snapshot = await store.LoadAsync(leadId, cancellation);
            if (snapshot.Unseen.Count > 0) await AdvanceAsync(leadId, cancellation);
            else if (snapshot.State is not { } lead) return false;
            else if (await store.EraseAsync(leadId, snapshot.Version, Erasure.RemainsOf(lead), cancellation)) return true;
        }
    }

    private async Task<(LeadState State, long Version, Instant? WakeAt)> DecideAsync(
        string leadId, Playbook playbook, List<EventEnvelope> results, Queue<Outbound> waiting, bool wasDue,
        CancellationToken cancellation)
    {
        while (true)
        {
            var snapshot = await store.LoadAsync(leadId, cancellation);
            var now = clock.GetCurrentInstant();
            var before = snapshot.State ?? new LeadState { Id = leadId, CreatedAt = Earliest(snapshot.Unseen, now) };
            if (snapshot is { State: null, Unseen.Count: 0 }) return (before, 0, null);

            var decision = Decider.Decide(before, [.. snapshot.Unseen, .. results], now, playbook);
            if (!decision.Changed && snapshot.Unseen.Count == 0 && !wasDue)
            {
                results.Clear();
                return (before, snapshot.Version, decision.WakeAt);
            }
            wasDue = false;

            var past = Composer.NeedsConversation(decision) ? await store.LatestAsync(leadId, ConversationRows, cancellation) : [];
            var composed = Composer.Compose(decision, playbook, past);
            var commit = new LeadCommit(
                composed.State, snapshot.Version, [.. snapshot.Unseen.Select(e => e.Id)], composed.Entries,
                [.. decision.Settled.Select(Scribe.Change)], decision.WakeAt);
            cancellation.ThrowIfCancellationRequested();
            if (!await store.CommitAsync(commit, CancellationToken.None))
            {
                Telemetry.Conflict();
                continue;
            }
            Telemetry.Undelivered(decision.Settled, results);
            results.Clear();
            foreach (var message in composed.Outbound) waiting.Enqueue(message);
            if (before.FirstTouchAt is null && composed.State.FirstTouchAt is { } first) Telemetry.FirstTouch(first - composed.State.CreatedAt);
            return (composed.State, snapshot.Version + 1, decision.WakeAt);
        }
    }

    /// <summary>
    /// Hands claimed touches over, each after a last look: when anything has come in or been decided since the claim, the
    /// decider has its say again before the next one leaves.
    /// </summary>
    private async Task SendAsync(
        string leadId, LeadState state, long version, Queue<Outbound> waiting, List<EventEnvelope> results)
    {
        while (waiting.TryPeek(out var message))
        {
            if (!IsClaimed(state, message.Touch))
            {
                // Called back between claim and send. Saying so tells it from one whose sender died.
                waiting.Dequeue();
                results.Add(new(message.Touch.Id, clock.GetCurrentInstant(), new LeadEvent.TouchSettled(message.Touch.Id, "withheld")));
                continue;
            }
            if (!await store.IsCurrentAsync(leadId, version, CancellationToken.None)) return;
            waiting.Dequeue();
            if (await HandOverAsync(leadId, message) is { } settled)
                results.Add(new(message.Touch.Id, clock.GetCurrentInstant(), settled));
        }
    }

    private async Task<LeadEvent.TouchSettled?> HandOverAsync(string leadId, Outbound message)
    {
        using var activity = Telemetry.Source.StartActivity("send");
        activity?.SetTag("followup.lead", leadId).SetTag("followup.touch", message.Touch.Id);
        try
        {
            // Reports on emails carry the operation id and nothing else of ours (engagement reports not even the recipient).
            if (message is Outbound.Email)
                await store.ClaimContactAsync(LeadIntake.MessageKey(Touch.OperationIdOf(message.Touch.Id).ToString()), leadId, CancellationToken.None);
            var result = await carriers.SendAsync(message, CancellationToken.None);
            var settled = result switch
            {
                SendResult.Sent sent => new LeadEvent.TouchSettled(message.Touch.Id, "sent", sent.ProviderId),
                SendResult.Failed failed => new LeadEvent.TouchSettled(message.Touch.Id, "failed", Detail: failed.Detail),
                SendResult.Busy busy => new LeadEvent.TouchSettled(message.Touch.Id, "busy", null, busy.Detail, busy.RetryAfterSeconds),
                _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
            };
            Telemetry.Count(message, settled.Outcome);
            return settled;
        }
        catch (Exception e)
        {
            // Nobody can say whether it left. It stays claimed; its report or the ten-minute rule decides.
            activity?.AddException(e);
            Telemetry.Count(message, "in-doubt");
            return null;
        }
    }

    private static bool IsClaimed(LeadState state, Touch touch)
    {
        foreach (var open in state.Open)
            if (open.Id == touch.Id) return open.Status == TouchStatus.Claimed;
        return false;
    }

    private static Instant Earliest(IReadOnlyList<EventEnvelope> events, Instant now)
    {
        foreach (var e in events) now = Instant.Min(now, e.At);
        return now;
    }
}
