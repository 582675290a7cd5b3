using Azure.Communication.Sms;
using FollowUp.Azure.Sending;
using FollowUp.Core.Carriers;

namespace FollowUp.Azure.Sms;

/// <summary>
/// Text messages through Azure Communication Services. Each call of the client makes a new repeatability id, so calling twice sends
/// twice: the ledger's claim is what keeps a text from that. The tag is the touch, and comes back in the delivery report.
/// </summary>
public sealed class AcsSmsSender(SmsClient client, Tries tries) : ICarrier<Outbound.Sms>
{
    private const string What = "texts";

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(Outbound.Sms message, CancellationToken cancellation) =>
        SendAsync(message.From, message.To, message.Text, message.Touch.Id, cancellation);

    internal Task<SendResult> SendAsync(string from, string to, string text, string touchId, CancellationToken cancellation) =>
        tries.RunAsync(touchId, What, c => TryAsync(from, to, text, touchId, c), cancellation);

    private async Task<SendResult> TryAsync(string from, string to, string text, string touchId, CancellationToken cancellation)
    {
        SmsSendResult result = await client.SendAsync(from, to, text, new SmsSendOptions(enableDeliveryReport: true) { Tag = touchId }, cancellation);
        if (result.Successful) return new SendResult.Sent(result.MessageId);

        // The request as a whole was taken; the recipient has a status of its own.
        var words = string.IsNullOrWhiteSpace(result.ErrorMessage) ? $"the carrier answered {result.HttpStatusCode}" : result.ErrorMessage;
        return Faults.OfStatus(result.HttpStatusCode, words, 0, What) ?? throw new InvalidOperationException($"Nobody knows whether the text left: {words}");
    }
}
