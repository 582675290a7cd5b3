using FollowUp.Azure.Calls;
using FollowUp.Azure.Email;
using FollowUp.Azure.Sms;
using FollowUp.Core.Carriers;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.LocalHost.Simulator;

/// <summary>
/// Writes down all that leaves. Texts, emails and calls go on to the product's own adapters, whose service is the emulator;
/// voicemails, notifications and posts stay here.
/// </summary>
public sealed class OutboxCarrier(Outbox outbox, IClock clock, AcsSmsSender sms, AcsEmailSender email, AcsCallGateway calls)
    : ICarrier<Outbound.Sms>, ICarrier<Outbound.Email>, ICarrier<Outbound.Call>, ICarrier<Outbound.Voicemail>,
      ICarrier<Outbound.Notification>, ICarrier<Outbound.Webhook>
{
    /// <summary>The status of a call that has not come to its end.</summary>
    public const string Ringing = "ringing";

    private const string Sent = "sent";

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(Outbound.Sms message, CancellationToken cancellation) =>
        PassOnAsync(message, message.To, Sent, sms.SendAsync(message, cancellation));

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(Outbound.Email message, CancellationToken cancellation) =>
        PassOnAsync(message, message.To, Sent, email.SendAsync(message, cancellation));

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(Outbound.Call message, CancellationToken cancellation) =>
        PassOnAsync(message, message.To, Ringing, calls.SendAsync(message, cancellation));

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(Outbound.Voicemail message, CancellationToken cancellation) => KeepAsync(message, message.To);

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(Outbound.Notification message, CancellationToken cancellation) =>
        KeepAsync(message, message.Member.Phone ?? message.Member.Email ?? message.Member.Name);

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(Outbound.Webhook message, CancellationToken cancellation) => KeepAsync(message, message.To);

    private async Task<SendResult> PassOnAsync(Outbound message, string to, string status, Task<SendResult> sending)
    {
        var result = await sending;
        if (result is SendResult.Sent sent) await outbox.AddAsync(ItemOf(message, to, status), inbound: false, sent.ProviderId);
        return result;
    }

    private async Task<SendResult> KeepAsync(Outbound message, string to) =>
        new SendResult.Sent("sim-" + (await outbox.AddAsync(ItemOf(message, to, Sent), inbound: false, provider: null)).Id);

    private OutboxItem ItemOf(Outbound message, string to, string status) => new(
        "", clock.GetCurrentInstant(), message.Touch.Channel == Channel.Task ? "notification" : message.Touch.Channel.Word(), to, message.From, message.Text,
        message.Subject, message.LeadId, message.Touch.Id, status);
}
