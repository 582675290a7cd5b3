using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace FollowUp.LocalHost.Tests.Seeds;

/// <summary>The table of docs/coverage.md is whole, and what it names is there.</summary>
public sealed partial class CoverageTests
{
    [GeneratedRegex(@"`(?:Scenarios/)?(\w+Tests)(?:\.(\w+))?`")]
    private static partial Regex TestName { get; }

    [Fact]
    public void Table_EveryRow_HasNoEmptyCellAndNamesTestsThatExist()
    {
        var rows = File.ReadLines(Path.Combine(Root(), "docs", "coverage.md")).Where(l => l.StartsWith("| ", StringComparison.Ordinal) && !l.StartsWith("| -", StringComparison.Ordinal)).ToList();
        var tests = typeof(CoverageTests).Assembly.GetTypes().Where(t => t.Name.EndsWith("Tests", StringComparison.Ordinal)).ToLookup(t => t.Name);

        Assert.True(rows.Count > 60);
        foreach (var row in rows)
        {
            var cells = row.Trim('|').Split('|', StringSplitOptions.TrimEntries);
            Assert.True(cells.Length == 3 && cells.All(c => c.Length > 0), row);
            foreach (Match name in TestName.Matches(cells[2]))
                Assert.True(
                    tests[name.Groups[1].Value].Any(t => name.Groups[2].Value is "" || t.GetMethod(name.Groups[2].Value, BindingFlags.Public | BindingFlags.Instance) is not null),
                    $"there is no {name.Value}");
        }
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
