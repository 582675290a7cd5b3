namespace FollowUp.AcsEmulator.Calls.Media;

/// <summary>Keys of a phone and their names on the wire.</summary>
internal static class Tones
{
    private static readonly Dictionary<char, string> Names = new()
    {
        ['0'] = "zero", ['1'] = "one", ['2'] = "two", ['3'] = "three", ['4'] = "four", ['5'] = "five", ['6'] = "six", ['7'] = "seven",
        ['8'] = "eight", ['9'] = "nine", ['A'] = "a", ['B'] = "b", ['C'] = "c", ['D'] = "d", ['#'] = "pound", ['*'] = "asterisk",
    };

    public static bool IsKey(char key) => Names.ContainsKey(char.ToUpperInvariant(key));

    public static string Name(char key) => Names[char.ToUpperInvariant(key)];

    /// <summary>The keys of <paramref name="names"/>; null when one of them is no tone.</summary>
    public static string? Keys(IEnumerable<string> names)
    {
        var keys = names.Select(name => Names.FirstOrDefault(pair => pair.Value.Equals(name, StringComparison.OrdinalIgnoreCase)).Key).ToArray();
        return Array.IndexOf(keys, '\0') >= 0 ? null : new string(keys);
    }
}
