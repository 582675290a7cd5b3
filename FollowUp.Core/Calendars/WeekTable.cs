using NodaTime;

namespace FollowUp.Core.Calendars;

/// <summary>
/// Windows by weekday, flattened to seconds, with the two questions asked of them: is it open now, and when next. Wall-clock
/// seconds count from 1970-01-01T00:00:00 local time.
/// </summary>
internal sealed class WeekTable
{
    private const long SecondsPerDay = 24 * 60 * 60;

    // Far enough to pass any run of closed days; a year of holidays is a calendar that is always closed.
    private const int HorizonDays = 400;

    private readonly (int Start, int End)[][] days = new (int, int)[7][]; // Monday first
    private readonly HashSet<long>? closedDays; // days since 1970-01-01

    public WeekTable(Func<IsoDayOfWeek, IEnumerable<TimeWindow>> windows, IEnumerable<LocalDate>? closed = null)
    {
        for (var day = 0; day < 7; day++)
            days[day] = Merge(windows((IsoDayOfWeek)(day + 1)));
        if (closed?.Select(DayNumber).ToHashSet() is { Count: > 0 } set)
            closedDays = set;
    }

    public bool IsNeverOpen => days.All(day => day.Length == 0);

    /// <summary>What clocks in the zone show at a moment, in seconds, fractions cut off.</summary>
    public static long LocalSecond(Instant at, DateTimeZone zone) => at.ToUnixTimeSeconds() + zone.GetUtcOffset(at).Seconds;

    public static long DayNumber(LocalDate date) => Period.DaysBetween(new LocalDate(1970, 1, 1), date);

    public static long DayOf(long localSecond) =>
        localSecond >= 0 ? localSecond / SecondsPerDay : (localSecond + 1) / SecondsPerDay - 1;

    public bool IsOpen(long localSecond)
    {
        var day = DayOf(localSecond);
        var second = (int)(localSecond - day * SecondsPerDay);
        foreach (var (start, end) in WindowsOf(day))
        {
            if (second < end)
                return second >= start;
        }

        return false;
    }

    /// <summary>
    /// The first open moment at or after <paramref name="at"/>, or null when there is none in the next 400 days. Within one
    /// offset of the zone the wall clock runs straight, so every change of the clocks is a new start: that is what makes
    /// skipped and repeated hours come out right.
    /// </summary>
    public Instant? NextOpen(Instant at, DateTimeZone zone)
    {
        var horizon = at + Duration.FromDays(HorizonDays);
        while (at < horizon)
        {
            var interval = zone.GetZoneInterval(at);
            var local = at.ToUnixTimeSeconds() + interval.WallOffset.Seconds;
            if (IsOpen(local))
                return at;
            if (NextStart(local) is { } start && Instant.FromUnixTimeSeconds(start - interval.WallOffset.Seconds) is var next
                && (!interval.HasEnd || next < interval.End))
            {
                return next < horizon ? next : null;
            }

            if (!interval.HasEnd)
                return null;
            at = interval.End;
        }

        return null;
    }

    private long? NextStart(long localSecond)
    {
        var today = DayOf(localSecond);
        for (var day = today; day <= today + HorizonDays; day++)
        {
            foreach (var (start, _) in WindowsOf(day))
            {
                if (day * SecondsPerDay + start > localSecond)
                    return day * SecondsPerDay + start;
            }
        }

        return null;
    }

    // 1970-01-01 was a Thursday, the fourth day from Monday.
    private (int Start, int End)[] WindowsOf(long day) =>
        closedDays is not null && closedDays.Contains(day) ? [] : days[(int)(((day + 3) % 7 + 7) % 7)];

    private static (int Start, int End)[] Merge(IEnumerable<TimeWindow> windows)
    {
        var merged = new List<(int Start, int End)>();
        foreach (var window in windows.OrderBy(window => window.StartSecond))
        {
            if (merged.Count > 0 && window.StartSecond <= merged[^1].End)
                merged[^1] = (merged[^1].Start, Math.Max(merged[^1].End, window.EndSecond));
            else
                merged.Add((window.StartSecond, window.EndSecond));
        }

        return [.. merged];
    }
}
