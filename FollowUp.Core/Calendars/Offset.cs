using System.Globalization;
using NodaTime;

namespace FollowUp.Core.Calendars;

/// <summary>
/// A distance from an anchor as sequences write it: "0s", "90s", "15m", "4h", "2d", "1w", "-24h". Days and weeks are counted
/// on the calendar, the rest on the stopwatch, so "24h" and "1d" differ when the clocks change.
/// </summary>
public readonly record struct Offset
{
    // Ten years: longer than any sequence, and far from the ends of the calendar.
    private const long MaxSeconds = 10L * 366 * 24 * 60 * 60;

    private readonly int amount;
    private readonly char unit;

    private Offset(int amount, char unit) => (this.amount, this.unit) = (amount, unit);

    /// <summary>No distance at all, written "0s".</summary>
    public static Offset Zero => default;

    /// <summary>The distance with a day taken as 24 hours: for ordering and for axes, not for planning.</summary>
    public Duration Approximate => Duration.FromSeconds(amount * SecondsPer(unit));

    /// <summary>Reads a whole number and a unit (s, m, h, d, w), a minus meaning before the anchor; at most ten years.</summary>
    /// <param name="text">The text, without spaces.</param>
    /// <param name="offset">The distance, or zero when the result is false.</param>
    /// <param name="error">What is wrong in plain words, or "" when the result is true.</param>
    public static bool TryParse(string? text, out Offset offset, out string error)
    {
        offset = default;
        error = "";
        if (text is not { Length: >= 2 and <= 12 }
            || SecondsPer(text[^1]) is var seconds && seconds == 0
            || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || text[0] == '+')
        {
            error = $"\"{text}\" is not an offset: write a whole number and s, m, h, d or w, as in 90s, 15m, 4h, 2d or -24h";
            return false;
        }

        if (Math.Abs(number * seconds) > MaxSeconds)
        {
            error = $"\"{text}\" is more than ten years";
            return false;
        }

        offset = new Offset(number, text[^1] == 's' && number == 0 ? '\0' : text[^1]);
        return true;
    }

    /// <summary>
    /// The moment at this distance from <paramref name="anchor"/>. Days and weeks keep the time of day in
    /// <paramref name="zone"/> (see <see cref="LocalTimes.Resolve"/> for the hours that clocks skip or repeat); hours,
    /// minutes and seconds are elapsed time.
    /// </summary>
    public Instant From(Instant anchor, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (unit is not ('d' or 'w'))
            return anchor + Approximate;
        if (amount == 0)
            return anchor; // Resolving again would move a time in the second of two equal hours into the first.
        var days = unit == 'w' ? amount * 7 : amount;
        return LocalTimes.Resolve(anchor.InZone(zone).LocalDateTime.PlusDays(days), zone);
    }

    /// <summary>The text it was read from.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{amount}{(unit == '\0' ? 's' : unit)}");

    private static long SecondsPer(char unit) => unit switch
    {
        's' or '\0' => 1,
        'm' => 60,
        'h' => 60 * 60,
        'd' => 24 * 60 * 60,
        'w' => 7 * 24 * 60 * 60,
        _ => 0,
    };
}
