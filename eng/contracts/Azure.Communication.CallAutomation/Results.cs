using System.Text.Json;

namespace Azure.Communication.CallAutomation;

public class CallConnectionProperties
{
    internal CallConnectionProperties() { }

    public string CallConnectionId { get; internal init; }
    public string ServerCallId { get; internal init; }
    public string CorrelationId { get; internal init; }
    public IReadOnlyList<CommunicationIdentifier> Targets { get; internal init; } = [];
    public CallConnectionState CallConnectionState { get; internal init; } = CallConnectionState.Unknown;
    public Uri CallbackUri { get; internal init; }
    public CommunicationIdentifier Source { get; internal init; }
    public PhoneNumberIdentifier SourceCallerIdNumber { get; internal init; }
    public string SourceDisplayName { get; internal init; }

    internal static CallConnectionProperties From(JsonElement json) => new()
    {
        CallConnectionId = Wire.Text(json, "callConnectionId"),
        ServerCallId = Wire.Text(json, "serverCallId"),
        CorrelationId = Wire.Text(json, "correlationId"),
        Targets = json.TryGetProperty("targets", out var targets)
            ? [.. targets.EnumerateArray().Select(target => Wire.ReadIdentifier(JsonSerializer.SerializeToElement(new { target }), "target"))]
            : [],
        CallConnectionState = Wire.Text(json, "callConnectionState") ?? "unknown",
        CallbackUri = Wire.Text(json, "callbackUri") is { } callback ? new Uri(callback) : null,
        Source = Wire.ReadIdentifier(json, "source"),
        SourceCallerIdNumber = json.TryGetProperty("sourceCallerIdNumber", out var number) && Wire.Text(number, "value") is { } value
            ? new PhoneNumberIdentifier(value) : null,
        SourceDisplayName = Wire.Text(json, "sourceDisplayName"),
    };
}

public class CreateCallResult
{
    internal CreateCallResult(CallConnection callConnection, CallConnectionProperties properties) =>
        (CallConnection, CallConnectionProperties) = (callConnection, properties);

    public CallConnection CallConnection { get; }
    public CallConnectionProperties CallConnectionProperties { get; }
}

public class AnswerCallResult
{
    internal AnswerCallResult(CallConnection callConnection, CallConnectionProperties properties) =>
        (CallConnection, CallConnectionProperties) = (callConnection, properties);

    public CallConnection CallConnection { get; }
    public CallConnectionProperties CallConnectionProperties { get; }
}

public class CallParticipant
{
    internal CallParticipant(CommunicationIdentifier identifier, bool isMuted, bool isOnHold) =>
        (Identifier, IsMuted, IsOnHold) = (identifier, isMuted, isOnHold);

    public CommunicationIdentifier Identifier { get; }
    public bool IsMuted { get; }
    public bool IsOnHold { get; }
}

public class AddParticipantResult
{
    internal AddParticipantResult(CallParticipant participant, string operationContext, string invitationId) =>
        (Participant, OperationContext, InvitationId) = (participant, operationContext, invitationId);

    public CallParticipant Participant { get; }
    public string OperationContext { get; }
    public string InvitationId { get; }
}

public class RemoveParticipantResult
{
    internal RemoveParticipantResult(string operationContext) => OperationContext = operationContext;

    public string OperationContext { get; }
}

public class CancelAddParticipantOperationResult
{
    internal CancelAddParticipantOperationResult(string invitationId, string operationContext) =>
        (InvitationId, OperationContext) = (invitationId, operationContext);

    public string InvitationId { get; }
    public string OperationContext { get; }
}

public class TransferCallToParticipantResult
{
    internal TransferCallToParticipantResult(string operationContext) => OperationContext = operationContext;

    public string OperationContext { get; }
}

public class PlayResult
{
    internal PlayResult() { }
}

public class StartRecognizingCallMediaResult
{
    internal StartRecognizingCallMediaResult() { }
}

public class CancelAllMediaOperationsResult
{
    internal CancelAllMediaOperationsResult() { }
}

// The factories whose parameters did not change between versions; events are made with CallAutomationEventParser from JSON.
public static class CallAutomationModelFactory
{
    public static CreateCallResult CreateCallResult(CallConnection callConnection = null, CallConnectionProperties callConnectionProperties = null) =>
        new(callConnection, callConnectionProperties);

    public static AnswerCallResult AnswerCallResult(CallConnection callConnection = null, CallConnectionProperties callConnectionProperties = null) =>
        new(callConnection, callConnectionProperties);

    public static AddParticipantResult AddParticipantsResult(
        CallParticipant participant = null, string operationContext = null, string invitationId = null) => new(participant, operationContext, invitationId);

    public static RemoveParticipantResult RemoveParticipantResult(string operationContext = null) => new(operationContext);

    public static TransferCallToParticipantResult TransferCallToParticipantResult(string operationContext = null) => new(operationContext);

    public static ResultInformation ResultInformation(int? code = null, int? subCode = null, string message = null) => new(code, subCode, message);
}
