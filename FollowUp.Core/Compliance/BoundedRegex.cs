using System.Text.RegularExpressions;

namespace FollowUp.Core.Compliance;

/// <summary>
/// A pattern that answers whatever it is given. Backtracking is quick to build and quick on ordinary words; a text that it gets lost
/// in goes to the engine that reads every character once, which takes a second to build and gives the same answer. So the time that
/// something takes chooses the way and never the result.
/// </summary>
public sealed class BoundedRegex
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private readonly Regex quick;
    private readonly Lazy<Regex> sure;

    /// <summary>Makes one from a pattern without look-around and back references, which the sure engine does not have.</summary>
    public BoundedRegex(string pattern)
    {
        quick = new(pattern, RegexOptions.CultureInvariant, Patience);
        sure = new(() => new(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));
    }

    /// <summary>Whether the pattern is in a text.</summary>
    public bool IsMatch(string text) => Match(text).Success;

    /// <summary>Where the pattern is in a text.</summary>
    public Match Match(string text)
    {
        try
        {
            return quick.Match(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return sure.Value.Match(text);
        }
    }

    /// <summary>The pattern.</summary>
    public override string ToString() => quick.ToString();
}
