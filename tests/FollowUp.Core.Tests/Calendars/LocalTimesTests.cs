using FollowUp.Core.Calendars;
using NodaTime;
using NodaTime.Text;

namespace FollowUp.Core.Tests.Calendars;

public sealed class LocalTimesTests
{
    [Theory]
    [InlineData("America/New_York", "2026-07-01T12:00:00", "2026-07-01T16:00:00")]
    // Does not exist: moves forward by the length of the gap.
    [InlineData("America/New_York", "2026-03-08T02:00:00", "2026-03-08T07:00:00")]
    [InlineData("America/New_York", "2026-03-08T02:30:00", "2026-03-08T07:30:00")]
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-03T15:45:00")] // a gap of half an hour
    [InlineData("America/Havana", "2026-03-08T00:30:00", "2026-03-08T05:30:00")] // at midnight
    // Exists twice: the first.
    [InlineData("America/New_York", "2026-11-01T01:30:00", "2026-11-01T05:30:00")]
    [InlineData("America/Phoenix", "2026-11-01T01:30:00", "2026-11-01T08:30:00")] // no change of clocks there
    public void Resolve_LocalTime_GivesTheMoment(string zone, string local, string utc) =>
        Assert.Equal(
            LocalDateTimePattern.GeneralIso.Parse(utc).Value.InUtc().ToInstant(),
            LocalTimes.Resolve(LocalDateTimePattern.GeneralIso.Parse(local).Value, DateTimeZoneProviders.Tzdb[zone]));
}
