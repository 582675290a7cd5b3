using FollowUp.AcsEmulator.Time;
using FollowUp.Api.Calls;
using FollowUp.Core.Engine;
using FollowUp.Core.Stores;
using FollowUp.LocalHost.Simulator;
using NodaTime;

namespace FollowUp.LocalHost.Time;

/// <summary>Runs what is due: what the telephone network does next, calls that nobody tells of, and the leads whose time has come.</summary>
internal sealed partial class DueWork(
    ILeadStore store, LeadEngine engine, CallDesk calls, IEmulatorScheduler network, OutboxReports reports, HostClock clock, ILogger<DueWork> logger)
    : IDisposable
{
    private const int Batch = 64;
    private static readonly Duration Setback = Duration.FromMinutes(1);

    private readonly ParallelOptions parallel = new() { MaxDegreeOfParallelism = 8 };
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Dictionary<string, Instant> setBack = [];

    /// <summary>When a lead or a call is due next; null when none ever is.</summary>
    public async Task<Instant?> NextAsync(CancellationToken cancellation) =>
        Earlier(await store.NextDueAsync(cancellation), await calls.NextDueAsync(cancellation));

    /// <summary>When the network does something next; null when nothing is going on.</summary>
    public Instant? NetworkDue => network.NextDue is { } due ? Instant.FromDateTimeOffset(due) : null;

    /// <summary>Whether the network has something to do by now, which on a virtual clock nobody else sees to.</summary>
    public bool IsNetworkDue => NetworkDue <= clock.GetCurrentInstant();

    /// <summary>Runs everything that is due by now. False when nothing was, or nothing could be done about it.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            return await RunDueAsync(cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Moves the clock to a time, stopping at every moment at which something is due, in order.</summary>
    public async Task AdvanceToAsync(Instant target, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            clock.StandAt(clock.GetCurrentInstant());
            await RunDueAsync(cancellation);
            while (Earlier(await NextAsync(cancellation), NetworkDue) is { } next && next <= target)
            {
                var now = clock.GetCurrentInstant();
                clock.StandAt(Instant.Max(now, next));
                if (await RunDueAsync(cancellation) || next > now) continue;

                // What is due and cannot be done is tried again later: the clock must not stand before it for ever.
                if (now == target) break;
                clock.StandAt(Instant.Min(target, now + Setback));
            }
            clock.StandAt(target);
        }
        finally
        {
            clock.Resume();
            turn.Release();
        }
    }

    /// <summary>Moves the clock to a time in one jump, as an outage would, and then runs what has become overdue.</summary>
    public async Task JumpToAsync(Instant target, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            clock.StandAt(target);
            clock.Resume();
            await RunDueAsync(cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task<bool> RunDueAsync(CancellationToken cancellation)
    {
        var isDone = false;
        while (true)
        {
            var now = clock.GetCurrentInstant();
            isDone |= IsNetworkDue;
            await reports.RecoverAsync(cancellation);
            await network.RunDueAsync(now.ToDateTimeOffset(), cancellation);
            isDone |= await calls.LookAfterAsync(cancellation);
            var due = (await store.DueAsync(now, Batch + setBack.Count, cancellation)).Where(id => !IsSetBack(id, now)).ToList();
            if (due.Count == 0 && !IsNetworkDue) return isDone;
            parallel.CancellationToken = cancellation;
            await Parallel.ForEachAsync(due, parallel, async (leadId, token) =>
            {
                try
                {
                    await engine.AdvanceAsync(leadId, token, wasDue: true);
                    isDone = true;
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // One lead that cannot be decided over must not stand in the way of all others.
                    LogSetBack(logger, e, leadId);
                    lock (setBack) setBack[leadId] = now + Setback;
                }
            });
        }
    }

    private static Instant? Earlier(Instant? one, Instant? other) => one is null || other < one ? other : one;

    private bool IsSetBack(string leadId, Instant now)
    {
        lock (setBack)
        {
            if (!setBack.TryGetValue(leadId, out var until)) return false;
            if (until > now) return true;
            setBack.Remove(leadId);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Lead {LeadId} could not be advanced; it is tried again in a minute")]
    private static partial void LogSetBack(ILogger logger, Exception exception, string leadId);
}
