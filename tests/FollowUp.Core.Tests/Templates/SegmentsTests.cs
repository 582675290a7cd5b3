using FollowUp.Core.Templates;

namespace FollowUp.Core.Tests.Templates;

public class SegmentsTests
{
    // 3GPP TS 23.038: 160 septets in one message, 153 in each of several; 70 and 67 with one character outside the alphabet.
    [Theory]
    [InlineData("", 1, "GSM-7", 0, 1)]
    [InlineData("a", 160, "GSM-7", 160, 1)]
    [InlineData("a", 161, "GSM-7", 161, 2)]
    [InlineData("a", 306, "GSM-7", 306, 2)]
    [InlineData("a", 307, "GSM-7", 307, 3)]
    [InlineData("€", 80, "GSM-7", 160, 1)] // from the extension table: two septets each
    [InlineData("€", 81, "GSM-7", 162, 2)]
    [InlineData("é", 160, "GSM-7", 160, 1)]
    [InlineData("ñ", 10, "GSM-7", 10, 1)]
    [InlineData("’", 70, "UCS-2", 70, 1)] // a curly apostrophe is not in the alphabet
    [InlineData("’", 71, "UCS-2", 71, 2)]
    [InlineData("’", 134, "UCS-2", 134, 2)]
    [InlineData("’", 135, "UCS-2", 135, 3)]
    [InlineData("😀", 35, "UCS-2", 70, 1)] // two units each
    [InlineData("\n", 3, "GSM-7", 3, 1)]
    [InlineData("{", 2, "GSM-7", 4, 1)]
    [InlineData("`", 1, "UCS-2", 1, 1)]
    [InlineData("ç", 1, "UCS-2", 1, 1)] // only the capital is in the alphabet
    public void Of_Text_CountsAsTheCarriersBill(string piece, int times, string encoding, int units, int segments) =>
        Assert.Equal(new Segments(encoding, units, segments), Segments.Of(string.Concat(Enumerable.Repeat(piece, times))));
}
