using System.Reflection;
using System.Text.RegularExpressions;
using FollowUp.Core.Compliance;

namespace FollowUp.Core.Tests.Compliance;

public sealed class BoundedRegexTests
{
    /// <summary>A backtracking engine alone would try two to the power of five thousand ways, and this test would not end.</summary>
    [Theory]
    [InlineData("^(?:a+)+$", "b", false)]
    [InlineData("^(?:a|a)*(?: stop)?$", " stop", true)]
    public void IsMatch_PatternThatGetsLostInATextAndItsEnd_AnswersAllTheSame(string pattern, string end, bool expected) =>
        Assert.Equal(expected, new BoundedRegex(pattern).IsMatch(new string('a', 5000) + end));

    [Fact]
    public void Match_OrdinaryText_SaysWhere() => Assert.Equal(7, new BoundedRegex("\\bstop\\b").Match("please stop").Index);

    /// <summary>Both engines must know a pattern and mean the same by it, on every word of the patterns, said once and again and again.</summary>
    [Fact]
    public void EveryPatternOfOptOutPhrases_InBothEngines_MeansTheSame()
    {
        var patterns = typeof(Keywords).Assembly.GetType("FollowUp.Core.Compliance.OptOutPhrases", throwOnError: true)!
            .GetFields(BindingFlags.NonPublic | BindingFlags.Static)
            .SelectMany(field => field.GetValue(null) switch { BoundedRegex one => [one], BoundedRegex[] many => many, _ => Array.Empty<BoundedRegex>() })
            .ToList();
        Assert.True(patterns.Count > 20);
        foreach (var pattern in patterns)
        {
            var sure = new Regex(pattern.ToString(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            foreach (var words in Regex.Matches(pattern.ToString().Replace("\\b", "|", StringComparison.Ordinal), "[a-z]+(?: [a-z]+)*").Select(m => m.Value).Distinct())
                foreach (var text in (string[])[words, string.Concat(Enumerable.Repeat(words + " ", 10)) + "x", "please stop " + words])
                    Assert.Equal(sure.IsMatch(text), pattern.IsMatch(text));
        }
    }
}
