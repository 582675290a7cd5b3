using FollowUp.Api.Calls;
using FollowUp.Functions.Orchestration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FollowUp.Functions.Sweeping;

/// <summary>Ends calls whose callbacks never came, and takes in what a crash has left over of others.</summary>
public sealed class CallWatch(CallDesk desk, DurableLink link)
{
    /// <summary>Runs every minute, on one instance at a time: a caller on hold should not wait longer for a process that died.</summary>
    [Function(nameof(CallWatch))]
    public Task RunAsync([TimerTrigger("30 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        link.Client = client;
        return desk.LookAfterAsync(cancellation);
    }
}
