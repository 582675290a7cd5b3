using NodaTime;

namespace FollowUp.Core.Calendars;

/// <summary>
/// The hours a business keeps: windows for each weekday (several for split shifts, none for a closed day) and the dates on which
/// it is closed all day.
/// </summary>
public sealed class WeeklyHours
{
    private readonly Dictionary<IsoDayOfWeek, TimeWindow[]> windows;
    private readonly HashSet<LocalDate> holidays;
    private readonly WeekTable table;

    /// <summary>Hours from windows by weekday, in any order; overlapping ones count once. Days left out are closed.</summary>
    public WeeklyHours(
        IEnumerable<KeyValuePair<IsoDayOfWeek, IReadOnlyList<TimeWindow>>> windows,
        IEnumerable<LocalDate>? holidays = null)
    {
        ArgumentNullException.ThrowIfNull(windows);
        this.windows = windows.ToDictionary(day => day.Key, day => day.Value.OrderBy(window => window.Start).ToArray());
        this.holidays = holidays?.ToHashSet() ?? [];
        table = new WeekTable(On, this.holidays);
    }

    /// <summary>The dates on which it is closed all day.</summary>
    public IReadOnlySet<LocalDate> Holidays => holidays;

    /// <summary>The windows of a weekday, by start.</summary>
    public IReadOnlyList<TimeWindow> On(IsoDayOfWeek day) => windows.GetValueOrDefault(day, []);

    /// <summary>Whether it is open at a moment, by the clocks of <paramref name="zone"/>.</summary>
    public bool IsOpen(Instant at, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return table.IsOpen(WeekTable.LocalSecond(at, zone));
    }

    /// <summary>
    /// The first open moment at or after <paramref name="at"/>: the same one when it is open then. Null when it stays closed for
    /// the next 400 days, as a calendar without any window does.
    /// </summary>
    public Instant? NextOpen(Instant at, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return table.NextOpen(at, zone);
    }
}
