using FollowUp.Core.Engine;
using FollowUp.Core.Stores;
using FollowUp.Functions.Orchestration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FollowUp.Functions.Sweeping;

/// <summary>
/// Finds leads that are due and that nobody came for: a bell nobody heard, a run that was ended by hand, an outage. A lead with an
/// unseen event is due from the moment the event was stored, so these are found as well.
/// </summary>
public sealed partial class Sweep(ILeadStore store, LeadEngine engine, ILeadBell bell, IClock clock, DurableLink link, ILogger<Sweep> logger)
{
    /// <summary>Leads that are taken on at a time.</summary>
    public const int Batch = 64;

    /// <summary>How long a lead's own run may take to come before it is called overdue: timers and queues have their delays.</summary>
    public static readonly Duration Grace = Duration.FromMinutes(1);

    /// <summary>A run ends within the timeout of functions (host.json) and before the next begins; what is left over waits for that.</summary>
    public static readonly Duration Budget = Duration.FromMinutes(4);

    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 8 };

    /// <summary>Runs every five minutes, on one instance at a time.</summary>
    [Function(nameof(Sweep))]
    public Task RunAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        link.Client = client;
        return SweepAsync(cancellation);
    }

    /// <summary>Advances every overdue lead once and rings its bell. One that fails does not stand in the way of the others.</summary>
    /// <returns>How many overdue leads it came to.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var start = clock.GetCurrentInstant();
        var overdue = 0;
        var stuck = new HashSet<string>();
        while (HasTime())
        {
            var due = await store.DueAsync(start - Grace, Batch + stuck.Count, cancellation);
            var leads = due.Where(id => !stuck.Contains(id)).ToList();
            if (leads.Count == 0) break;
            await Parallel.ForEachAsync(leads, AtOnce, async (leadId, _) =>
            {
                // A batch begun shortly before the end would outlive the timeout.
                if (!HasTime()) return;
                Interlocked.Increment(ref overdue);

                // Only a lead that is due later has left the list.
                if (await AdvanceAsync(leadId, cancellation) is { } at && at > start) return;
                lock (stuck) stuck.Add(leadId);
            });
        }
        Telemetry.Overdue(overdue);
        if (overdue > 0) LogSwept(logger, overdue);
        return overdue;

        bool HasTime() => clock.GetCurrentInstant() - start < Budget;
    }

    /// <summary>When the lead is due again; the end of time when it never is, null when it could not be advanced.</summary>
    private async Task<Instant?> AdvanceAsync(string leadId, CancellationToken cancellation)
    {
        try
        {
            var wakeAt = await engine.AdvanceAsync(leadId, cancellation, wasDue: true);
            await bell.RingAsync(leadId, wakeAt, cancellation);
            return wakeAt ?? Instant.MaxValue;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            LogFailed(logger, e, leadId);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Leads overdue and advanced by the sweep: {Count}")]
    private static partial void LogSwept(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Lead {LeadId} could not be advanced; the next sweep tries again")]
    private static partial void LogFailed(ILogger logger, Exception exception, string leadId);
}
