using System.Text.Json;
using Azure.Messaging;

namespace Azure.Communication.CallAutomation;

#nullable enable
public abstract class CallAutomationEventBase
{
    public string CallConnectionId { get; internal set; } = null!;
    public string ServerCallId { get; internal set; } = null!;
    public string CorrelationId { get; internal set; } = null!;
    public string? OperationContext { get; internal set; }
    public ResultInformation? ResultInformation { get; internal set; }

    internal static T Read<T>(T read, string content, Action<T, JsonElement>? more = null) where T : CallAutomationEventBase
    {
        using var document = JsonDocument.Parse(content);
        var json = document.RootElement;
        read.CallConnectionId = Wire.Text(json, "callConnectionId");
        read.ServerCallId = Wire.Text(json, "serverCallId");
        read.CorrelationId = Wire.Text(json, "correlationId");
        read.OperationContext = Wire.Text(json, "operationContext");
        read.ResultInformation = json.TryGetProperty("resultInformation", out var result) && result.ValueKind == JsonValueKind.Object
            ? new ResultInformation(Wire.Number(result, "code"), Wire.Number(result, "subCode"), Wire.Text(result, "message"))
            : null;
        more?.Invoke(read, json);
        return read;
    }
}
#nullable disable

public class ResultInformation
{
    internal ResultInformation(int? code, int? subCode, string message) => (Code, SubCode, Message) = (code, subCode, message);

    public int? Code { get; }
    public int? SubCode { get; }
    public string Message { get; }
}

public static class CallAutomationEventParser
{
    public static CallAutomationEventBase Parse(CloudEvent cloudEvent) => Parse(cloudEvent.Data.ToString(), cloudEvent.Type);

    public static CallAutomationEventBase Parse(BinaryData json) => Parse(CloudEvent.Parse(json));

    public static CallAutomationEventBase[] ParseMany(CloudEvent[] cloudEvents) => [.. cloudEvents.Select(Parse)];

    public static CallAutomationEventBase[] ParseMany(BinaryData json) => ParseMany(CloudEvent.ParseMany(json));

    // As in the real one, an event of a type it does not know is null.
    public static CallAutomationEventBase Parse(string eventData, string eventType) => eventType.Replace("Microsoft.Communication.", "") switch
    {
        nameof(CallConnected) => CallConnected.Deserialize(eventData),
        nameof(CallDisconnected) => CallDisconnected.Deserialize(eventData),
        nameof(CreateCallFailed) => CreateCallFailed.Deserialize(eventData),
        nameof(AnswerFailed) => AnswerFailed.Deserialize(eventData),
        nameof(AddParticipantSucceeded) => AddParticipantSucceeded.Deserialize(eventData),
        nameof(AddParticipantFailed) => AddParticipantFailed.Deserialize(eventData),
        nameof(RemoveParticipantSucceeded) => RemoveParticipantSucceeded.Deserialize(eventData),
        nameof(RemoveParticipantFailed) => RemoveParticipantFailed.Deserialize(eventData),
        nameof(CancelAddParticipantSucceeded) => CancelAddParticipantSucceeded.Deserialize(eventData),
        nameof(CancelAddParticipantFailed) => CancelAddParticipantFailed.Deserialize(eventData),
        nameof(ParticipantsUpdated) => ParticipantsUpdated.Deserialize(eventData),
        nameof(CallTransferAccepted) => CallTransferAccepted.Deserialize(eventData),
        nameof(CallTransferFailed) => CallTransferFailed.Deserialize(eventData),
        nameof(PlayStarted) => PlayStarted.Deserialize(eventData),
        nameof(PlayCompleted) => PlayCompleted.Deserialize(eventData),
        nameof(PlayFailed) => PlayFailed.Deserialize(eventData),
        nameof(PlayCanceled) => PlayCanceled.Deserialize(eventData),
        nameof(RecognizeCompleted) => RecognizeCompleted.Deserialize(eventData),
        nameof(RecognizeFailed) => RecognizeFailed.Deserialize(eventData),
        nameof(RecognizeCanceled) => RecognizeCanceled.Deserialize(eventData),
        _ => null,
    };
}
