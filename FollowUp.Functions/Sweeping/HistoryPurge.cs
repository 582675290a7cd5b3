using FollowUp.Functions.Orchestration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using NodaTime;

namespace FollowUp.Functions.Sweeping;

/// <summary>
/// Removes what Durable keeps of runs that are over: it never does so by itself. Nothing asks for such a run again. One that retired
/// has given up its epoch, so its id is not used any more; one that was ended by hand is, if its epoch is still the current one,
/// and then the bell starts a run anew under the id that has become free (<see cref="DurableBell"/>).
/// </summary>
public sealed class HistoryPurge(IClock clock, DurableLink link)
{
    /// <summary>How long a run can be looked at, counted from its last beginning: the engine goes by that, not by its end.</summary>
    public static readonly Duration Kept = Duration.FromDays(7);

    /// <summary>Runs once a day, on one instance at a time, at an hour at which few businesses are busy; what is left over waits for the next.</summary>
    [Function(nameof(HistoryPurge))]
    public Task RunAsync([TimerTrigger("0 17 9 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        link.Client = client;
        var over = new PurgeInstancesFilter(
            CreatedTo: (clock.GetCurrentInstant() - Kept).ToDateTimeOffset(),
            Statuses: [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated]);
        return client.PurgeAllInstancesAsync(over, cancellation);
    }
}
