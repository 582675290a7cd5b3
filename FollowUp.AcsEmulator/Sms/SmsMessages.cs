using System.Text.Json.Serialization;

namespace FollowUp.AcsEmulator.Sms;

// specification/communication/data-plane/Sms/stable/2026-01-23/communicationservicessms.json (azure-rest-api-specs).

internal sealed record SendSmsRequest(string? From, IReadOnlyList<SmsRecipient>? SmsRecipients, string? Message, SmsSendOptions? SmsSendOptions);

internal sealed record SmsRecipient(string? To, string? RepeatabilityRequestId, string? RepeatabilityFirstSent);

internal sealed record SmsSendOptions(bool EnableDeliveryReport, string? Tag, int? DeliveryReportTimeoutInSeconds);

internal sealed record SmsSendResponse(IReadOnlyList<SmsSendResult> Value);

internal sealed record SmsSendResult(
    string To, string? MessageId, int HttpStatusCode, string? RepeatabilityResult, bool Successful, string? ErrorMessage);

internal sealed record OptOutRequest(string? From, IReadOnlyList<OptOutRecipient>? Recipients);

internal sealed record OptOutRecipient(string? To);

internal sealed record OptOutResponse(IReadOnlyList<OptOutResult> Value);

internal sealed record OptOutResult(string To, int HttpStatusCode, bool? IsOptedOut, string? ErrorMessage);

/// <summary>Microsoft.Communication.SMSReceived, payloads/sms-received.json.</summary>
internal sealed record SmsReceivedData(string MessageId, string From, string To, string Message, DateTime ReceivedTimestamp, int SegmentCount);

/// <summary>Microsoft.Communication.SMSDeliveryReportReceived; "Tag" is the one property with a capital.</summary>
internal sealed record SmsDeliveryReportData(
    string MessageId, string From, string To, string DeliveryStatus, string DeliveryStatusDetails, DateTime ReceivedTimestamp,
    IReadOnlyList<SmsDeliveryAttempt> DeliveryAttempts, [property: JsonPropertyName("Tag")] string? Tag);

internal sealed record SmsDeliveryAttempt(DateTime Timestamp, int SegmentsSucceeded, int SegmentsFailed);

/// <summary>What the resource sent, for the admin API.</summary>
public sealed record SentSms(string MessageId, DateTimeOffset At, string From, string To, string Message, string? Tag, string Status);
