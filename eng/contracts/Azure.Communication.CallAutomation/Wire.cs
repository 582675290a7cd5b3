using System.Text.Json;

namespace Azure.Communication.CallAutomation;

// The JSON models of Azure/azure-rest-api-specs, specification/communication/data-plane/CallAutomation/stable/2024-09-15/
// communicationservicescallautomation.json and Common/stable/2023-11-15/common.json.
internal static class Wire
{
    public static object Identifier(CommunicationIdentifier identifier) => identifier switch
    {
        null => null,
        PhoneNumberIdentifier phone => new { rawId = phone.RawId, kind = "phoneNumber", phoneNumber = Phone(phone) },
        CommunicationUserIdentifier user => new { rawId = user.RawId, kind = "communicationUser", communicationUser = new { id = user.Id } },
        _ => new { rawId = identifier.RawId, kind = "unknown" },
    };

    public static object Phone(PhoneNumberIdentifier phone) => phone is null ? null : new { value = phone.PhoneNumber };

    public static object User(CommunicationUserIdentifier user) => user is null ? null : new { id = user.Id };

    public static object Intelligence(CallIntelligenceOptions options) =>
        options?.CognitiveServicesEndpoint is { } endpoint ? new { cognitiveServicesEndpoint = endpoint.AbsoluteUri } : null;

    public static object Play(PlaySource source) => source switch
    {
        null => null,
        FileSource file => new { kind = "file", playSourceCacheId = file.PlaySourceCacheId, file = new { uri = file.FileUri.AbsoluteUri } },
        TextSource text => new
        {
            kind = "text",
            playSourceCacheId = text.PlaySourceCacheId,
            text = new
            {
                text = text.Text,
                sourceLocale = text.SourceLocale,
                voiceKind = text.VoiceKind?.ToString(),
                voiceName = text.VoiceName,
                customVoiceEndpointId = text.CustomVoiceEndpointId,
            },
        },
        SsmlSource ssml => new
        {
            kind = "ssml",
            playSourceCacheId = ssml.PlaySourceCacheId,
            ssml = new { ssmlText = ssml.SsmlText, customVoiceEndpointId = ssml.CustomVoiceEndpointId },
        },
        _ => throw new NotSupportedException($"This contract cannot play a {source.GetType()}."),
    };

    public static object Recognize(CallMediaRecognizeOptions options)
    {
        var (dtmf, choices) = options switch
        {
            CallMediaRecognizeDtmfOptions tones => (new
            {
                interToneTimeoutInSeconds = (int)tones.InterToneTimeout.TotalSeconds,
                maxTonesToCollect = tones.MaxTonesToCollect,
                stopTones = tones.StopTones.Select(tone => tone.ToString()).ToArray(),
            }, null),
            CallMediaRecognizeChoiceOptions labels => ((object)null, labels.Choices
                .Select(choice => new { label = choice.Label, phrases = choice.Phrases, tone = choice.Tone?.ToString() }).ToArray()),
            _ => throw new NotSupportedException($"This contract cannot recognize by {options.GetType()}."),
        };
        return new
        {
            recognizeInputType = options.InputType.ToString(),
            playPrompt = Play(options.Prompt),
            playPrompts = options.PlayPrompts is { Count: > 0 } prompts ? prompts.Select(Play).ToArray() : null,
            interruptCallMediaOperation = options.InterruptCallMediaOperation,
            recognizeOptions = new
            {
                interruptPrompt = options.InterruptPrompt,
                initialSilenceTimeoutInSeconds = (int)options.InitialSilenceTimeout.TotalSeconds,
                targetParticipant = Identifier(options.TargetParticipant),
                speechLanguage = options.SpeechLanguage,
                speechRecognitionModelEndpointId = options.SpeechModelEndpointId,
                dtmfOptions = dtmf,
                choices,
            },
            operationContext = options.OperationContext,
            operationCallbackUri = options.OperationCallbackUri?.AbsoluteUri,
        };
    }

    public static CommunicationIdentifier ReadIdentifier(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var json) || json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }
        var rawId = Text(json, "rawId");
        return json.TryGetProperty("phoneNumber", out var phone) && phone.ValueKind == JsonValueKind.Object
                ? new PhoneNumberIdentifier(Text(phone, "value"), rawId)
            : json.TryGetProperty("communicationUser", out var user) && user.ValueKind == JsonValueKind.Object
                ? new CommunicationUserIdentifier(Text(user, "id"))
            : rawId is not null ? CommunicationIdentifier.FromRawId(rawId) : null;
    }

    public static CallParticipant ReadParticipant(JsonElement json) =>
        new(ReadIdentifier(json, "identifier"), Flag(json, "isMuted"), Flag(json, "isOnHold"));

    public static string Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static int? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    public static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
