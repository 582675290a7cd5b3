using NodaTime;
using NodaTime.TimeZones;

namespace FollowUp.Core.Calendars;

/// <summary>The one place that turns a wall-clock time into a moment.</summary>
public static class LocalTimes
{
    private static readonly ZoneLocalMappingResolver Resolver =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);

    /// <summary>
    /// The moment at which clocks in <paramref name="zone"/> show <paramref name="local"/>. A time that does not exist moves
    /// forward by the length of the gap (02:30 becomes 03:30); of a time that exists twice the first is taken.
    /// Source: house rule, the same as RFC 5545 section 3.3.5.
    /// </summary>
    public static Instant Resolve(LocalDateTime local, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return zone.ResolveLocal(local, Resolver).ToInstant();
    }
}
