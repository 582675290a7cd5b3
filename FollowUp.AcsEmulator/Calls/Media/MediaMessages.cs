namespace FollowUp.AcsEmulator.Calls.Media;

// Media requests of communicationservicescallautomation.json, 2024-09-15 (azure-rest-api-specs).

internal sealed record PlayRequest(
    IReadOnlyList<PlaySource>? PlaySources, IReadOnlyList<CommunicationIdentifier>? PlayTo, bool? InterruptCallMediaOperation,
    PlayOptions? PlayOptions, string? OperationContext, string? OperationCallbackUri);

internal sealed record PlaySource(string? Kind, FileSource? File, TextSource? Text, SsmlSource? Ssml);

internal sealed record FileSource(string? Uri);

internal sealed record TextSource(string? Text, string? SourceLocale, string? VoiceName);

internal sealed record SsmlSource(string? SsmlText);

internal sealed record PlayOptions(bool Loop);

internal sealed record RecognizeRequest(
    string? RecognizeInputType, PlaySource? PlayPrompt, IReadOnlyList<PlaySource>? PlayPrompts, bool? InterruptCallMediaOperation,
    RecognizeOptions? RecognizeOptions, string? OperationContext, string? OperationCallbackUri);

internal sealed record RecognizeOptions(
    bool? InterruptPrompt, int? InitialSilenceTimeoutInSeconds, CommunicationIdentifier? TargetParticipant, string? SpeechLanguage,
    DtmfOptions? DtmfOptions, IReadOnlyList<Choice>? Choices, SpeechOptions? SpeechOptions);

internal sealed record DtmfOptions(int? InterToneTimeoutInSeconds, int? MaxTonesToCollect, IReadOnlyList<string>? StopTones);

internal sealed record Choice(string Label, IReadOnlyList<string>? Phrases, string? Tone);

internal sealed record SpeechOptions(long? EndSilenceTimeoutInMs);

internal sealed record TargetRequest(
    CommunicationIdentifier? TargetParticipant, string? OperationContext, string? OperationCallbackUri, PlaySource? PlaySourceInfo = null);

internal sealed record SendDtmfRequest(
    IReadOnlyList<string>? Tones, CommunicationIdentifier? TargetParticipant, string? OperationContext, string? OperationCallbackUri);

// What RecognizeCompleted carries besides the common fields.

internal sealed record DtmfRecognized(string RecognitionType, DtmfResult DtmfResult);

internal sealed record DtmfResult(IReadOnlyList<string> Tones);

internal sealed record ChoiceRecognized(string RecognitionType, ChoiceResult ChoiceResult);

internal sealed record ChoiceResult(string Label, string? RecognizedPhrase, double? Confidence);

internal sealed record SpeechRecognized(string RecognitionType, SpeechResult SpeechResult);

internal sealed record SpeechResult(string Speech, double Confidence);
