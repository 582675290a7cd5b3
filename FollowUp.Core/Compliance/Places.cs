using System.Collections.Concurrent;
using FollowUp.Core.Numbering;
using NodaTime;

namespace FollowUp.Core.Compliance;

/// <summary>Finds where a person is from what is known of them.</summary>
public static class Places
{
    // Both are bounded: by the area code table, and by the zones of the time zone database.
    private static readonly ConcurrentDictionary<AreaCode, Place> ByAreaCode = new(ReferenceEqualityComparer.Instance);
    private static readonly ConcurrentDictionary<DateTimeZone, DateTimeZone[]> Single = new();

    /// <summary>
    /// The place of a person. Zones: the explicit one, else those of the area code, else <paramref name="fallback"/>.
    /// Region: the explicit one, else the area code's. An unknown zone id counts as not given, as names come from outside.
    /// </summary>
    /// <param name="explicitTimeZone">IANA id stated for the lead, or null.</param>
    /// <param name="explicitRegion">Stated region, "TX" or "US-TX" in any case, or null. Alone it is read as the area code's country, else as the US.</param>
    /// <param name="e164">Telephone number, or null.</param>
    /// <param name="fallback">The business's zone.</param>
    public static Place Of(string? explicitTimeZone, string? explicitRegion, string? e164, DateTimeZone fallback)
    {
        ArgumentNullException.ThrowIfNull(fallback);
        var code = e164 is null ? null : AreaCodes.Find(e164);
        var zone = string.IsNullOrWhiteSpace(explicitTimeZone) ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(explicitTimeZone.Trim());
        if (zone is null && string.IsNullOrWhiteSpace(explicitRegion) && code is { IsGeographic: true })
            return OfAreaCode(code);

        var (country, region) = Jurisdiction(explicitRegion, code);
        var zones = zone is not null ? One(zone) : code is { IsGeographic: true } ? OfAreaCode(code).Zones : One(fallback);
        return new Place(country, region, zones);
    }

    private static (string? Country, string? Region) Jurisdiction(string? explicitRegion, AreaCode? code)
    {
        if (string.IsNullOrWhiteSpace(explicitRegion))
            return (code?.Country, code?.Region);
        var text = explicitRegion.Trim().ToUpperInvariant();
        return text.Length > 3 && text[2] == '-' ? (text[..2], text[3..]) : (code?.Country ?? "US", text);
    }

    private static Place OfAreaCode(AreaCode code) => ByAreaCode.GetOrAdd(
        code,
        static code => new Place(code.Country, code.Region, [.. code.Zones.Select(id => DateTimeZoneProviders.Tzdb[id])]));

    private static DateTimeZone[] One(DateTimeZone zone) => Single.GetOrAdd(zone, static zone => [zone]);
}
