using System.Text.Json;

namespace Azure.Communication.CallAutomation;

public class CallConnected : CallAutomationEventBase
{
    internal CallConnected() { }

    public static CallConnected Deserialize(string content) => Read(new CallConnected(), content);
}

public class CallDisconnected : CallAutomationEventBase
{
    internal CallDisconnected() { }

    public static CallDisconnected Deserialize(string content) => Read(new CallDisconnected(), content);
}

public class CreateCallFailed : CallAutomationEventBase
{
    internal CreateCallFailed() { }

    public static CreateCallFailed Deserialize(string content) => Read(new CreateCallFailed(), content);
}

public class AnswerFailed : CallAutomationEventBase
{
    internal AnswerFailed() { }

    public static AnswerFailed Deserialize(string content) => Read(new AnswerFailed(), content);
}

public class CallTransferFailed : CallAutomationEventBase
{
    internal CallTransferFailed() { }

    public static CallTransferFailed Deserialize(string content) => Read(new CallTransferFailed(), content);
}

public class PlayStarted : CallAutomationEventBase
{
    internal PlayStarted() { }

    public static PlayStarted Deserialize(string content) => Read(new PlayStarted(), content);
}

public class PlayCompleted : CallAutomationEventBase
{
    internal PlayCompleted() { }

    public static PlayCompleted Deserialize(string content) => Read(new PlayCompleted(), content);
}

public class PlayCanceled : CallAutomationEventBase
{
    internal PlayCanceled() { }

    public static PlayCanceled Deserialize(string content) => Read(new PlayCanceled(), content);
}

public class RecognizeCanceled : CallAutomationEventBase
{
    internal RecognizeCanceled() { }

    public static RecognizeCanceled Deserialize(string content) => Read(new RecognizeCanceled(), content);
}

public class AddParticipantSucceeded : CallAutomationEventBase
{
    internal AddParticipantSucceeded() { }

    public CommunicationIdentifier Participant { get; internal set; }

    public static AddParticipantSucceeded Deserialize(string content) => Read(new AddParticipantSucceeded(), content, (read, json) =>
    {
        read.Participant = Wire.ReadIdentifier(json, "participant");
    });
}

public class AddParticipantFailed : CallAutomationEventBase
{
    internal AddParticipantFailed() { }

    public CommunicationIdentifier Participant { get; internal set; }

    public static AddParticipantFailed Deserialize(string content) => Read(new AddParticipantFailed(), content, (read, json) =>
    {
        read.Participant = Wire.ReadIdentifier(json, "participant");
    });
}

public class RemoveParticipantSucceeded : CallAutomationEventBase
{
    internal RemoveParticipantSucceeded() { }

    public CommunicationIdentifier Participant { get; internal set; }

    public static RemoveParticipantSucceeded Deserialize(string content) => Read(new RemoveParticipantSucceeded(), content, (read, json) =>
    {
        read.Participant = Wire.ReadIdentifier(json, "participant");
    });
}

public class RemoveParticipantFailed : CallAutomationEventBase
{
    internal RemoveParticipantFailed() { }

    public CommunicationIdentifier Participant { get; internal set; }

    public static RemoveParticipantFailed Deserialize(string content) => Read(new RemoveParticipantFailed(), content, (read, json) =>
    {
        read.Participant = Wire.ReadIdentifier(json, "participant");
    });
}

public class CancelAddParticipantSucceeded : CallAutomationEventBase
{
    internal CancelAddParticipantSucceeded() { }

    public string InvitationId { get; internal set; }

    public static CancelAddParticipantSucceeded Deserialize(string content) => Read(new CancelAddParticipantSucceeded(), content, (read, json) =>
    {
        read.InvitationId = Wire.Text(json, "invitationId");
    });
}

public class CancelAddParticipantFailed : CallAutomationEventBase
{
    internal CancelAddParticipantFailed() { }

    public string InvitationId { get; internal set; }

    public static CancelAddParticipantFailed Deserialize(string content) => Read(new CancelAddParticipantFailed(), content, (read, json) =>
    {
        read.InvitationId = Wire.Text(json, "invitationId");
    });
}

public class PlayFailed : CallAutomationEventBase
{
    internal PlayFailed() { }

    public int? FailedPlaySourceIndex { get; internal set; }

    public static PlayFailed Deserialize(string content) => Read(new PlayFailed(), content, (read, json) =>
    {
        read.FailedPlaySourceIndex = Wire.Number(json, "failedPlaySourceIndex");
    });
}

public class RecognizeFailed : CallAutomationEventBase
{
    internal RecognizeFailed() { }

    public int? FailedPlaySourceIndex { get; internal set; }

    public static RecognizeFailed Deserialize(string content) => Read(new RecognizeFailed(), content, (read, json) =>
    {
        read.FailedPlaySourceIndex = Wire.Number(json, "failedPlaySourceIndex");
    });
}

public class CallTransferAccepted : CallAutomationEventBase
{
    internal CallTransferAccepted() { }

    public CommunicationIdentifier TransferTarget { get; internal set; }
    public CommunicationIdentifier Transferee { get; internal set; }

    public static CallTransferAccepted Deserialize(string content) => Read(new CallTransferAccepted(), content, (read, json) =>
    {
        read.TransferTarget = Wire.ReadIdentifier(json, "transferTarget");
        read.Transferee = Wire.ReadIdentifier(json, "transferee");
    });
}

public class ParticipantsUpdated : CallAutomationEventBase
{
    internal ParticipantsUpdated() { }

    public IReadOnlyList<CallParticipant> Participants { get; internal set; } = [];
    public int? SequenceNumber { get; internal set; }

    public static ParticipantsUpdated Deserialize(string content) => Read(new ParticipantsUpdated(), content, (read, json) =>
    {
        read.Participants = json.TryGetProperty("participants", out var all) ? [.. all.EnumerateArray().Select(Wire.ReadParticipant)] : [];
        read.SequenceNumber = Wire.Number(json, "sequenceNumber");
    });
}

public class RecognizeCompleted : CallAutomationEventBase
{
    internal RecognizeCompleted() { }

    public CallMediaRecognitionType RecognitionType { get; set; }
    public RecognizeResult RecognizeResult { get; internal set; }

    public static RecognizeCompleted Deserialize(string content) => Read(new RecognizeCompleted(), content, (read, json) =>
    {
        read.RecognitionType = Wire.Text(json, "recognitionType") ?? "dtmf";
        read.RecognizeResult =
            json.TryGetProperty("choiceResult", out var choice) && choice.ValueKind == JsonValueKind.Object
                ? new ChoiceResult(Wire.Text(choice, "label"), Wire.Text(choice, "recognizedPhrase"))
            : json.TryGetProperty("dtmfResult", out var dtmf) && dtmf.ValueKind == JsonValueKind.Object
                ? new DtmfResult([.. dtmf.GetProperty("tones").EnumerateArray().Select(tone => new DtmfTone(tone.GetString()))])
            : null;
    });
}

public abstract class RecognizeResult
{
    public abstract RecognizeResultType ResultType { get; }
}

public class DtmfResult : RecognizeResult
{
    internal DtmfResult(IReadOnlyList<DtmfTone> tones) => Tones = tones;

    public override RecognizeResultType ResultType => RecognizeResultType.DtmfResult;
    public IReadOnlyList<DtmfTone> Tones { get; }
    public string ConvertToString() => string.Concat(Tones.Select(tone => tone.ToChar()));
}

public class ChoiceResult : RecognizeResult
{
    internal ChoiceResult(string label, string recognizedPhrase) => (Label, RecognizedPhrase) = (label, recognizedPhrase);

    public override RecognizeResultType ResultType => RecognizeResultType.ChoiceResult;
    public string Label { get; }
    public string RecognizedPhrase { get; }
}
