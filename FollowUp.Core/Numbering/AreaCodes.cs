using System.Text.Json;

namespace FollowUp.Core.Numbering;

/// <summary>An area code of the North American Numbering Plan.</summary>
/// <param name="Code">The three digits.</param>
/// <param name="Country">ISO 3166-1 code, "US", "CA", "JM" ...; for non-geographic codes the country that hands them out.</param>
/// <param name="Region">USPS or Canada Post code of the (most populous) state, territory or province; null where there is none.</param>
/// <param name="Zones">IANA zones the code serves, most populous first; empty for non-geographic codes such as 800.</param>
public sealed record AreaCode(string Code, string Country, string? Region, IReadOnlyList<string> Zones)
{
    /// <summary>Whether the code says where a person is; toll-free, personal and premium codes do not.</summary>
    public bool IsGeographic => Zones.Count > 0;
}

/// <summary>The area codes in service in 2026. Source: the assignments named in <c>Numbering/nanp.json</c>.</summary>
public static class AreaCodes
{
    private static readonly Lazy<AreaCode?[]> Table = new(Load);

    /// <summary>All codes of the table, ascending.</summary>
    public static IEnumerable<AreaCode> All => Table.Value.OfType<AreaCode>();

    /// <summary>The area code of a number in E.164, or null when it is not a North American number or the code does not exist.</summary>
    public static AreaCode? Find(string e164)
    {
        ArgumentNullException.ThrowIfNull(e164);
        return e164 is ['+', '1', var a, var b, var c, ..] ? FindCode([a, b, c]) : null;
    }

    /// <summary>The area code written with these three digits, or null when it does not exist.</summary>
    internal static AreaCode? FindCode(ReadOnlySpan<char> code) =>
        code is [>= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9']
            ? Table.Value[(code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0')]
            : null;

    private static AreaCode?[] Load()
    {
        using var stream = Resources.Open("Numbering/nanp.json");
        using var json = JsonDocument.Parse(stream);
        var table = new AreaCode?[1000];
        var zoneLists = new Dictionary<string, string[]>();
        foreach (var entry in json.RootElement.GetProperty("codes").EnumerateObject())
        {
            var region = entry.Value.TryGetProperty("region", out var r) ? string.Intern(r.GetString()!) : null;
            var zones = entry.Value.GetProperty("zones").EnumerateArray().Select(zone => zone.GetString()!).ToArray();
            var key = string.Join(' ', zones);
            if (!zoneLists.TryAdd(key, zones))
                zones = zoneLists[key];
            var country = string.Intern(entry.Value.GetProperty("country").GetString()!);
            table[int.Parse(entry.Name, System.Globalization.CultureInfo.InvariantCulture)] = new AreaCode(entry.Name, country, region, zones);
        }

        return table;
    }
}
