namespace FollowUp.AcsEmulator.Email;

// specification/communication/data-plane/Email/stable/2023-03-31/CommunicationServicesEmail.json (azure-rest-api-specs).

public sealed record EmailMessage(
    string? SenderAddress, EmailContent? Content, EmailRecipients? Recipients, IReadOnlyDictionary<string, string>? Headers,
    IReadOnlyList<EmailAttachment>? Attachments, IReadOnlyList<EmailAddress>? ReplyTo, bool? UserEngagementTrackingDisabled);

public sealed record EmailContent(string? Subject, string? PlainText, string? Html);

public sealed record EmailRecipients(IReadOnlyList<EmailAddress>? To, IReadOnlyList<EmailAddress>? Cc, IReadOnlyList<EmailAddress>? Bcc)
{
    internal IEnumerable<EmailAddress> All => [.. To ?? [], .. Cc ?? [], .. Bcc ?? []];
}

public sealed record EmailAddress(string? Address, string? DisplayName);

public sealed record EmailAttachment(string? Name, string? ContentType, string? ContentInBase64, string? ContentId);

internal sealed record EmailSendResult(string Id, string Status, Rest.ErrorDetail? Error = null);

/// <summary>Microsoft.Communication.EmailDeliveryReportReceived, payloads/email-delivery-report.json.</summary>
internal sealed record EmailDeliveryReportData(
    string Sender, string Recipient, string MessageId, string Status, EmailStatusDetails? DeliveryStatusDetails, DateTime DeliveryAttemptTimeStamp);

internal sealed record EmailStatusDetails(string StatusMessage);

/// <summary>Microsoft.Communication.EmailEngagementTrackingReportReceived, payloads/email-engagement.json.</summary>
internal sealed record EmailEngagementData(
    string Sender, string MessageId, DateTimeOffset UserActionTimeStamp, string EngagementContext, string UserAgent, string EngagementType);

/// <summary>An email and where it stands, for the admin API.</summary>
public sealed record SentEmail(string Id, DateTimeOffset At, string Status, EmailMessage Message);

/// <summary>How a mailbox treats mail. Status is one of Delivered, Suppressed, Bounced, Quarantined, FilteredSpam, Expanded, Failed.</summary>
public sealed record MailboxBehaviour(string Status = "Delivered", string? Details = null, bool Opens = false, string? Clicks = null, double AfterSeconds = 60);
