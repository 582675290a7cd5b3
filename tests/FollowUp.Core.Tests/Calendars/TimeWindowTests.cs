using FollowUp.Core.Calendars;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace FollowUp.Core.Tests.Calendars;

public sealed class TimeWindowTests
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    [Theory]
    [InlineData("14:00-15:00")]
    [InlineData("00:00-24:00")]
    [InlineData("22:30-24:00")]
    [InlineData("08:00-08:01")]
    public void TryParse_Window_RoundTrips(string text) => Assert.Equal(text, Read(text).ToString());

    [Theory]
    [InlineData(null, "null is not")]
    [InlineData("9-17", "is not a window")]
    [InlineData("09:00 17:00", "is not a window")]
    [InlineData("09:00-25:00", "is not a window")]
    [InlineData("24:00-09:00", "is not a window")]
    [InlineData("15:00-14:00", "must end after it starts")]
    [InlineData("15:00-15:00", "must end after it starts")]
    [InlineData("22:00-00:00", "must end after it starts")]
    public void TryParse_NotAWindow_SaysWhy(string? text, string expected)
    {
        Assert.False(TimeWindow.TryParse(text, out _, out var error));
        if (text is not null)
            Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("14:00-15:00", "13:59", false)]
    [InlineData("14:00-15:00", "14:00", true)]
    [InlineData("14:00-15:00", "14:59", true)]
    [InlineData("14:00-15:00", "15:00", false)]
    [InlineData("22:00-24:00", "23:59", true)]
    [InlineData("22:00-24:00", "00:00", false)]
    public void Contains_Time_StartInEndOut(string window, string time, bool expected) =>
        Assert.Equal(expected, Read(window).Contains(NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(time).Value));

    // Both changes of the clocks, windows before, across, and inside the hour that is skipped or repeated.
    [Theory]
    [InlineData("01:00-02:00", 2026, 3, 8)]
    [InlineData("01:30-03:30", 2026, 3, 8)] // 02:00-03:00 does not exist
    [InlineData("02:30-04:00", 2026, 3, 8)]
    [InlineData("00:00-24:00", 2026, 3, 8)]
    [InlineData("01:00-02:00", 2026, 11, 1)] // exists twice
    [InlineData("00:30-01:15", 2026, 11, 1)]
    [InlineData("14:00-15:00", 2026, 11, 1)]
    public void Place_AnyKey_IsInsideTheWindow(string text, int year, int month, int day)
    {
        var window = Read(text);
        var date = new LocalDate(year, month, day);
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), key =>
        {
            var local = window.Place(date, NewYork, key.Get).InZone(NewYork);
            return local.Date == date && window.Contains(local.TimeOfDay);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Place_WindowThatIsSkippedWhole_IsTheFirstMomentAfterTheGap() =>
        Assert.Equal(
            Instant.FromUtc(2026, 3, 8, 7, 0),
            Read("02:10-02:50").Place(new LocalDate(2026, 3, 8), NewYork, "lead-1"));

    [Fact]
    public void Place_RepeatedHour_IsTheFirst() =>
        Assert.InRange(
            Read("01:00-02:00").Place(new LocalDate(2026, 11, 1), NewYork, "lead-1"),
            Instant.FromUtc(2026, 11, 1, 5, 0),
            Instant.FromUtc(2026, 11, 1, 6, 0));

    [Fact]
    public void Place_ThousandLeads_AreSpreadOverTheHour()
    {
        var window = Read("14:00-15:00");
        var minutes = Enumerable.Range(0, 1000)
            .Select(i => window.Place(new LocalDate(2026, 6, 1), NewYork, $"lead-{i}").InZone(NewYork).Minute)
            .CountBy(minute => minute)
            .ToList();
        Assert.True(minutes.Count >= 58, $"only {minutes.Count} minutes of 60 were used");
        Assert.True(minutes.Max(minute => minute.Value) < 50, "one minute got a burst");
    }

    [Fact]
    public void Constructor_EndNotAfterStart_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new TimeWindow(new LocalTime(15, 0), new LocalTime(14, 0)));

    [Theory]
    [InlineData("", 0x811c9dc5)] // test vectors of RFC 9923
    [InlineData("a", 0xe40c292c)]
    [InlineData("foobar", 0xbf9cf968)]
    public void Hash_PublishedVectors_AreMet(string key, uint expected) => Assert.Equal(expected, Spread.Hash(key));

    private static TimeWindow Read(string text) =>
        TimeWindow.TryParse(text, out var window, out var error) ? window : throw new FormatException(error);
}
