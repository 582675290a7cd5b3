using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using FollowUp.Core.Sequences;

namespace FollowUp.LocalHost.Tests.Seeds;

/// <summary>The table of docs/coverage.md is whole, and what it names is there.</summary>
public sealed partial class CoverageTests
{
    [GeneratedRegex(@"^(?:`(\w+)\.(\w+)`(?:, |$))+$")]
    private static partial Regex TestNames { get; }

    [Fact]
    public void Table_EveryRow_HasNoEmptyCellAndNamesTestMethodsThatExist()
    {
        var sources = Directory.GetFiles(Path.Combine(Root(), "tests"), "*Tests.cs", SearchOption.AllDirectories).ToLookup(f => Path.GetFileNameWithoutExtension(f));
        var rows = File.ReadLines(Path.Combine(Root(), "docs", "coverage.md"))
            .Where(l => l.StartsWith('|') && !l.StartsWith("| -", StringComparison.Ordinal) && !l.StartsWith("| statement", StringComparison.Ordinal)).ToList();

        Assert.True(rows.Count > 60);
        foreach (var row in rows)
        {
            var cells = row.Trim('|').Split('|', StringSplitOptions.TrimEntries);
            Assert.True(cells.Length == 3 && cells.All(c => c.Length > 0), row);
            var names = TestNames.Match(cells[2]);
            Assert.True(names.Success, $"names no test method, or something else as well: {row}");
            foreach (var (type, method) in names.Groups[1].Captures.Zip(names.Groups[2].Captures, (t, m) => (t.Value, m.Value)))
                Assert.True(
                    sources[type].Any(f => Regex.IsMatch(File.ReadAllText(f), $@"\[(?:Fact|Theory)[^{{;]*public [\w ]+ {method}\(", RegexOptions.Singleline)),
                    $"there is no test {type}.{method}");
        }
    }

    [Fact]
    public void Table_EveryLibrarySequence_IsInIt()
    {
        var text = File.ReadAllText(Path.Combine(Root(), "docs", "coverage.md"));

        Assert.All(SequenceLibrary.All, s => Assert.Contains($"`{s.Id}`", text, StringComparison.Ordinal));
    }

    /// <summary>A sequence is data: no code of the decisions knows one by name.</summary>
    [Fact]
    public void Decisions_NameNoLibrarySequence()
    {
        var names = SequenceLibrary.All.Select(s => s.Id).Where(n => n.Contains('-', StringComparison.Ordinal)).ToHashSet(); // the others are also words of events
        foreach (var folder in new[] { "Decisions", "Engine", "Composing", "Previews", "Sequences" })
            foreach (var file in Directory.GetFiles(Path.Combine(Root(), "FollowUp.Core", folder), "*.cs"))
                foreach (Match text in Regex.Matches(File.ReadAllText(file), "\"([^\"]+)\""))
                    Assert.False(names.Contains(text.Groups[1].Value), $"{file} knows '{text.Groups[1].Value}'");
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
