using FollowUp.Core.Calendars;
using FollowUp.Core.Leads;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Core.Decisions;

/// <summary>When a person wants to be reached: parts of the day for calls, kinds of days for everything.</summary>
internal static class Wishes
{
    /// <summary>The first moment from <paramref name="at"/> on, in the person's zone, that suits their wishes.</summary>
    public static Instant NextWelcome(Preferences wishes, Channel channel, Instant at, DateTimeZone zone)
    {
        var local = at.InZone(zone).LocalDateTime;
        for (var day = 0; day <= 7; day++)
        {
            var date = local.Date.PlusDays(day);
            if (!Suits(wishes.Days, date.DayOfWeek)) continue;
            var from = day == 0 ? local.TimeOfDay : LocalTime.Midnight;
            if (FirstIn(wishes, channel, from) is { } time)
                return day == 0 && time == local.TimeOfDay ? at : LocalTimes.Resolve(date + time, zone);
        }
        return at;
    }

    public static string Describe(Preferences wishes, Channel channel)
    {
        var times = channel.IsVoice() ? string.Join(" or ", wishes.Times) : "";
        var days = wishes.Days is null or "any" ? "" : wishes.Days;
        return string.Join(" on ", new[] { times, days }.Where(p => p.Length > 0));
    }

    private static bool Suits(string? days, IsoDayOfWeek day) => days switch
    {
        "weekdays" => day is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday),
        _ => true,
    };

    private static LocalTime? FirstIn(Preferences wishes, Channel channel, LocalTime from)
    {
        if (!channel.IsVoice() || wishes.Times.IsEmpty) return from;
        LocalTime? first = null;
        foreach (var name in wishes.Times)
        {
            var (start, end) = PartOfDay(name);
            if (from >= end) continue;
            var time = from > start ? from : start;
            if (first is null || time < first) first = time;
        }
        return first;
    }

    /// <summary>The parts of the day, as call centres use them: morning 8-11, afternoon 12-17, evening 17-20.</summary>
    private static (LocalTime Start, LocalTime End) PartOfDay(string name) => name switch
    {
        "morning" => (new(8, 0), new(11, 0)),
        "afternoon" => (new(12, 0), new(17, 0)),
        _ => (new(17, 0), new(20, 0)),
    };
}
