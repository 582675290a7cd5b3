using System.Text.RegularExpressions;

namespace FollowUp.AcsEmulator.Calls.Media;

/// <summary>What is said into a call, and for how long.</summary>
internal sealed partial record Prompt(string Heard, TimeSpan Length, bool IsEmpty, bool NeedsSpeech)
{
    public static Prompt Of(PlaySource source, TimingOptions timing) => source switch
    {
        { Kind: "file", File.Uri: { Length: > 0 } uri } => new Prompt($"[{uri}]", timing.AudioFile, false, false),
        { Kind: "text", Text: { } text } => Spoken(text.Text ?? "", timing),
        { Kind: "ssml", Ssml: { } ssml } => Spoken(Markup().Replace(ssml.SsmlText ?? "", " "), timing),
        _ => throw CallErrors.Invalid("The play source is not valid."),
    };

    private static Prompt Spoken(string text, TimingOptions timing)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var heard = string.Join(' ', words);
        return new Prompt(heard, TimeSpan.FromMinutes(words.Length / timing.WordsPerMinute), words.Length == 0, true);
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();
}
