using System.Text.RegularExpressions;
using FollowUp.Core.Sequences;
using FollowUp.Core.Templates;

namespace FollowUp.Core.Tests.Sequences;

public partial class SequenceLibraryTests
{
    public static TheoryData<string> Ids => [.. SequenceLibrary.All.Select(s => s.Id)];

    [Fact]
    public void All_HasTheSequencesOfTheProduct()
    {
        Assert.Superset(new HashSet<string> { "missed-call-text-back", "new-lead" }, SequenceLibrary.All.Select(s => s.Id).ToHashSet());
        Assert.Equal(SequenceLibrary.All.Count, SequenceLibrary.All.Select(s => s.Id).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void All_Sequence_SurvivesWritingAndReading(string id)
    {
        var sequence = SequenceLibrary.All.Single(s => s.Id == id);

        var (read, errors) = SequenceReader.Read(SequenceReader.Write(sequence), id);

        Assert.Empty(errors);
        Assert.Equal(SequenceReader.Write(sequence), SequenceReader.Write(read!));
        Assert.Equal(sequence.StopOn.AsEnumerable(), read!.StopOn.AsEnumerable());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void All_FirstText_TellsHowToOptOutAndNeedsAtMostTwoSegments(string id)
    {
        var texts = SequenceLibrary.All.Single(s => s.Id == id).Steps.SelectMany(s => s.Actions.OfType<SequenceAction.SendText>()).ToList();

        if (id is "missed-call-text-back" or "new-lead") Assert.Contains("STOP", texts[0].Text, StringComparison.Ordinal); // the first contact of all
        Assert.All(texts, t => Assert.InRange(Segments.Of(Template.Render(t.Text, f => FieldCatalogue.Fields[f].Sample)).Count, 1, 2));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void All_AnswersThatTheWordsAskFor_AreUnderstood(string id)
    {
        var sequence = SequenceLibrary.All.Single(s => s.Id == id);
        var understood = sequence.Steps.SelectMany(s => s.Replies).SelectMany(r => r.Match).Append("STOP").ToHashSet(StringComparer.OrdinalIgnoreCase);

        var asked = sequence.Steps.SelectMany(s => s.Actions).SelectMany(WordsOf).SelectMany(text => AnswerAskedFor().Matches(text)).Select(m => m.Groups["word"].Value);

        Assert.All(asked, word => Assert.Contains(word, understood));
    }

    private static string[] WordsOf(SequenceAction action) => action switch
    {
        SequenceAction.SendText text => [text.Text],
        SequenceAction.SendEmail email => [email.Subject, email.Text],
        SequenceAction.MakeCall call => [call.Text, call.Voicemail ?? ""],
        SequenceAction.LeaveVoicemail voicemail => [voicemail.Text],
        _ => [],
    };

    [GeneratedRegex(@"\b(?i:reply|press|answer) (?i:with )?(?<word>[A-Z]{2,}|\d)\b")]
    private static partial Regex AnswerAskedFor();
}
