using DurableTask.Core.Exceptions;
using FollowUp.Core.Engine;
using FollowUp.Core.Stores;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FollowUp.Functions.Orchestration;

/// <summary>
/// Rings a lead's orchestration, and starts one when none runs. It never throws: what happened is stored and acted on by now, and a
/// lead whose bell was not heard is found by the sweep when it is due.
/// </summary>
public sealed partial class DurableBell(DurableLink link, IEpochStore epochs, ILogger<DurableBell> logger) : ILeadBell
{
    private const int Attempts = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async Task RingAsync(string leadId, Instant? wakeAt, CancellationToken cancellation)
    {
        // A run that has a timer finds out when that fires; one that has none has nothing to be woken for.
        if (wakeAt is null) return;

        // Not the caller's token: who hangs up after a fact was stored still wants it followed up.
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var client = link.Client ?? throw new InvalidOperationException("No invocation has brought the Durable client yet.");
            if (!await RingAsync(client, leadId, patience.Token)) LogUnheard(logger, null, leadId);
        }
        catch (Exception e)
        {
            LogUnheard(logger, e, leadId);
        }
    }

    private async Task<bool> RingAsync(DurableTaskClient client, string leadId, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var instance = new LeadInstance(leadId, await epochs.CurrentAsync(leadId, cancellation));
            var failure = await TryRaiseAsync(client, instance, cancellation);
            if (failure is null) return true;
            switch (await client.GetInstanceAsync(instance.Id, cancellation))
            {
                case null:
                    // Who starts first wins, and the run asks for what is new when it begins: the loser need not ring again, but may.
                    if (await TryStartAsync(client, instance, cancellation)) return true;
                    break;
                case { IsCompleted: true }:
                    await epochs.NextAsync(leadId, instance.Epoch, cancellation);
                    break;
                case var _ when attempt == Attempts - 1:
                    throw failure;
            }
        }
        return false;
    }

    /// <summary>The client throws for an instance that is unknown or over, and says which in words only; its status tells.</summary>
    private static async Task<Exception?> TryRaiseAsync(DurableTaskClient client, LeadInstance instance, CancellationToken cancellation)
    {
        try
        {
            await client.RaiseEventAsync(instance.Id, LeadOrchestrator.Bell, cancellation);
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return e;
        }
    }

    private static async Task<bool> TryStartAsync(DurableTaskClient client, LeadInstance instance, CancellationToken cancellation)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(LeadOrchestrator), instance.LeadId, new StartOrchestrationOptions(instance.Id), cancellation);
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody heard the bell of lead {LeadId}; the sweep will find it when it is due")]
    private static partial void LogUnheard(ILogger logger, Exception? exception, string leadId);
}
