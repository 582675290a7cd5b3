using NodaTime;
using NodaTime.Text;

namespace FollowUp.Core.Calendars;

/// <summary>A span of the day by the wall clock, such as 14:00-15:00: the start belongs to it, the end does not.</summary>
public readonly record struct TimeWindow
{
    private const int SecondsPerDay = 24 * 60 * 60;
    private static readonly LocalTimePattern Pattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>A window between two times of one day.</summary>
    /// <param name="start">When it opens.</param>
    /// <param name="end">When it closes, later than <paramref name="start"/>; midnight means the end of the day (24:00).</param>
    /// <exception cref="ArgumentException">The end is not after the start, or one of them is not a whole second.</exception>
    public TimeWindow(LocalTime start, LocalTime end)
    {
        if (end != LocalTime.Midnight && end <= start)
            throw new ArgumentException("a window ends after it starts", nameof(end));
        if (start.TickOfSecond != 0 || end.TickOfSecond != 0)
            throw new ArgumentException("a window starts and ends on whole seconds", nameof(start));
        (Start, End) = (start, end);
    }

    /// <summary>When it opens.</summary>
    public LocalTime Start { get; }

    /// <summary>When it closes; midnight is the end of the day.</summary>
    public LocalTime End { get; }

    internal int StartSecond => (int)(Start.TickOfDay / NodaConstants.TicksPerSecond);

    internal int EndSecond => End == LocalTime.Midnight ? SecondsPerDay : (int)(End.TickOfDay / NodaConstants.TicksPerSecond);

    /// <summary>Reads "14:00-15:00"; "24:00" is allowed as the end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="window">The window, or the whole day when the result is false.</param>
    /// <param name="error">What is wrong in plain words, or "" when the result is true.</param>
    public static bool TryParse(string? text, out TimeWindow window, out string error)
    {
        window = default;
        error = "";
        if (text is not { Length: 11 } || text[5] != '-'
            || !Pattern.Parse(text[..5]).TryGetValue(default, out var start)
            || !TryParseEnd(text[6..], out var end))
        {
            error = $"\"{text}\" is not a window: write two times of the day, as in 09:00-17:30";
            return false;
        }

        if (text[6..] != "24:00" && end <= start)
        {
            error = $"the window {text} must end after it starts; split one that passes midnight in two";
            return false;
        }

        window = new TimeWindow(start, end);
        return true;
    }

    /// <summary>Whether a time of the day falls into the window.</summary>
    public bool Contains(LocalTime time) => time >= Start && (End == LocalTime.Midnight || time < End);

    /// <summary>
    /// A moment inside the window on a date, its second chosen by hashing <paramref name="spreadKey"/>, so that leads do not all
    /// come at once and each always gets the same one. Where the clocks skip part of the window the rest is used; of an hour
    /// that exists twice the first. A window that is skipped whole gives the first moment after the gap.
    /// </summary>
    public Instant Place(LocalDate date, DateTimeZone zone, ReadOnlySpan<char> spreadKey)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var hash = Spread.Hash(spreadKey);
        var midnight = date.AtMidnight();
        var (start, end) = (StartSecond, EndSecond);
        var local = midnight.PlusSeconds(start + (hash % (uint)(end - start)));
        var mapping = zone.MapLocal(local);
        if (mapping.Count > 0)
            return mapping.First().ToInstant();

        var before = Math.Max(0, SecondsBetween(midnight, mapping.EarlyInterval.IsoLocalEnd) - start);
        var gapEnd = SecondsBetween(midnight, mapping.LateInterval.IsoLocalStart);
        var left = before + Math.Max(0, end - gapEnd);
        if (left == 0)
            return mapping.LateInterval.Start;
        var second = (int)(hash % (uint)left);
        return LocalTimes.Resolve(midnight.PlusSeconds(second < before ? start + second : gapEnd + second - before), zone);
    }

    /// <summary>"14:00-15:00", with 24:00 for the end of the day.</summary>
    public override string ToString() =>
        $"{Pattern.Format(Start)}-{(End == LocalTime.Midnight ? "24:00" : Pattern.Format(End))}";

    private static bool TryParseEnd(string text, out LocalTime end)
    {
        end = LocalTime.Midnight;
        return text == "24:00" || Pattern.Parse(text).TryGetValue(default, out end);
    }

    private static int SecondsBetween(LocalDateTime from, LocalDateTime to) =>
        (int)Period.Between(from, to, PeriodUnits.Seconds).Seconds;
}
