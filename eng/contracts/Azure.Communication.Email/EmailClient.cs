// Contract of Azure.Communication.Email 1.1.0; signatures as in Azure/azure-sdk-for-net,
// sdk/communication/Azure.Communication.Email/api/Azure.Communication.Email.net10.0.cs; wire format as in Azure/azure-rest-api-specs,
// specification/communication/data-plane/Email/stable/2025-09-01. (1.0.1 has no overload that takes the operation id.)
using Azure.Communication.Pipeline;
using Azure.Core;

namespace Azure.Communication.Email;

public class EmailClient
{
    private readonly CommunicationWire _wire;

    protected EmailClient() { }

    public EmailClient(string connectionString) : this(connectionString, new EmailClientOptions()) { }

    public EmailClient(string connectionString, EmailClientOptions options) =>
        _wire = CommunicationWire.Create(connectionString, options ??= new(), options.Version);

    public EmailClient(Uri endpoint, AzureKeyCredential credential, EmailClientOptions options = null) =>
        _wire = CommunicationWire.Create(endpoint, credential, options ??= new(), options.Version);

    public EmailClient(Uri endpoint, TokenCredential credential, EmailClientOptions options = null) =>
        _wire = CommunicationWire.Create(endpoint, credential, options ??= new(), options.Version);

    public virtual Task<EmailSendOperation> SendAsync(WaitUntil wait, EmailMessage message, CancellationToken cancellationToken = default) =>
        SendAsync(wait, message, Guid.NewGuid(), cancellationToken);

    public virtual async Task<EmailSendOperation> SendAsync(
        WaitUntil wait, EmailMessage message, Guid operationId, CancellationToken cancellationToken = default)
    {
        var id = operationId.ToString();
        var response = await _wire.SendAsync(RequestMethod.Post, "/emails:send", Body(message), 202, cancellationToken, ("Operation-Id", id))
            .ConfigureAwait(false);
        var operation = new EmailSendOperation(CommunicationWire.Read(response).GetProperty("id").GetString(), this, response);
        if (wait == WaitUntil.Completed)
        {
            await operation.WaitForCompletionAsync(cancellationToken).ConfigureAwait(false);
        }
        return operation;
    }

    internal Task<Response> StatusAsync(string id, CancellationToken cancellationToken) =>
        _wire.SendAsync(RequestMethod.Get, $"/emails/operations/{Uri.EscapeDataString(id)}", null, 200, cancellationToken);

    private static object Body(EmailMessage message)
    {
        static object[] Addresses(IEnumerable<EmailAddress> addresses)
        {
            object[] all = [.. addresses.Select(address => new { address = address.Address, displayName = address.DisplayName })];
            return all.Length == 0 ? null : all;
        }
        return new
        {
            headers = message.Headers.Count == 0 ? null : message.Headers,
            senderAddress = message.SenderAddress,
            content = new { subject = message.Content.Subject, plainText = message.Content.PlainText, html = message.Content.Html },
            recipients = new { to = Addresses(message.Recipients.To), cc = Addresses(message.Recipients.CC), bcc = Addresses(message.Recipients.BCC) },
            replyTo = Addresses(message.ReplyTo),
            userEngagementTrackingDisabled = message.UserEngagementTrackingDisabled,
        };
    }
}

public class EmailClientOptions : ClientOptions
{
    public EmailClientOptions(ServiceVersion version = ServiceVersion.V2025_09_01) =>
        Version = version switch
        {
            ServiceVersion.V2023_03_31 => "2023-03-31",
            ServiceVersion.V2025_09_01 => "2025-09-01",
            _ => throw new ArgumentOutOfRangeException(nameof(version)),
        };

    internal string Version { get; }

    public enum ServiceVersion
    {
        V2021_10_01_Preview = 1,
        V2023_01_15_Preview = 2,
        V2023_03_31 = 3,
        V2024_07_01_Preview = 4,
        V2025_09_01 = 5,
    }
}

public class EmailSendOperation : Operation<EmailSendResult>
{
    private readonly EmailClient _client;
    private Response _response;
    private EmailSendResult _value;

    protected EmailSendOperation() { }

    public EmailSendOperation(string id, EmailClient client) : this(id, client, null) { }

    internal EmailSendOperation(string id, EmailClient client, Response response) => (Id, _client, _response) = (id, client, response);

    public override string Id { get; }
    public override bool HasCompleted => HasValue;
    public override bool HasValue => _value is not null;
    public override EmailSendResult Value => _value ?? throw new InvalidOperationException("The operation has not completed yet.");
    public override Response GetRawResponse() => _response;

    public override Response UpdateStatus(CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("This contract has the asynchronous methods only.");

    public override async ValueTask<Response> UpdateStatusAsync(CancellationToken cancellationToken = default)
    {
        if (HasCompleted)
        {
            return _response;
        }
        _response = await _client.StatusAsync(Id, cancellationToken).ConfigureAwait(false);
        var json = CommunicationWire.Read(_response);
        EmailSendStatus status = json.GetProperty("status").GetString();
        if (status == EmailSendStatus.Failed || status == EmailSendStatus.Canceled)
        {
            // The body's "error" gives the exception its ErrorCode and message.
            throw new RequestFailedException(_response);
        }
        _value = status == EmailSendStatus.Succeeded ? new EmailSendResult(status) : null;
        return _response;
    }
}

public class EmailSendResult
{
    internal EmailSendResult(EmailSendStatus status) => Status = status;

    public EmailSendStatus Status { get; }
}

public readonly struct EmailSendStatus(string value) : IEquatable<EmailSendStatus>
{
    private readonly string _value = value;

    public static EmailSendStatus NotStarted { get; } = new("NotStarted");
    public static EmailSendStatus Running { get; } = new("Running");
    public static EmailSendStatus Succeeded { get; } = new("Succeeded");
    public static EmailSendStatus Failed { get; } = new("Failed");
    public static EmailSendStatus Canceled { get; } = new("Canceled");

    public static implicit operator EmailSendStatus(string value) => new(value);
    public static bool operator ==(EmailSendStatus left, EmailSendStatus right) => left.Equals(right);
    public static bool operator !=(EmailSendStatus left, EmailSendStatus right) => !left.Equals(right);
    public bool Equals(EmailSendStatus other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);
    public override bool Equals(object obj) => obj is EmailSendStatus other && Equals(other);
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(_value ?? "");
    public override string ToString() => _value;
}

public static class EmailModelFactory
{
    public static EmailSendResult EmailSendResult(string id = null, EmailSendStatus status = default) => new(status);
}
