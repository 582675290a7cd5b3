using Azure.Communication.Pipeline;
using Azure.Core;

namespace Azure.Communication.CallAutomation;

public class CallConnection
{
    private readonly CommunicationWire _wire;

    protected CallConnection() { }

    internal CallConnection(string callConnectionId, CommunicationWire wire) => (CallConnectionId, _wire) = (callConnectionId, wire);

    public virtual string CallConnectionId { get; }

    private string Path => $"/calling/callConnections/{Uri.EscapeDataString(CallConnectionId)}";

    public virtual CallMedia GetCallMedia() => new(CallConnectionId, _wire);

    public virtual async Task<Response<CallConnectionProperties>> GetCallConnectionPropertiesAsync(CancellationToken cancellationToken = default)
    {
        var response = await _wire.SendAsync(RequestMethod.Get, Path, null, 200, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(CallConnectionProperties.From(CommunicationWire.Read(response)), response);
    }

    public virtual async Task<Response<IReadOnlyList<CallParticipant>>> GetParticipantsAsync(CancellationToken cancellationToken = default)
    {
        var response = await _wire.SendAsync(RequestMethod.Get, Path + "/participants", null, 200, cancellationToken).ConfigureAwait(false);
        var json = CommunicationWire.Read(response);
        IReadOnlyList<CallParticipant> participants =
            json.TryGetProperty("value", out var list) ? [.. list.EnumerateArray().Select(Wire.ReadParticipant)] : [];
        return Response.FromValue(participants, response);
    }

    public virtual Task<Response> HangUpAsync(bool forEveryone, CancellationToken cancellationToken = default) => forEveryone
        ? PostAsync(":terminate", null, 204, cancellationToken)
        : _wire.SendAsync(RequestMethod.Delete, Path, null, 204, cancellationToken);

    public virtual Task<Response<AddParticipantResult>> AddParticipantAsync(CallInvite participantToAdd, CancellationToken cancellationToken = default) =>
        AddParticipantAsync(new AddParticipantOptions(participantToAdd), cancellationToken);

    public virtual async Task<Response<AddParticipantResult>> AddParticipantAsync(
        AddParticipantOptions options, CancellationToken cancellationToken = default)
    {
        var body = new
        {
            sourceCallerIdNumber = Wire.Phone(options.ParticipantToAdd.SourceCallerIdNumber),
            sourceDisplayName = options.ParticipantToAdd.SourceDisplayName,
            participantToAdd = Wire.Identifier(options.ParticipantToAdd.Target),
            invitationTimeoutInSeconds = options.InvitationTimeoutInSeconds,
            operationContext = options.OperationContext,
            operationCallbackUri = options.OperationCallbackUri?.AbsoluteUri,
        };
        var response = await PostAsync("/participants:add", body, 202, cancellationToken).ConfigureAwait(false);
        var json = CommunicationWire.Read(response);
        var participant = json.TryGetProperty("participant", out var added) ? Wire.ReadParticipant(added) : null;
        return Response.FromValue(
            new AddParticipantResult(participant, Wire.Text(json, "operationContext"), Wire.Text(json, "invitationId")), response);
    }

    public virtual Task<Response<CancelAddParticipantOperationResult>> CancelAddParticipantOperationAsync(
        string invitationId, CancellationToken cancellationToken = default) =>
        CancelAddParticipantOperationAsync(new CancelAddParticipantOperationOptions(invitationId), cancellationToken);

    public virtual async Task<Response<CancelAddParticipantOperationResult>> CancelAddParticipantOperationAsync(
        CancelAddParticipantOperationOptions options, CancellationToken cancellationToken = default)
    {
        var body = new
        {
            invitationId = options.InvitationId,
            operationContext = options.OperationContext,
            operationCallbackUri = options.OperationCallbackUri?.AbsoluteUri,
        };
        var response = await PostAsync("/participants:cancelAddParticipant", body, 202, cancellationToken).ConfigureAwait(false);
        var json = CommunicationWire.Read(response);
        return Response.FromValue(
            new CancelAddParticipantOperationResult(Wire.Text(json, "invitationId"), Wire.Text(json, "operationContext")), response);
    }

    public virtual Task<Response<RemoveParticipantResult>> RemoveParticipantAsync(
        CommunicationIdentifier participantToRemove, string operationContext = null, CancellationToken cancellationToken = default) =>
        RemoveParticipantAsync(new RemoveParticipantOptions(participantToRemove) { OperationContext = operationContext }, cancellationToken);

    public virtual async Task<Response<RemoveParticipantResult>> RemoveParticipantAsync(
        RemoveParticipantOptions options, CancellationToken cancellationToken = default)
    {
        var body = new
        {
            participantToRemove = Wire.Identifier(options.ParticipantToRemove),
            operationContext = options.OperationContext,
            operationCallbackUri = options.OperationCallbackUri?.AbsoluteUri,
        };
        var response = await PostAsync("/participants:remove", body, 202, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(new RemoveParticipantResult(Wire.Text(CommunicationWire.Read(response), "operationContext")), response);
    }

    public virtual async Task<Response<TransferCallToParticipantResult>> TransferCallToParticipantAsync(
        TransferToParticipantOptions options, CancellationToken cancellationToken = default)
    {
        var body = new
        {
            targetParticipant = Wire.Identifier(options.Target),
            transferee = Wire.Identifier(options.Transferee),
            sourceCallerIdNumber = Wire.Phone(options.SourceCallerIdNumber),
            operationContext = options.OperationContext,
            operationCallbackUri = options.OperationCallbackUri?.AbsoluteUri,
        };
        var response = await PostAsync(":transferToParticipant", body, 202, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(new TransferCallToParticipantResult(Wire.Text(CommunicationWire.Read(response), "operationContext")), response);
    }

    private Task<Response> PostAsync(string suffix, object body, int expected, CancellationToken cancellationToken) =>
        _wire.SendAsync(RequestMethod.Post, Path + suffix, body, expected, cancellationToken, CommunicationWire.Repeatability());
}

public class CallMedia
{
    private readonly CommunicationWire _wire;

    protected CallMedia() { }

    internal CallMedia(string callConnectionId, CommunicationWire wire) => (CallConnectionId, _wire) = (callConnectionId, wire);

    public virtual string CallConnectionId { get; }

    public virtual Task<Response<PlayResult>> PlayAsync(
        PlaySource playSource, IEnumerable<CommunicationIdentifier> playTo, CancellationToken cancellationToken = default) =>
        PlayAsync(new PlayOptions(playSource, playTo), cancellationToken);

    public virtual Task<Response<PlayResult>> PlayAsync(PlayOptions options, CancellationToken cancellationToken = default) => PlayAsync(
        options.PlaySources, options.PlayTo, null, options.Loop, options.OperationContext, options.OperationCallbackUri, cancellationToken);

    public virtual Task<Response<PlayResult>> PlayToAllAsync(PlaySource playSource, CancellationToken cancellationToken = default) =>
        PlayToAllAsync(new PlayToAllOptions(playSource), cancellationToken);

    public virtual Task<Response<PlayResult>> PlayToAllAsync(PlayToAllOptions options, CancellationToken cancellationToken = default) => PlayAsync(
        options.PlaySources, [], options.InterruptCallMediaOperation, options.Loop, options.OperationContext, options.OperationCallbackUri, cancellationToken);

    public virtual async Task<Response<StartRecognizingCallMediaResult>> StartRecognizingAsync(
        CallMediaRecognizeOptions options, CancellationToken cancellationToken = default) =>
        Response.FromValue(new StartRecognizingCallMediaResult(), await PostAsync(":recognize", Wire.Recognize(options), cancellationToken).ConfigureAwait(false));

    public virtual async Task<Response<CancelAllMediaOperationsResult>> CancelAllMediaOperationsAsync(CancellationToken cancellationToken = default) =>
        Response.FromValue(new CancelAllMediaOperationsResult(), await PostAsync(":cancelAllMediaOperations", null, cancellationToken).ConfigureAwait(false));

    public virtual Task<Response> HoldAsync(
        CommunicationIdentifier targetParticipant, PlaySource playSource, CancellationToken cancellationToken = default) => PostAsync(
        ":hold", new { targetParticipant = Wire.Identifier(targetParticipant), playSourceInfo = Wire.Play(playSource) }, cancellationToken, 200);

    public virtual Task<Response> UnholdAsync(CommunicationIdentifier targetParticipant, CancellationToken cancellationToken = default) =>
        PostAsync(":unhold", new { targetParticipant = Wire.Identifier(targetParticipant) }, cancellationToken, 200);

    private async Task<Response<PlayResult>> PlayAsync(
        IReadOnlyList<PlaySource> sources, IReadOnlyList<CommunicationIdentifier> to, bool? interrupt, bool loop, string context, Uri callback, CancellationToken cancellationToken)
    {
        var body = new
        {
            playSources = sources.Select(Wire.Play).ToArray(),
            playTo = to.Select(Wire.Identifier).ToArray(),
            interruptCallMediaOperation = interrupt,
            playOptions = new { loop },
            operationContext = context,
            operationCallbackUri = callback?.AbsoluteUri,
        };
        return Response.FromValue(new PlayResult(), await PostAsync(":play", body, cancellationToken).ConfigureAwait(false));
    }

    private Task<Response> PostAsync(string suffix, object body, CancellationToken cancellationToken, int expected = 202) => _wire.SendAsync(
        RequestMethod.Post, $"/calling/callConnections/{Uri.EscapeDataString(CallConnectionId)}{suffix}", body, expected, cancellationToken);
}
