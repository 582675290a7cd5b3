using FollowUp.Core.Engine;
using FollowUp.Core.Stores;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FollowUp.Functions.Orchestration;

/// <summary>What a lead's orchestration has done for it.</summary>
public sealed class LeadActivities(LeadEngine engine, IEpochStore epochs, ILeadBell bell, DurableLink link)
{
    /// <summary>Acts on what is new or due, and says when (UTC) the lead is due again; null when nothing is left to do.</summary>
    [Function(nameof(Advance))]
    public async Task<DateTime?> Advance([ActivityTrigger] string leadId, CancellationToken cancellation) =>
        (await engine.AdvanceAsync(leadId, cancellation))?.ToDateTimeUtc();

    /// <summary>
    /// Lets a run end. The epoch is given up before the lead is looked at a last time: a bell from before that moment rang for
    /// something the last look sees, and one from after it goes to the next run.
    /// </summary>
    [Function(nameof(Retire))]
    public async Task Retire([ActivityTrigger] string instanceId, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        link.Client = client;
        var (leadId, epoch) = LeadInstance.Parse(instanceId);
        await epochs.NextAsync(leadId, epoch, cancellation);
        await bell.RingAsync(leadId, await engine.AdvanceAsync(leadId, cancellation), cancellation);
    }
}
