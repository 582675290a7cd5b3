using System.Collections.Concurrent;
using System.Globalization;
using FollowUp.AcsEmulator.Hosting;
using FollowUp.AcsEmulator.Rest;
using FollowUp.AcsEmulator.Time;

namespace FollowUp.AcsEmulator.Email;

/// <summary>Sending as a long-running operation: 202 and Operation-Location, "Running" until processed, then the reports.</summary>
internal sealed class EmailService(AcsEmulatorOptions options, IEmulatorScheduler scheduler, Mailboxes mailboxes, RateLimiter limiter, IdSource ids)
{
    private const int MaxBytes = 10 * 1024 * 1024;
    private const int MaxRecipients = 50;
    private readonly ConcurrentDictionary<string, SentEmail> _sent = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();

    public IReadOnlyList<SentEmail> Sent => [.. _sent.Values.OrderBy(email => email.At)];

    public SentEmail? Find(string id) => _sent.GetValueOrDefault(id);

    public AcsResponse Send(AcsRequest request)
    {
        if (request.Body.Length > MaxBytes)
            throw new AcsError(413, "RequestEntityTooLarge", "The size of the email request exceeds the limit of 10 MB.");
        var message = request.Read<EmailMessage>();
        Validate(message);
        var given = request.Http.Request.Headers["Operation-Id"].ToString();
        if (given.Length > 0 && !Guid.TryParse(given, out _))
            throw AcsError.BadRequest("The Operation-Id header must be a UUID.");
        SentEmail email;
        // "This is the ID provided by the customer to identify the long running operation": a second send of it is the same operation.
        lock (_gate)
        {
            if (!_sent.TryGetValue(given, out email!))
            {
                limiter.Take("email", 1, (TimeSpan.FromMinutes(1), options.Limits.EmailsPerMinute), (TimeSpan.FromHours(1), options.Limits.EmailsPerHour));
                email = Accept(given.Length > 0 ? given : ids.New(), message);
            }
        }
        var http = request.Http.Request;
        var location = $"{http.Scheme}://{http.Host}{http.PathBase}/emails/operations/{email.Id}?api-version={request.ApiVersion}";
        return new AcsResponse(202, new EmailSendResult(email.Id, email.Status))
        {
            Headers = new Dictionary<string, string> { ["Operation-Location"] = location, ["retry-after"] = RetryAfter },
        };
    }

    public AcsResponse Status(AcsRequest request)
    {
        limiter.Take("email/status", 1, (TimeSpan.FromMinutes(1), options.Limits.EmailStatusPerMinute), (TimeSpan.FromHours(1), options.Limits.EmailStatusPerHour));
        if (Find(request.Route("operationId")) is not { } email)
            throw new AcsError(404, "NotFound", "The operation was not found.");
        if (email.Status == "Running")
            return new AcsResponse(200, new EmailSendResult(email.Id, "Running")) { Headers = new Dictionary<string, string> { ["retry-after"] = RetryAfter } };
        return new AcsResponse(200, new EmailSendResult(email.Id, email.Status, email.Status == "Failed" ? Dropped : null));
    }

    // GetOperationStatusReturnsFailedTerminalStatus.json (azure-rest-api-specs).
    private static ErrorDetail Dropped => new("EmailDropped", "Email was dropped after several attempts to deliver.");

    private string RetryAfter => options.Timing.EmailRetryAfterSeconds.ToString(CultureInfo.InvariantCulture);

    private SentEmail Accept(string id, EmailMessage message)
    {
        var email = _sent[id] = new SentEmail(id, scheduler.UtcNow, "Running", message);
        scheduler.Schedule(options.Timing.EmailProcessing, () =>
        {
            var failed = message.Recipients!.All.All(recipient => mailboxes.Of(recipient.Address!).Status == "Failed");
            _sent[id] = email with { Status = failed ? "Failed" : "Succeeded" };
            foreach (var recipient in message.Recipients.All)
                scheduler.Schedule(options.Timing.EmailDelivery, () => mailboxes.Deliver(email, recipient.Address!));
        });
        return email;
    }

    private void Validate(EmailMessage message)
    {
        if (!IsAddress(message.SenderAddress))
            throw Invalid("SenderAddress");
        if (string.IsNullOrEmpty(message.Content?.Subject))
            throw Invalid("Content.Subject");
        if (string.IsNullOrEmpty(message.Content.PlainText) && string.IsNullOrEmpty(message.Content.Html))
            throw Invalid("Content");
        var recipients = message.Recipients?.All.ToList() ?? [];
        if (recipients.Count is 0 or > MaxRecipients)
            throw Invalid("Recipients");
        if (!recipients.All(recipient => IsAddress(recipient.Address)))
            throw Invalid("Recipients.To");
        var domain = message.SenderAddress!.Split('@')[1];
        if (options.EmailDomains.Count > 0 && !options.EmailDomains.Contains(domain, StringComparer.OrdinalIgnoreCase))
            throw new AcsError(404, "DomainNotLinked", "The specified sender domain has not been linked.");
    }

    private static AcsError Invalid(string property) => AcsError.BadRequest($"Request body validation error. See property '{property}'");

    private static bool IsAddress(string? address) =>
        address?.Split('@') is [{ Length: > 0 }, { Length: > 2 } domain] && domain.Contains('.', StringComparison.Ordinal) && !address.Contains(' ', StringComparison.Ordinal);
}
