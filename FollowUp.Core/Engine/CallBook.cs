using FollowUp.Core.Business;
using FollowUp.Core.Calls;
using FollowUp.Core.Stores;
using NodaTime;

namespace FollowUp.Core.Engine;

/// <summary>The calls under way: what is told of one meets its record, one after the other, whoever tells it.</summary>
public sealed class CallBook(ICallStore store, IPlaybookSource playbooks, IClock clock)
{
    /// <summary>How long a call that is over is remembered: callbacks are repeated for less.</summary>
    private static readonly Duration Memory = Duration.FromDays(1);

    /// <summary>How long facts may take to be taken in before somebody else looks after them.</summary>
    private static readonly Duration Patience = Duration.FromMinutes(1);

    /// <summary>Writes a new call down. False when it is there already.</summary>
    public Task<bool> OpenAsync(CallRecord call, CancellationToken cancellation) => SaveAsync(call, null, cancellation);

    /// <summary>A call; null when there is none.</summary>
    public async Task<CallRecord?> FindAsync(string id, CancellationToken cancellation) => (await store.LoadAsync(id, cancellation))?.Call;

    /// <summary>How many calls of ours from a number are under way.</summary>
    public Task<int> CountOpenAsync(string number, CancellationToken cancellation) => store.OpenAsync(number, cancellation);

    /// <summary>Tells a call something. Null when there is no such call, or when nothing follows.</summary>
    public async Task<CallStep?> TellAsync(string id, CallSignal signal, CancellationToken cancellation)
    {
        BusinessProfile? business = null;
        while (await store.LoadAsync(id, cancellation) is { } stored)
        {
            business ??= (await playbooks.CurrentAsync(cancellation)).Business;
            var step = stored.Call.IsOutbound
                ? OutboundFlow.Step(stored.Call, signal, clock.GetCurrentInstant())
                : InboundFlow.Step(stored.Call, signal, clock.GetCurrentInstant(), business);
            if (step.Call == stored.Call) return step.Commands.IsEmpty ? null : step;
            if (await SaveAsync(step.Call, stored, cancellation)) return step;
        }
        return null;
    }

    /// <summary>Notes that facts of a call have been taken in.</summary>
    public async Task SettleAsync(CallRecord told, CancellationToken cancellation)
    {
        while (await store.LoadAsync(told.Id, cancellation) is { } stored)
        {
            var left = stored.Call with { Facts = stored.Call.Facts.RemoveAll(f => told.Facts.Any(t => t.Id == f.Id)) };
            if (left.Facts.Length == stored.Call.Facts.Length || await SaveAsync(left, stored, cancellation)) return;
        }
    }

    /// <summary>Forgets a call that was never placed.</summary>
    public Task DropAsync(string id, CancellationToken cancellation) => store.DeleteAsync(id, cancellation);

    /// <summary>The next calls that nothing was told of for too long, or that can be forgotten.</summary>
    public Task<IReadOnlyList<string>> DueAsync(int max, CancellationToken cancellation) => store.DueAsync(clock.GetCurrentInstant(), max, cancellation);

    /// <summary>When the next one is due; null when none is.</summary>
    public Task<Instant?> NextDueAsync(CancellationToken cancellation) => store.NextCallDueAsync(cancellation);

    private Task<bool> SaveAsync(CallRecord call, StoredCall? before, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var saved = call.Stage == CallStage.Over && before?.Call.Stage != CallStage.Over ? call with { DueAt = now + Memory } : call;
        return store.SaveAsync(saved, WholeTick(saved.Facts.IsEmpty ? saved.DueAt : Instant.Min(saved.DueAt, now + Patience)), before?.Version, cancellation);
    }

    /// <summary>Stores keep ticks of 100 ns: a call must not fall due before its own time has come.</summary>
    private static Instant WholeTick(Instant at)
    {
        var floor = Instant.FromUnixTimeTicks(at.ToUnixTimeTicks());
        return floor < at ? floor + Duration.FromTicks(1) : floor;
    }
}
