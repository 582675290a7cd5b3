using System.Text.Json;
using FollowUp.Api.Acs;
using FollowUp.Core.Carriers;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Touches;
using NodaTime;
using NodaTime.Text;

namespace FollowUp.LocalHost.Simulator;

/// <summary>
/// A carrier for every channel that sends nothing: it keeps what it is given, reports delivery two seconds later the way Azure
/// does, and lets calls ring out after half a minute unless somebody settles them.
/// </summary>
public sealed class SimulatedCarrier(Outbox outbox, IClock clock, IServiceProvider services)
    : ICarrier<Outbound.Sms>, ICarrier<Outbound.Email>, ICarrier<Outbound.Call>, ICarrier<Outbound.Voicemail>,
      ICarrier<Outbound.Notification>, ICarrier<Outbound.Webhook>
{
    private const int Batch = 256;
    private static readonly Duration ReportDelay = Duration.FromSeconds(2);
    private static readonly Duration RingTime = Duration.FromSeconds(30);

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(Outbound.Sms message, CancellationToken cancellation) => Take(message, message.To, "sent", ReportDelay);

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(Outbound.Email message, CancellationToken cancellation) => Take(message, message.To, "sent", ReportDelay);

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(Outbound.Call message, CancellationToken cancellation) => Take(message, message.To, "ringing", RingTime);

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(Outbound.Voicemail message, CancellationToken cancellation) => Take(message, message.To, "sent", null);

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(Outbound.Notification message, CancellationToken cancellation) =>
        Take(message, message.Member.Phone ?? message.Member.Email ?? message.Member.Name, "sent", null);

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(Outbound.Webhook message, CancellationToken cancellation) => Take(message, message.To, "sent", null);

    /// <summary>When the next report is due.</summary>
    public Instant? NextDue() => outbox.NextReport();

    /// <summary>Reports what is due; says how many reports there were.</summary>
    public async Task<int> ReportDueAsync(Instant now, CancellationToken cancellation)
    {
        var due = outbox.ReportsDue(now, Batch);
        foreach (var item in due)
        {
            if (item.Channel == "call") await EndCallAsync(item, "no_answer", null, cancellation);
            else await ReportAsync(item, cancellation);
        }
        return due.Count;
    }

    /// <summary>Ends a call that was placed to a lead.</summary>
    public async Task EndCallAsync(OutboxItem call, string disposition, string? choice, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var seconds = disposition is "answered" or "voicemail" ? (int)(now - call.At).TotalSeconds : 0;
        var fact = new LeadEvent.CallCompleted("sim-call-" + call.Id, "outbound", disposition, seconds, null, call.TouchId, choice);
        await services.GetRequiredService<LeadIntake>()
            .TakeInAsync(call.LeadId!, new("sim-call-" + call.Id + "/ended", now, fact), cancellation);
        outbox.Settle(call.Id, disposition);
    }

    private Task<SendResult> Take(Outbound message, string to, string status, Duration? reportAfter)
    {
        var now = clock.GetCurrentInstant();
        var item = outbox.Add(
            new("", now, message.Touch.Channel == Channel.Task ? "notification" : message.Touch.Channel.Word(), to, message.From, message.Text,
                message.Subject, message.LeadId, message.Touch.Id, status),
            inbound: false,
            now + reportAfter);
        return Task.FromResult<SendResult>(new SendResult.Sent(
            message is Outbound.Email ? Touch.OperationIdOf(message.Touch.Id).ToString() : "sim-" + item.Id));
    }

    /// <summary>The reports come through the webhook's own code, in the shape that Event Grid gives them.</summary>
    private async Task ReportAsync(OutboxItem item, CancellationToken cancellation)
    {
        var at = InstantPattern.ExtendedIso.Format(clock.GetCurrentInstant());
        object data = item.Channel == "email"
            ? new { sender = item.From, recipient = item.To, messageId = Touch.OperationIdOf(item.TouchId!), status = "Delivered", deliveryAttemptTimeStamp = at }
            : new { messageId = "sim-" + item.Id, from = item.From, to = item.To, deliveryStatus = "Delivered", deliveryStatusDetails = "No error.", receivedTimestamp = at, Tag = item.TouchId };
        var type = item.Channel == "email" ? "EmailDeliveryReportReceived" : "SMSDeliveryReportReceived";
        await DeliverAsync("report-" + item.Id, type, at, data, cancellation);
        outbox.Settle(item.Id, "delivered");
    }

    /// <summary>Delivers an event as Event Grid would.</summary>
    public Task<Delivery> DeliverAsync(string id, string type, string at, object data, CancellationToken cancellation) =>
        services.GetRequiredService<AcsEvents>().TakeInAsync(
            JsonSerializer.SerializeToUtf8Bytes(new[]
            {
                new { id = "sim-" + id, topic = "simulator", subject = "simulator", data, eventType = "Microsoft.Communication." + type, dataVersion = "1.0", metadataVersion = "1", eventTime = at },
            }),
            cancellation);
}
