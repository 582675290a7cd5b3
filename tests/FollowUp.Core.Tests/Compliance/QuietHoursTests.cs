using FollowUp.Core.Compliance;
using FollowUp.Core.Numbering;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;

namespace FollowUp.Core.Tests.Compliance;

public sealed class QuietHoursTests
{
    private static readonly DateTimeZone Utc = DateTimeZone.Utc;

    // A week in June 2026 from Monday the 1st; local times of the number's first zone.
    [Theory]
    // The federal rule.
    [InlineData("+16025550143", OutreachKind.Text, "2026-06-01T08:00", null)]
    [InlineData("+16025550143", OutreachKind.Text, "2026-06-01T20:59:59", null)]
    [InlineData("+16025550143", OutreachKind.Text, "2026-06-01T21:00", "2026-06-02T08:00 US")]
    [InlineData("+16025550143", OutreachKind.Call, "2026-06-01T07:59:59", "2026-06-01T08:00 US")]
    // Stricter states.
    [InlineData("+13055550143", OutreachKind.Text, "2026-06-01T20:00", "2026-06-02T08:00 US-FL")]
    [InlineData("+14055550143", OutreachKind.Text, "2026-06-01T20:30", "2026-06-02T08:00 US-OK")]
    [InlineData("+12065550143", OutreachKind.Call, "2026-06-01T20:00", "2026-06-02T08:00 US-WA")]
    [InlineData("+15125550143", OutreachKind.Text, "2026-06-01T08:30", "2026-06-01T09:00 US-TX")]
    [InlineData("+15125550143", OutreachKind.Text, "2026-06-06T21:00", "2026-06-07T12:00 US-TX")] // Saturday night
    [InlineData("+15125550143", OutreachKind.Text, "2026-06-07T12:00", null)]
    [InlineData("+15125550143", OutreachKind.Text, "2026-06-07T21:00", "2026-06-08T09:00 US-TX")]
    [InlineData("+12255550143", OutreachKind.Call, "2026-06-07T10:00", "2026-06-08T08:00 US-LA")] // no Sundays
    [InlineData("+14015550143", OutreachKind.Call, "2026-06-06T17:00", "2026-06-08T09:00 US-RI")]
    [InlineData("+14015550143", OutreachKind.Text, "2026-06-06T20:30", null)] // its rule is about calls
    // Canada has hours for calls only; texts get the house default.
    [InlineData("+14165550143", OutreachKind.Call, "2026-06-01T21:29", null)]
    [InlineData("+14165550143", OutreachKind.Call, "2026-06-06T18:00", "2026-06-07T10:00 CA")]
    [InlineData("+14165550143", OutreachKind.Text, "2026-06-01T21:29", "2026-06-02T08:00 US")]
    // Jamaica, toll-free: the house default.
    [InlineData("+18765550143", OutreachKind.Text, "2026-06-01T22:00", "2026-06-02T08:00 US")]
    [InlineData("+18335550143", OutreachKind.Text, "2026-06-01T22:00", "2026-06-02T08:00 US")]
    // The hours hold by the wall clock on the days the clocks change.
    [InlineData("+13055550143", OutreachKind.Text, "2026-03-08T01:30", "2026-03-08T08:00 US-FL")]
    [InlineData("+13055550143", OutreachKind.Text, "2026-03-07T23:00", "2026-03-08T08:00 US-FL")]
    [InlineData("+13055550143", OutreachKind.Text, "2026-10-31T23:00", "2026-11-01T08:00 US-FL")]
    [InlineData("+13055550143", OutreachKind.Text, "2026-11-01T01:30", "2026-11-01T08:00 US-FL")]
    // Texas has counted texts since September 2025; before, the federal rule.
    [InlineData("+15125550143", OutreachKind.Text, "2025-08-30T08:30", null)]
    [InlineData("+15125550143", OutreachKind.Text, "2025-08-31T22:00", "2025-09-01T09:00 US")] // the new rule is in force by the morning
    public void Check_NumberAtLocalTime_IsHeldUntil(string number, OutreachKind kind, string local, string? expected)
    {
        var place = Places.Of(null, null, number, Utc);
        var zone = place.Zones[0];
        var hold = QuietHours.Default.Check(At(local, zone), kind, place);
        var parts = expected?.Split(' ');
        Assert.Equal(expected is null, hold is null);
        if (parts is not null && hold is not null)
            Assert.Equal((At(parts[0], zone), parts[1], zone.Id), (hold.Until, hold.Jurisdiction, hold.Zone));
    }

    [Fact]
    public void Check_Hold_NamesTheRuleInPlainWords()
    {
        Assert.Equal("Texas: texts 09:00-21:00 Mon-Sat, 12:00-21:00 Sun", RuleOf("+15125550143", OutreachKind.Text));
        Assert.Equal("Florida: texts and calls 08:00-20:00", RuleOf("+13055550143", OutreachKind.Text));
        Assert.Equal("Louisiana: texts and calls 08:00-20:00 Mon-Sat, none Sun", RuleOf("+12255550143", OutreachKind.Call));
        Assert.Equal("United States: texts and calls 08:00-21:00", RuleOf("+16025550143", OutreachKind.Text));
    }

    // 850 is Pensacola (Central) and Tallahassee (Eastern), an hour ahead; Florida allows 08:00-20:00 in each.
    [Theory]
    [InlineData("2026-06-01T13:30", null)] // 08:30 CDT, 09:30 EDT
    [InlineData("2026-06-01T12:30", "2026-06-01T13:00 America/Chicago")] // 07:30 CDT: too early in the west
    [InlineData("2026-06-02T00:30", "2026-06-02T13:00 America/New_York")] // 20:30 EDT: too late in the east
    [InlineData("2026-06-02T02:00", "2026-06-02T13:00 America/Chicago")] // both
    public void Check_CodeThatSpansZones_HoldsInTheStrictest(string utc, string? expected)
    {
        var hold = QuietHours.Default.Check(At(utc, Utc), OutreachKind.Text, Places.Of(null, null, "+18505550143", Utc));
        var parts = expected?.Split(' ');
        Assert.Equal(expected is null, hold is null);
        if (parts is not null && hold is not null)
            Assert.Equal((At(parts[0], Utc), parts[1]), (hold.Until, hold.Zone));
    }

    [Fact]
    public void Check_AnyMomentAndNumber_IsHeldUntilTheFirstAllowedMoment()
    {
        var codes = AreaCodes.All.ToArray();
        Prop.ForAll(
            Gen.Choose(0, 3 * 365 * 24 * 60).ToArbitrary(),
            Gen.Choose(0, codes.Length - 1).ToArbitrary(),
            Gen.Elements(OutreachKind.Text, OutreachKind.Call).ToArbitrary(),
            (minute, code, kind) =>
            {
                var at = Instant.FromUtc(2024, 6, 1, 0, 0) + Duration.FromMinutes(minute);
                var place = Places.Of(null, null, $"+1{codes[code].Code}5550143", DateTimeZoneProviders.Tzdb["America/Chicago"]);
                return QuietHours.Default.Check(at, kind, place) is not { } hold
                    || hold.Until > at && IsAllowed(hold.Until) && !IsAllowed(hold.Until - Duration.FromSeconds(1)) && !IsAllowed(at + (hold.Until - at) / 2)
                    || place.Zones.Count > 1 && hold.Until > at && IsAllowed(hold.Until);

                bool IsAllowed(Instant moment) => QuietHours.Default.Check(moment, kind, place) is null;
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Check_AllowedMoment_AllocatesNothing()
    {
        var (place, at) = (Places.Of(null, null, "+15125550143", Utc), Instant.FromUtc(2026, 6, 1, 18, 0));
        Assert.Null(QuietHours.Default.Check(at, OutreachKind.Text, place));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            QuietHours.Default.Check(at, OutreachKind.Text, place);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Check_ZonesWithoutACommonHour_AreHeldFifteenDaysAtATime()
    {
        var place = new Place("US", "RI", [DateTimeZone.ForOffset(NodaTime.Offset.FromHours(-11)), DateTimeZone.ForOffset(NodaTime.Offset.FromHours(1))]);
        var at = Instant.FromUtc(2026, 6, 1, 0, 0);
        Assert.Equal(at + Duration.FromDays(15), QuietHours.Default.Check(at, OutreachKind.Call, place)!.Until);
    }

    [Theory]
    [InlineData("+13055550143", "2026-06-01", "US-FL")]
    [InlineData("+13055550143", "2021-06-30", null)]
    [InlineData("+14055550143", "2026-06-01", "US-OK")]
    [InlineData("+14105550143", "2026-06-01", "US-MD")]
    [InlineData("+15125550143", "2026-06-01", null)]
    [InlineData("+14165550143", "2026-06-01", null)]
    public void CapFor_Place_IsThreeInADayWhereTheLawSaysSo(string number, string date, string? expected)
    {
        var cap = QuietHours.Default.CapFor(Places.Of(null, null, number, Utc), OutreachKind.Text, LocalDatePattern.Iso.Parse(date).Value);
        Assert.Equal(expected is null ? null : new FrequencyCap(3, Duration.FromHours(24), expected, cap?.Law ?? ""), cap);
    }

    [Theory]
    [InlineData("""{""", "quiet hours: ")]
    [InlineData("""{"hours":[]}""", "quiet hours: there is no undated rule \"US\" for texts; it is the default for every place")]
    [InlineData("""{"hours":[{"jurisdiction":"US-TX","kinds":["fax"],"citation":"x","days":{"mon":"09:00-21:00"}}]}""", "quiet hours, rule hours[0] US-TX: \"fax\" is not a kind; it is text or call")]
    [InlineData("""{"hours":[{"jurisdiction":"US-TX","kinds":["text"],"citation":"x","days":{"mon":"21:00-09:00"}}]}""", "quiet hours, rule hours[0] US-TX: the window 21:00-09:00 must end")]
    [InlineData("""{"hours":[{"jurisdiction":"US-TX","kinds":["text"],"citation":"x","days":{"moon":"09:00-21:00"}}]}""", "quiet hours, rule hours[0] US-TX: \"moon\" is neither a day")]
    [InlineData("""{"hours":[{"jurisdiction":"US-TX","kinds":["text"],"citation":"x","days":{"mon-fri":"09:00-21:00","fri":"09:00-20:00"}}]}""", "quiet hours, rule hours[0] US-TX: fri has two windows")]
    [InlineData("""{"hours":[{"jurisdiction":"US-TX","kinds":["text"],"citation":"x"}]}""", "quiet hours, rule hours[0] US-TX: it allows no time at all")]
    [InlineData("""{"hours":[{"jurisdiction":"US-TX","kinds":["text"],"days":{"mon":"09:00-21:00"}}]}""", "quiet hours, rule hours[0] US-TX: it has no citation")]
    [InlineData("""{"hours":[{"jurisdiction":"Texas","kinds":["text"],"citation":"x"}]}""", "quiet hours, rule hours[0] Texas: jurisdiction is a country")]
    [InlineData("""{"hours":[{"jurisdiction":"US-TX","kinds":["text"],"from":"soon","citation":"x"}]}""", "quiet hours, rule hours[0] US-TX: \"soon\" is not a date")]
    [InlineData("""{"hours":[{"jurisdiction":"US","kinds":["text"],"citation":"x","days":{"mon":"09:00-21:00"}},{"jurisdiction":"US","kinds":["text"],"from":"2026-01-01","citation":"x","days":{"mon":"09:00-21:00"}}]}""", "quiet hours: two rules for US are in force on the same day")]
    [InlineData("""{"caps":[{"jurisdiction":"US-FL","kinds":["text"],"max":0,"perHours":24,"citation":"x"}]}""", "quiet hours, rule caps[0] US-FL: max and perHours are at least 1")]
    [InlineData("""{"hour":[]}""", "quiet hours: The JSON property 'hour'")]
    public void Parse_WrongFile_NamesTheRule(string json, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<FormatException>(() => QuietHours.Parse(json)).Message, StringComparison.Ordinal);

    private static string RuleOf(string number, OutreachKind kind)
    {
        var place = Places.Of(null, null, number, Utc);
        return QuietHours.Default.Check(At("2026-06-01T03:00", place.Zones[0]), kind, place)!.Rule;
    }

    private static Instant At(string text, DateTimeZone zone) =>
        LocalDateTimePattern.GeneralIso.Parse(text.Length == 16 ? text + ":00" : text).Value.InZoneLeniently(zone).ToInstant();
}
