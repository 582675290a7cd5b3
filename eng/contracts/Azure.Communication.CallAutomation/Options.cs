namespace Azure.Communication.CallAutomation;

public class CallInvite
{
    public CallInvite(CommunicationUserIdentifier targetIdentity) => Target = targetIdentity;

    public CallInvite(PhoneNumberIdentifier targetPhoneNumberIdentity, PhoneNumberIdentifier callerIdNumber)
    {
        Target = targetPhoneNumberIdentity;
        SourceCallerIdNumber = callerIdNumber;
    }

    public CommunicationIdentifier Target { get; }
    public PhoneNumberIdentifier SourceCallerIdNumber { get; set; }
    public string SourceDisplayName { get; set; }
}

public class CallIntelligenceOptions
{
    public Uri CognitiveServicesEndpoint { get; set; }
}

public class CreateCallOptions(CallInvite callInvite, Uri callbackUri)
{
    public CallInvite CallInvite { get; } = callInvite;
    public Uri CallbackUri { get; } = callbackUri;
    public string OperationContext { get; set; }
    public CallIntelligenceOptions CallIntelligenceOptions { get; set; }
}

public class AnswerCallOptions(string incomingCallContext, Uri callbackUri)
{
    public string IncomingCallContext { get; } = incomingCallContext;
    public Uri CallbackUri { get; } = callbackUri;
    public CommunicationUserIdentifier AnsweredBy { get; set; }
    public string OperationContext { get; set; }
    public CallIntelligenceOptions CallIntelligenceOptions { get; set; }
}

public class RedirectCallOptions(string incomingCallContext, CallInvite callInvite)
{
    public string IncomingCallContext { get; } = incomingCallContext;
    public CallInvite CallInvite { get; } = callInvite;
}

public class RejectCallOptions(string incomingCallContext)
{
    public string IncomingCallContext { get; } = incomingCallContext;
    public CallRejectReason CallRejectReason { get; set; } = CallRejectReason.None;
}

public class AddParticipantOptions(CallInvite participantToAdd)
{
    public CallInvite ParticipantToAdd { get; } = participantToAdd;
    public int? InvitationTimeoutInSeconds { get; set; }
    public string OperationContext { get; set; }
    public Uri OperationCallbackUri { get; set; }
}

public class RemoveParticipantOptions(CommunicationIdentifier participantToRemove)
{
    public CommunicationIdentifier ParticipantToRemove { get; } = participantToRemove;
    public string OperationContext { get; set; }
    public Uri OperationCallbackUri { get; set; }
}

public class CancelAddParticipantOperationOptions(string invitationId)
{
    public string InvitationId { get; } = invitationId;
    public string OperationContext { get; set; }
    public Uri OperationCallbackUri { get; set; }
}

public class TransferToParticipantOptions
{
    public TransferToParticipantOptions(CommunicationUserIdentifier targetIdentity) => Target = targetIdentity;
    public TransferToParticipantOptions(PhoneNumberIdentifier targetPhoneNumberIdentity) => Target = targetPhoneNumberIdentity;

    public CommunicationIdentifier Target { get; }
    public CommunicationIdentifier Transferee { get; set; }
    public PhoneNumberIdentifier SourceCallerIdNumber { get; set; }
    public string OperationContext { get; set; }
    public Uri OperationCallbackUri { get; set; }
}

public abstract class PlaySource
{
    public string PlaySourceCacheId { get; set; }
}

public class FileSource(Uri fileUri) : PlaySource
{
    public Uri FileUri { get; } = fileUri;
}

public class TextSource : PlaySource
{
    public TextSource(string text) => Text = text;
    public TextSource(string text, string voiceName) : this(text) => VoiceName = voiceName;
    public TextSource(string text, string sourceLocale, VoiceKind voiceKind) : this(text) => (SourceLocale, VoiceKind) = (sourceLocale, voiceKind);

    public string Text { get; }
    public string SourceLocale { get; set; }
    public VoiceKind? VoiceKind { get; set; }
    public string VoiceName { get; set; }
    public string CustomVoiceEndpointId { get; set; }
}

public class SsmlSource(string ssmlText) : PlaySource
{
    public string SsmlText { get; } = ssmlText;
    public string CustomVoiceEndpointId { get; set; }
}

public class PlayOptions
{
    public PlayOptions(PlaySource playSource, IEnumerable<CommunicationIdentifier> playTo) : this([playSource], playTo) { }

    public PlayOptions(IEnumerable<PlaySource> playSources, IEnumerable<CommunicationIdentifier> playTo)
    {
        PlaySources = [.. playSources];
        PlayTo = [.. playTo];
    }

    public IReadOnlyList<PlaySource> PlaySources { get; }
    public IReadOnlyList<CommunicationIdentifier> PlayTo { get; }
    public bool Loop { get; set; }
    public string OperationContext { get; set; }
    public Uri OperationCallbackUri { get; set; }
}

public class PlayToAllOptions
{
    public PlayToAllOptions(PlaySource playSource) : this([playSource]) { }

    public PlayToAllOptions(IEnumerable<PlaySource> playSources) => PlaySources = [.. playSources];

    public IReadOnlyList<PlaySource> PlaySources { get; }
    public bool Loop { get; set; }
    public bool InterruptCallMediaOperation { get; set; }
    public string OperationContext { get; set; }
    public Uri OperationCallbackUri { get; set; }
}

public abstract class CallMediaRecognizeOptions
{
    protected CallMediaRecognizeOptions(RecognizeInputType inputType, CommunicationIdentifier targetParticipant)
    {
        InputType = inputType;
        TargetParticipant = targetParticipant;
    }

    public RecognizeInputType InputType { get; }
    public CommunicationIdentifier TargetParticipant { get; }
    public PlaySource Prompt { get; set; }
    public IList<PlaySource> PlayPrompts { get; set; } = [];
    public bool InterruptCallMediaOperation { get; set; }
    public bool InterruptPrompt { get; set; }
    public TimeSpan InitialSilenceTimeout { get; set; } = TimeSpan.FromSeconds(5);
    public string SpeechLanguage { get; set; }
    public string SpeechModelEndpointId { get; set; }
    public string OperationContext { get; set; }
    public Uri OperationCallbackUri { get; set; }
}

public class CallMediaRecognizeDtmfOptions(CommunicationIdentifier targetParticipant, int maxTonesToCollect)
    : CallMediaRecognizeOptions(RecognizeInputType.Dtmf, targetParticipant)
{
    public int MaxTonesToCollect { get; } = maxTonesToCollect;
    public TimeSpan InterToneTimeout { get; set; } = TimeSpan.FromSeconds(2);
    public IList<DtmfTone> StopTones { get; set; } = [];
}

public class CallMediaRecognizeChoiceOptions(CommunicationIdentifier targetParticipant, IEnumerable<RecognitionChoice> choices)
    : CallMediaRecognizeOptions(RecognizeInputType.Choices, targetParticipant)
{
    public IList<RecognitionChoice> Choices { get; } = [.. choices];
}

public class RecognitionChoice(string label, IEnumerable<string> phrases)
{
    public string Label { get; set; } = label;
    public IList<string> Phrases { get; } = [.. phrases];
    public DtmfTone? Tone { get; set; }
}
