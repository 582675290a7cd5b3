using FollowUp.Core.Calendars;
using NodaTime;

namespace FollowUp.Core.Compliance;

/// <summary>Why a text or call must wait.</summary>
/// <param name="Until">The first moment allowed in all zones of the place.</param>
/// <param name="Jurisdiction">"US-TX", "CA", "US" ...: whose rule it is.</param>
/// <param name="Zone">IANA id of the (first) zone in which it is quiet now.</param>
/// <param name="Rule">The rule in a few words: "Texas: texts 09:00-21:00 Mon-Sat, 12:00-21:00 Sun".</param>
public sealed record QuietHold(Instant Until, string Jurisdiction, string Zone, string Rule);

/// <summary>How many texts or calls on one subject a person may get.</summary>
/// <param name="Max">The number allowed.</param>
/// <param name="Per">In any period of this length.</param>
/// <param name="Jurisdiction">Whose rule it is: "US-FL".</param>
/// <param name="Law">The same for people: "Florida".</param>
public sealed record FrequencyCap(int Max, Duration Per, string Jurisdiction, string Law);

/// <summary>
/// Quiet hours and frequency caps by jurisdiction and date, from data. The rule is that of country and region if there is one
/// for the kind at that date, else the country's, else that of the US as the house default. Source: the citations in
/// <c>Compliance/quiet-hours.json</c>.
/// </summary>
public sealed class QuietHours
{
    // Two zones of one place differ by hours, never by weeks: no common moment in this time means there is none.
    private static readonly Duration Horizon = Duration.FromDays(15);
    private static readonly Lazy<QuietHours> Shared = new(LoadDefault);

    private readonly RuleIndex<HoursRule> hours;
    private readonly RuleIndex<CapRule> caps;

    internal QuietHours(IReadOnlyList<HoursRule> hours, IReadOnlyList<CapRule> caps)
    {
        this.hours = new RuleIndex<HoursRule>(hours);
        this.caps = new RuleIndex<CapRule>(caps);
    }

    /// <summary>The rules that ship with the product.</summary>
    public static QuietHours Default => Shared.Value;

    /// <summary>Reads rules in the form of <c>Compliance/quiet-hours.json</c>.</summary>
    /// <exception cref="FormatException">A rule is wrong; the message names it.</exception>
    public static QuietHours Parse(string json) => QuietHoursReader.Read(json);

    /// <summary>
    /// Null when a person at <paramref name="place"/> may be reached at this moment, else until when to wait and why. The moment
    /// must be allowed in every zone of the place. (Zones so far apart that their hours never meet are held fifteen days at a
    /// time; no area code has such zones.)
    /// </summary>
    public QuietHold? Check(Instant at, OutreachKind kind, Place place)
    {
        ArgumentNullException.ThrowIfNull(place);
        var zones = place.Zones;
        for (var i = 0; i < zones.Count; i++)
        {
            var local = WeekTable.LocalSecond(at, zones[i]);
            var rule = RuleAt(local, kind, place);
            if (!rule.Table.IsOpen(local))
                return new QuietHold(FirstAllowed(at, kind, place), rule.Jurisdiction, zones[i].Id, rule.Phrase);
        }

        return null;
    }

    /// <summary>The cap that applies on a date (by the person's clocks), or null when there is none.</summary>
    public FrequencyCap? CapFor(Place place, OutreachKind kind, LocalDate date)
    {
        ArgumentNullException.ThrowIfNull(place);
        return caps.Find(place.Country, place.Region, kind, WeekTable.DayNumber(date))?.Cap;
    }

    private Instant FirstAllowed(Instant at, OutreachKind kind, Place place)
    {
        var horizon = at + Horizon;
        for (var moved = true; moved && at < horizon;)
        {
            moved = false;
            foreach (var zone in place.Zones)
            {
                var next = FirstAllowed(at, kind, place, zone);
                moved |= next > at;
                at = next;
            }
        }

        return at < horizon ? at : horizon;
    }

    private Instant FirstAllowed(Instant at, OutreachKind kind, Place place, DateTimeZone zone)
    {
        while (true)
        {
            var rule = RuleAt(WeekTable.LocalSecond(at, zone), kind, place);
            var next = rule.Table.NextOpen(at, zone) ?? Instant.MaxValue; // A rule has a window: the reader sees to it.
            // Another rule may have come into force before that moment: ask again from the first midnight of a later rule.
            var change = hours.NextChange(place.Country, place.Region, kind, WeekTable.DayOf(WeekTable.LocalSecond(at, zone)));
            if (change is null || zone.AtStartOfDay(new LocalDate(1970, 1, 1).PlusDays((int)change)).ToInstant() is var midnight && next < midnight)
                return next;
            at = midnight;
        }
    }

    private HoursRule RuleAt(long localSecond, OutreachKind kind, Place place) =>
        hours.Find(place.Country, place.Region, kind, WeekTable.DayOf(localSecond))
        ?? hours.Find("US", null, kind, WeekTable.DayOf(localSecond))!;

    private static QuietHours LoadDefault()
    {
        using var reader = new StreamReader(Resources.Open("Compliance/quiet-hours.json"));
        return Parse(reader.ReadToEnd());
    }
}
