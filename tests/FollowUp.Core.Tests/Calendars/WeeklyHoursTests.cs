using FollowUp.Core.Calendars;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;

namespace FollowUp.Core.Tests.Calendars;

public sealed class WeeklyHoursTests
{
    private static readonly DateTimeZone Chicago = DateTimeZoneProviders.Tzdb["America/Chicago"];

    private static readonly WeeklyHours Office = Hours(
        ["2026-11-26", "2026-12-25"],
        (IsoDayOfWeek.Monday, "08:00-12:00,13:00-17:00"),
        (IsoDayOfWeek.Tuesday, "08:00-12:00,13:00-17:00"),
        (IsoDayOfWeek.Wednesday, "08:00-12:00,13:00-17:00"),
        (IsoDayOfWeek.Thursday, "08:00-12:00,13:00-17:00"),
        (IsoDayOfWeek.Friday, "08:00-16:00"));

    private static readonly WeeklyHours Nights = Hours([], (IsoDayOfWeek.Saturday, "22:00-24:00"), (IsoDayOfWeek.Sunday, "00:00-01:30,02:15-04:00"));

    [Theory]
    [InlineData("2026-06-01T08:00", "2026-06-01T08:00")] // Monday, open
    [InlineData("2026-06-01T07:59:59", "2026-06-01T08:00")]
    [InlineData("2026-06-01T12:00", "2026-06-01T13:00")] // the split shift
    [InlineData("2026-06-01T17:00", "2026-06-02T08:00")]
    [InlineData("2026-06-05T16:00", "2026-06-08T08:00")] // over the weekend
    [InlineData("2026-11-25T17:30", "2026-11-27T08:00")] // over Thanksgiving
    [InlineData("2026-12-24T17:00", "2026-12-28T08:00")] // Christmas on a Friday
    public void NextOpen_OfficeHours_GivesTheNextStart(string at, string expected) =>
        Assert.Equal(At(expected), Office.NextOpen(At(at), Chicago));

    // Chicago skips 02:00-03:00 on 2026-03-08 and repeats 01:00-02:00 on 2026-11-01, both Sundays.
    [Theory]
    [InlineData("2026-03-08T07:30", "2026-03-08T08:00")] // 01:30 CST, closed; 02:15 falls into the gap, so open from 03:00 CDT
    [InlineData("2026-11-01T06:29", "2026-11-01T06:29")] // 01:29 CDT, open
    [InlineData("2026-11-01T06:30", "2026-11-01T07:00")] // 01:30 CDT, closed; at 07:00Z it is 01:00 again, so open
    [InlineData("2026-11-01T07:30", "2026-11-01T08:15")] // 01:30 CST
    [InlineData("2026-11-01T10:00", "2026-11-08T04:00")] // 04:00 CST; next Saturday 22:00 CST
    [InlineData("2026-06-07T05:00", "2026-06-07T05:00")] // midnight between the windows of two days: open throughout
    public void NextOpen_ClocksChange_FollowsTheWallClock(string atUtc, string expectedUtc) =>
        Assert.Equal(Utc(expectedUtc), Nights.NextOpen(Utc(atUtc), Chicago));

    [Fact]
    public void NextOpen_AlwaysClosed_GivesNull()
    {
        Assert.Null(Hours([]).NextOpen(At("2026-06-01T12:00"), Chicago));
        Assert.Null(new WeeklyHours(
            [new(IsoDayOfWeek.Monday, [default])],
            Enumerable.Range(0, 500).Select(i => new LocalDate(2026, 1, 1).PlusDays(i))).NextOpen(At("2026-01-01T12:00"), DateTimeZone.Utc));
    }

    [Fact]
    public void NextOpen_AnyMoment_IsOpenAndNotBeforeAndNothingOpenBetween() =>
        Prop.ForAll(
            Gen.Choose(0, 400 * 24 * 60 * 60).ToArbitrary(),
            Gen.Elements(Office, Nights).ToArbitrary(),
            (second, hours) =>
            {
                var at = Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromSeconds(second);
                var next = hours.NextOpen(at, Chicago)!.Value;
                var halfway = at + (next - at) / 2;
                return next >= at && hours.IsOpen(next, Chicago) && (next == at || !hours.IsOpen(at, Chicago))
                    && (next == at || !hours.IsOpen(next - Duration.FromSeconds(1), Chicago)) && (next == at || !hours.IsOpen(halfway, Chicago));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void IsOpen_Before1970_CountsDaysRight() =>
        Assert.True(Hours([], (IsoDayOfWeek.Wednesday, "23:00-24:00")).IsOpen(Instant.FromUtc(1969, 12, 31, 23, 30), DateTimeZone.Utc));

    [Fact]
    public void On_OverlappingWindows_KeepsThemByStart() =>
        Assert.Equal("08:00-12:00 11:00-14:00", string.Join(' ', Hours([], (IsoDayOfWeek.Monday, "11:00-14:00,08:00-12:00")).On(IsoDayOfWeek.Monday)));

    private static WeeklyHours Hours(string[] holidays, params (IsoDayOfWeek Day, string Windows)[] days) => new(
        days.Select(day => KeyValuePair.Create(day.Day, (IReadOnlyList<TimeWindow>)[.. day.Windows.Split(',').Select(Read)])),
        holidays.Select(date => LocalDatePattern.Iso.Parse(date).Value));

    private static TimeWindow Read(string text) =>
        TimeWindow.TryParse(text, out var window, out var error) ? window : throw new FormatException(error);

    private static Instant At(string local) => LocalTimes.Resolve(Local(local), Chicago);

    private static Instant Utc(string local) => Local(local).InUtc().ToInstant();

    private static LocalDateTime Local(string text) => LocalDateTimePattern.GeneralIso.Parse(text.Length == 16 ? text + ":00" : text).Value;
}
