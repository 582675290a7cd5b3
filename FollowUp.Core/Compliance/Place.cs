using NodaTime;

namespace FollowUp.Core.Compliance;

/// <summary>Where a person is, as far as it is known: which law applies and which clocks.</summary>
/// <param name="Country">ISO 3166-1 code, or null when unknown.</param>
/// <param name="Region">USPS or Canada Post code, or null when unknown.</param>
/// <param name="Zones">The zones the person may be in, likeliest first; never empty.</param>
public sealed record Place(string? Country, string? Region, IReadOnlyList<DateTimeZone> Zones)
{
    /// <summary>The zones the person may be in, likeliest first; never empty, or no hour would be quiet.</summary>
    public IReadOnlyList<DateTimeZone> Zones { get; } =
        Zones is { Count: > 0 } ? Zones : throw new ArgumentException("a place has at least one zone", nameof(Zones));
}
