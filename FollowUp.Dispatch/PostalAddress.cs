using System.Text.RegularExpressions;

namespace FollowUp.Dispatch;

/// <summary>Where the work is. Appointments carry the place as people write it; boards want it in parts.</summary>
/// <param name="Street">The street and number, or the whole text when it could not be taken apart.</param>
/// <param name="City">The city; null when it could not be taken apart.</param>
/// <param name="State">Two letters.</param>
/// <param name="Zip">Five digits, or nine.</param>
public sealed partial record PostalAddress(string Street, string? City, string? State, string? Zip)
{
    /// <summary>Whether all parts are known.</summary>
    public bool IsWhole => Zip is not null;

    /// <summary>Reads an address of the United States on one line, such as <c>100 Congress Ave, Austin, TX 78701</c>.</summary>
    public static PostalAddress? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var line = text.ReplaceLineEndings(", ").Trim();
        var match = OneLine().Match(line);
        return match.Success
            ? new(match.Groups["street"].Value, match.Groups["city"].Value, match.Groups["state"].Value.ToUpperInvariant(), match.Groups["zip"].Value)
            : new(line, null, null, null);
    }

    /// <summary>Whether a street on the board is this one.</summary>
    public bool IsAt(string? street) => string.Equals(Street, street?.Trim(), StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        @"^(?<street>.+?),\s*(?<city>[^,]+),\s*(?<state>[A-Za-z]{2})\.?,?\s+(?<zip>\d{5}(-\d{4})?)(,?\s*(USA|US|United States))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OneLine();
}
