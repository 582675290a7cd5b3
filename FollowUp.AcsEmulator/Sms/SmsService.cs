using System.Collections.Concurrent;
using System.Globalization;
using FollowUp.AcsEmulator.EventGrid;
using FollowUp.AcsEmulator.Hosting;
using FollowUp.AcsEmulator.Phones;
using FollowUp.AcsEmulator.Rest;
using FollowUp.AcsEmulator.Time;

namespace FollowUp.AcsEmulator.Sms;

/// <summary>Sending: one result per recipient, repeated request ids answered with the first result, reports after a while.</summary>
internal sealed class SmsService(
    AcsEmulatorOptions options, IEmulatorScheduler scheduler, EmulatorEventGrid grid, PhoneBook phones, OptOutList optOuts, RateLimiter limiter, IdSource ids)
{
    private const int MaxRecipients = 100;
    private const int MaxLength = 2048;
    private readonly ConcurrentDictionary<string, (SmsSendResult Result, string Fingerprint)> _repeatable = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, SentSms> _sent = new();

    public IReadOnlyList<SentSms> Sent => [.. _sent.Values.OrderBy(sms => sms.At).ThenBy(sms => sms.MessageId, StringComparer.Ordinal)];

    public AcsResponse Send(AcsRequest request)
    {
        var send = request.Read<SendSmsRequest>();
        var recipients = send.SmsRecipients ?? [];
        if (send.Message is null || send.Message.Length > MaxLength)
            throw SmsErrors.Invalid("Message", $"The field Message must be a string with a maximum length of {MaxLength}.");
        if (recipients.Count is 0 or > MaxRecipients)
            throw SmsErrors.Invalid("SmsRecipients", $"The number of recipients must be between 1 and {MaxRecipients}.");
        if (!PhoneNumbers.IsValid(send.From))
            throw SmsErrors.Invalid("From", "Invalid From phone number format");
        if (!options.Owns(send.From!))
            throw SmsErrors.NotOwned();
        limiter.Take($"sms/{send.From}", recipients.Count, (TimeSpan.FromMinutes(1), options.Limits.SmsPerNumberPerMinute));
        return new AcsResponse(202, new SmsSendResponse([.. recipients.Select(recipient => SendOnce(send, recipient))]));
    }

    private SmsSendResult SendOnce(SendSmsRequest send, SmsRecipient recipient)
    {
        if (recipient.RepeatabilityRequestId is not { Length: > 0 } id)
            return SendOne(send, recipient.To, null);
        var fingerprint = $"{send.From}\n{recipient.To}\n{send.Message}";
        // Not GetOrAdd with a factory: two at once would both send.
        lock (_repeatable)
        {
            if (!_repeatable.TryGetValue(id, out var first))
                first = _repeatable[id] = (SendOne(send, recipient.To, "accepted"), fingerprint);
            return first.Fingerprint == fingerprint
                ? first.Result
                : new SmsSendResult(recipient.To ?? "", null, 400, "rejected", false, "The repeatability request id was used with another request.");
        }
    }

    private SmsSendResult SendOne(SendSmsRequest send, string? to, string? repeatability)
    {
        if (!PhoneNumbers.IsValid(to))
            return new SmsSendResult(to ?? "", null, 400, repeatability, false, "Invalid To phone number format.");
        var id = $"Outgoing_{scheduler.UtcNow.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}{ids.NewGuid()}";
        var sms = _sent[id] = new SentSms(id, scheduler.UtcNow, send.From!, to!, send.Message!, send.SmsSendOptions?.Tag, "sent");
        scheduler.Schedule(options.Timing.SmsDelivery, () => Deliver(sms, send.SmsSendOptions?.EnableDeliveryReport ?? false));
        return new SmsSendResult(to!, id, 202, repeatability, true, null);
    }

    private void Deliver(SentSms sms, bool report)
    {
        var failure = optOuts.Contains(sms.From, sms.To) ? 4007 : phones.SmsError(sms.To);
        _sent[sms.MessageId] = sms with { Status = failure is null ? "delivered" : "failed" };
        if (failure is null)
            phones.Note(sms.To, "smsReceived", sms.Message, sms.From);
        if (!report)
            return;
        var segments = Segments.Count(sms.Message);
        var now = scheduler.UtcNow;
        grid.Publish(new EmulatedEvent(sms.MessageId, "Microsoft.Communication.SMSDeliveryReportReceived", $"/phonenumber/{PhoneNumbers.Bare(sms.From)}", now,
            new SmsDeliveryReportData(
                sms.MessageId, PhoneNumbers.Bare(sms.From), sms.To, failure is null ? "Delivered" : "Failed",
                failure is { } code ? SmsErrors.Details(code) : "No error.", now.UtcDateTime,
                [new SmsDeliveryAttempt(now.UtcDateTime, failure is null ? segments : 0, failure is null ? 0 : segments)], sms.Tag)));
    }
}
