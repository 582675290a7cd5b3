using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace FollowUp.Infra.Tests;

/// <summary>The deployment's files as text. Where the Bicep compiler is at hand it says more; these tests run where it is not.</summary>
internal static partial class Deployment
{
    public static string Root { get; } = FindRoot();

    public static string Readme { get; } = Read("infra/README.md");

    public static IReadOnlyDictionary<string, string> BicepFiles { get; } = Directory
        .EnumerateFiles(Path.Combine(Root, "infra"), "*.bicep", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The parameters a file declares, and whether each has a value without being given one.</summary>
    public static Dictionary<string, bool> ParametersOf(string bicep) => Parameter().Matches(bicep)
        .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["default"].Success || match.Groups["decorators"].Value.Contains("'generate'"));

    /// <summary>The app settings, by name.</summary>
    public static List<string> SettingsOf(string bicep) =>
        [.. Setting().Matches(bicep[bicep.IndexOf("name: 'appsettings'", StringComparison.Ordinal)..]).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"(?<decorators>(?:^@.*\r?\n)*)^param (?<name>\w+) \w+(?<default> =.*)?", RegexOptions.Multiline)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^ {6}([A-Z]\w+):", RegexOptions.Multiline)]
    private static partial Regex Setting();

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
