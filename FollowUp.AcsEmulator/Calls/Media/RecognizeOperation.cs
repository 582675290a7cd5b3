using FollowUp.AcsEmulator.Phones;

namespace FollowUp.AcsEmulator.Calls.Media;

/// <summary>
/// A prompt, then listening for tones, one of several choices, or speech. What counts as the end, and the codes for it:
/// concepts/call-automation/recognize-action.md and how-tos/call-automation/recognize-action.md (MicrosoftDocs/azure-docs).
/// </summary>
internal sealed class RecognizeOperation(
    MediaSession session, Phone target, string inputType, IReadOnlyList<Prompt> prompts, RecognizeOptions options, string? operationContext, string? callbackUri)
    : IMediaOperation
{
    private const int DefaultSilenceSeconds = 5;
    private const int DefaultInterToneSeconds = 2;
    private const long DefaultEndSilenceMs = 2000;
    private readonly List<string> _tones = [];
    private readonly List<string> _phrases = [];
    private IDisposable? _timer;
    private bool _listening;

    public string? OperationContext => operationContext;
    public string? CallbackUri => callbackUri;
    public string Cancelled => "RecognizeCanceled";

    private bool TakesTones => inputType is "dtmf" or "choices" or "speechOrDtmf";

    private bool TakesSpeech => inputType is "speech" or "choices" or "speechOrDtmf";

    public void Begin()
    {
        if (prompts.Count == 0)
        {
            Listen();
            return;
        }
        if (session.Call.IsRecent)
            session.Send(this, "PlayStarted", CallResult.Success);
        PlayOperation.Say(session, prompts, participant => participant.Phone == target);
        _timer = session.Book.After(PlayOperation.Length(prompts), Listen);
    }

    public void Keys(Phone phone, string keys)
    {
        if (phone != target || !TakesTones || !BargeIn())
            return;
        foreach (var key in keys.Where(Tones.IsKey))
        {
            if (Tone(Tones.Name(key)))
                return;
        }
    }

    public void Speech(Phone phone, string text)
    {
        if (phone != target || !TakesSpeech || !BargeIn())
            return;
        if (inputType == "choices")
        {
            Matched(text);
            return;
        }
        _phrases.Add(text);
        Wait(TimeSpan.FromMilliseconds(options.SpeechOptions?.EndSilenceTimeoutInMs ?? DefaultEndSilenceMs), () => Completed(
            CallResult.SpeechRecognized, new SpeechRecognized("speech", new SpeechResult(string.Join(' ', _phrases), 0.9))));
    }

    public bool Needs(Phone phone) => phone == target;

    public void Stop()
    {
        _timer?.Dispose();
        _listening = false;
        session.Dialler.Asked(target, listening: false);
    }

    private void Listen()
    {
        _listening = true;
        Wait(TimeSpan.FromSeconds(options.InitialSilenceTimeoutInSeconds ?? DefaultSilenceSeconds), () => Failed(CallResult.InitialSilence));
        session.Dialler.Asked(target, listening: true);
    }

    /// <summary>Input during the prompt ends the prompt when that is allowed and is lost when it is not.</summary>
    private bool BargeIn()
    {
        if (!_listening && options.InterruptPrompt == true)
        {
            _timer?.Dispose();
            Listen();
        }
        return _listening;
    }

    /// <summary>Takes one tone; true when the operation is over.</summary>
    private bool Tone(string tone)
    {
        if (inputType == "choices")
        {
            var choice = options.Choices?.FirstOrDefault(choice => tone.Equals(choice.Tone, StringComparison.OrdinalIgnoreCase));
            if (choice is null)
                Failed(CallResult.IncorrectTone);
            else
                Completed(CallResult.ToneMatched, new ChoiceRecognized("choices", new ChoiceResult(choice.Label, null, null)));
            return true;
        }
        var dtmf = options.DtmfOptions;
        if (dtmf?.StopTones?.Contains(tone, StringComparer.OrdinalIgnoreCase) == true)
            return Collected(CallResult.StopTone);
        _tones.Add(tone);
        if (dtmf?.MaxTonesToCollect is { } most && _tones.Count >= most)
            return Collected(CallResult.MaxDigits);
        Wait(TimeSpan.FromSeconds(dtmf?.InterToneTimeoutInSeconds ?? DefaultInterToneSeconds), () => Failed(CallResult.InterDigitTimeout));
        return false;
    }

    private bool Collected(CallResult result)
    {
        Completed(result, new DtmfRecognized("dtmf", new DtmfResult([.. _tones])));
        return true;
    }

    private void Matched(string text)
    {
        var said = Words(text);
        foreach (var choice in options.Choices ?? [])
        {
            if (choice.Phrases?.FirstOrDefault(phrase => $" {said} ".Contains($" {Words(phrase)} ", StringComparison.Ordinal)) is { } phrase)
            {
                Completed(CallResult.SpeechMatched, new ChoiceRecognized("choices", new ChoiceResult(choice.Label, phrase, 0.9)));
                return;
            }
        }
        Failed(CallResult.SpeechNotMatched);
    }

    private static string Words(string text) =>
        string.Join(' ', new string([.. text.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private void Wait(TimeSpan time, Action then)
    {
        _timer?.Dispose();
        _timer = session.Book.After(time, then);
    }

    private void Completed(CallResult result, object recognized) => session.Finish(this, "RecognizeCompleted", result, recognized);

    private void Failed(CallResult result) => session.Finish(this, "RecognizeFailed", result);
}
