using FollowUp.Core.Sequences;
using FollowUp.Core.Templates;

namespace FollowUp.Core.Tests.Sequences;

public class SequenceLibraryTests
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

        if (texts.Count > 0) Assert.Contains("STOP", texts[0].Text, StringComparison.Ordinal);
        Assert.All(texts, t => Assert.InRange(Segments.Of(Template.Render(t.Text, f => FieldCatalogue.Fields[f].Sample)).Count, 1, 2));
    }
}
