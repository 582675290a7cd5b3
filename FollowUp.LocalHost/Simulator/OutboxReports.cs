using System.Text.Json;
using FollowUp.AcsEmulator;
using FollowUp.Api.Acs;
using FollowUp.Api.Calls;
using FollowUp.Core.Calls;
using FollowUp.Core.Events;
using FollowUp.LocalHost.Storage;
using NodaTime;
using NodaTime.Text;

namespace FollowUp.LocalHost.Simulator;

/// <summary>Keeps the outbox up with what becomes of what left.</summary>
/// <remarks>
/// A real carrier does not forget what it was given when this process dies, but the emulator does, being part of it: what it had not
/// reported by then is reported at the next start.
/// </remarks>
internal sealed class OutboxReports(
    Outbox outbox, EmulatorLog emulator, SqliteCallStore calls, AcsEvents events, CallDesk desk, IClock clock)
{
    private IReadOnlyList<OutboxItem> lost = [];

    /// <summary>Begins to listen, and remembers what nobody will report any more.</summary>
    public void Listen()
    {
        lost = outbox.Unsettled();
        emulator.Added += Hear;
        calls.Saved += Follow;
    }

    /// <summary>Reports what was lost with the process before this one.</summary>
    public async Task RecoverAsync(CancellationToken cancellation)
    {
        foreach (var item in Interlocked.Exchange(ref lost, []))
        {
            if (item.Channel == "call")
            {
                // A call that had been answered says so itself.
                await desk.TellAsync(item.TouchId!, new CallSignal.Disconnected(WasPlaced: true, 480, null, null), cancellation);
                await outbox.SettleCallAsync(item.TouchId!, "no_answer");
                continue;
            }
            await ReportAsync(item, cancellation);
            await outbox.SettleAsync(item.Id, "delivered");
        }
    }

    private void Hear(LogEntry line)
    {
        if (line is not { Kind: "event", Name: "SMSDeliveryReportReceived" or "EmailDeliveryReportReceived", Data: { } shaped }) return;
        var data = shaped.GetProperty("data");
        var status = data.GetProperty(line.Name.StartsWith("SMS", StringComparison.Ordinal) ? "deliveryStatus" : "status").GetString();
        // What is not written when the process dies is reported at the next start.
        _ = outbox.SettleProvidedAsync(data.GetProperty("messageId").GetString()!, status == "Delivered" ? "delivered" : "failed");
    }

    private void Follow(CallRecord call)
    {
        foreach (var fact in call.Facts)
            if (fact.Data is LeadEvent.CallCompleted { TouchId: { } touch } ended) _ = outbox.SettleCallAsync(touch, ended.Disposition);
    }

    /// <summary>The report comes through the webhook's own code, in the shape that Event Grid gives it.</summary>
    private async Task ReportAsync(OutboxItem item, CancellationToken cancellation)
    {
        var at = InstantPattern.ExtendedIso.Format(clock.GetCurrentInstant());
        object data = item.Channel == "email"
            ? new { sender = item.From, recipient = item.To, messageId = item.ProviderId, status = "Delivered", deliveryAttemptTimeStamp = at }
            : new { messageId = item.ProviderId, from = item.From, to = item.To, deliveryStatus = "Delivered", deliveryStatusDetails = "No error.", receivedTimestamp = at, Tag = item.TouchId };
        var type = item.Channel == "email" ? "EmailDeliveryReportReceived" : "SMSDeliveryReportReceived";
        await events.TakeInAsync(
            JsonSerializer.SerializeToUtf8Bytes(new[]
            {
                new { id = "recovered-" + item.Id, topic = "simulator", subject = "simulator", data, eventType = "Microsoft.Communication." + type, eventTime = at },
            }),
            cancellation);
    }
}
