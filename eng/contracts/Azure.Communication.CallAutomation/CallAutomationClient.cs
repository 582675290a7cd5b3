// Contract of Azure.Communication.CallAutomation 1.3.0; signatures as in Azure/azure-sdk-for-net,
// sdk/communication/Azure.Communication.CallAutomation/api/Azure.Communication.CallAutomation.net8.0.cs (less what its CHANGELOG.md dates
// after 1.3.0); paths and status codes as in src/Generated/AzureCommunicationServicesRestClient.cs and the 2024-09-15 specification.
using Azure.Communication.Pipeline;
using Azure.Core;

namespace Azure.Communication.CallAutomation;

public class CallAutomationClient
{
    private readonly CommunicationWire _wire;

    protected CallAutomationClient() { }

    public CallAutomationClient(string connectionString) : this(connectionString, new CallAutomationClientOptions()) { }

    public CallAutomationClient(string connectionString, CallAutomationClientOptions options)
    {
        _wire = CommunicationWire.Create(connectionString, options ??= new(), options.Version);
        Source = options.Source;
    }

    public CallAutomationClient(Uri endpoint, TokenCredential credential, CallAutomationClientOptions options = null)
    {
        _wire = CommunicationWire.Create(endpoint, credential, options ??= new(), options.Version);
        Source = options.Source;
    }

    public CommunicationUserIdentifier Source { get; }

    public virtual CallConnection GetCallConnection(string callConnectionId) => new(callConnectionId, _wire);

    public virtual CallRecording GetCallRecording() => new(_wire);

    public virtual Task<Response<CreateCallResult>> CreateCallAsync(
        CallInvite callInvite, Uri callbackUri, CancellationToken cancellationToken = default) =>
        CreateCallAsync(new CreateCallOptions(callInvite, callbackUri), cancellationToken);

    public virtual async Task<Response<CreateCallResult>> CreateCallAsync(CreateCallOptions options, CancellationToken cancellationToken = default)
    {
        var body = new
        {
            targets = new[] { Wire.Identifier(options.CallInvite.Target) },
            sourceCallerIdNumber = Wire.Phone(options.CallInvite.SourceCallerIdNumber),
            sourceDisplayName = options.CallInvite.SourceDisplayName,
            source = Wire.User(Source),
            operationContext = options.OperationContext,
            callbackUri = options.CallbackUri.AbsoluteUri,
            callIntelligenceOptions = Wire.Intelligence(options.CallIntelligenceOptions),
        };
        var response = await PostAsync("/calling/callConnections", body, 201, cancellationToken).ConfigureAwait(false);
        var properties = CallConnectionProperties.From(CommunicationWire.Read(response));
        return Response.FromValue(new CreateCallResult(GetCallConnection(properties.CallConnectionId), properties), response);
    }

    public virtual Task<Response<AnswerCallResult>> AnswerCallAsync(
        string incomingCallContext, Uri callbackUri, CancellationToken cancellationToken = default) =>
        AnswerCallAsync(new AnswerCallOptions(incomingCallContext, callbackUri), cancellationToken);

    public virtual async Task<Response<AnswerCallResult>> AnswerCallAsync(AnswerCallOptions options, CancellationToken cancellationToken = default)
    {
        var body = new
        {
            incomingCallContext = options.IncomingCallContext,
            callbackUri = options.CallbackUri.AbsoluteUri,
            operationContext = options.OperationContext,
            callIntelligenceOptions = Wire.Intelligence(options.CallIntelligenceOptions),
            answeredBy = Wire.User(options.AnsweredBy ?? Source),
        };
        var response = await PostAsync("/calling/callConnections:answer", body, 200, cancellationToken).ConfigureAwait(false);
        var properties = CallConnectionProperties.From(CommunicationWire.Read(response));
        return Response.FromValue(new AnswerCallResult(GetCallConnection(properties.CallConnectionId), properties), response);
    }

    public virtual Task<Response> RedirectCallAsync(string incomingCallContext, CallInvite callInvite, CancellationToken cancellationToken = default) =>
        RedirectCallAsync(new RedirectCallOptions(incomingCallContext, callInvite), cancellationToken);

    public virtual Task<Response> RedirectCallAsync(RedirectCallOptions options, CancellationToken cancellationToken = default) => PostAsync(
        "/calling/callConnections:redirect",
        new { incomingCallContext = options.IncomingCallContext, target = Wire.Identifier(options.CallInvite.Target) },
        204,
        cancellationToken);

    public virtual Task<Response> RejectCallAsync(string incomingCallContext, CancellationToken cancellationToken = default) =>
        RejectCallAsync(new RejectCallOptions(incomingCallContext), cancellationToken);

    public virtual Task<Response> RejectCallAsync(RejectCallOptions options, CancellationToken cancellationToken = default) => PostAsync(
        "/calling/callConnections:reject",
        new { incomingCallContext = options.IncomingCallContext, callRejectReason = options.CallRejectReason.ToString() },
        204,
        cancellationToken);

    private Task<Response> PostAsync(string path, object body, int expected, CancellationToken cancellationToken) =>
        _wire.SendAsync(RequestMethod.Post, path, body, expected, cancellationToken, CommunicationWire.Repeatability());
}

public class CallAutomationClientOptions : ClientOptions
{
    public CallAutomationClientOptions(ServiceVersion version = ServiceVersion.V2024_09_15) =>
        Version = version == ServiceVersion.V2024_09_15 ? "2024-09-15" : throw new ArgumentOutOfRangeException(nameof(version));

    public CommunicationUserIdentifier Source { get; set; }

    internal string Version { get; }

    public enum ServiceVersion
    {
        V2023_03_06 = 1,
        V2023_10_15 = 2,
        V2024_04_15 = 3,
        V2024_09_15 = 4,
    }
}
