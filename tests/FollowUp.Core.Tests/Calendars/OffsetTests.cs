using FollowUp.Core.Calendars;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;

namespace FollowUp.Core.Tests.Calendars;

public sealed class OffsetTests
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    // 2026 in New York: clocks jump from 02:00 to 03:00 on March 8 and go back from 02:00 to 01:00 on November 1.
    [Theory]
    [InlineData("0s", "2026-03-07T12:00-05", "2026-03-07T12:00-05")]
    [InlineData("90s", "2026-03-07T12:00-05", "2026-03-07T12:01:30-05")]
    [InlineData("15m", "2026-03-08T01:50-05", "2026-03-08T03:05-04")]
    // A calendar day keeps the time of day, 24 hours do not.
    [InlineData("1d", "2026-03-07T12:00-05", "2026-03-08T12:00-04")]
    [InlineData("24h", "2026-03-07T12:00-05", "2026-03-08T13:00-04")]
    [InlineData("1d", "2026-10-31T12:00-04", "2026-11-01T12:00-05")]
    [InlineData("24h", "2026-10-31T12:00-04", "2026-11-01T11:00-05")]
    [InlineData("-1d", "2026-03-08T12:00-04", "2026-03-07T12:00-05")]
    [InlineData("-24h", "2026-03-08T12:00-04", "2026-03-07T11:00-05")]
    // The hour that does not exist moves forward.
    [InlineData("1d", "2026-03-07T02:30-05", "2026-03-08T03:30-04")]
    [InlineData("1w", "2026-03-01T02:30-05", "2026-03-08T03:30-04")]
    // Of the hour that exists twice the first.
    [InlineData("1d", "2026-10-31T01:30-04", "2026-11-01T01:30-04")]
    [InlineData("-1d", "2026-11-02T01:30-05", "2026-11-01T01:30-04")]
    // No distance is no distance, in the second of the two hours as well.
    [InlineData("0d", "2026-11-01T01:30-05", "2026-11-01T01:30-05")]
    [InlineData("1h", "2026-11-01T01:30-04", "2026-11-01T01:30-05")]
    // Months and leap days.
    [InlineData("45d", "2028-01-31T09:00-05", "2028-03-16T09:00-04")]
    public void From_Anchor_KeepsWallClockForDaysAndElapsedTimeForHours(string offset, string anchor, string expected) =>
        Assert.Equal(At(expected), Read(offset).From(At(anchor), NewYork));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("2")]
    [InlineData("d")]
    [InlineData("-d")]
    [InlineData("2 d")]
    [InlineData(" 2d")]
    [InlineData("+2d")]
    [InlineData("2D")]
    [InlineData("2M")]
    [InlineData("1.5h")]
    [InlineData("1d12h")]
    [InlineData("--1d")]
    [InlineData("99999999999d")]
    [InlineData("1000w")]
    public void TryParse_NotAnOffset_SaysWhy(string? text)
    {
        Assert.False(Offset.TryParse(text, out var offset, out var error));
        Assert.Equal(Offset.Zero, offset);
        Assert.StartsWith($"\"{text}\" is ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_WhateverToStringWrites_RoundTrips() =>
        Prop.ForAll(
            Gen.Choose(-3000, 3000).SelectMany(n => Gen.Elements('s', 'm', 'h', 'd').Select(unit => $"{n}{unit}")).ToArbitrary(),
            text => Read(text).ToString() == text && Read(Read(text).ToString()) == Read(text)).QuickCheckThrowOnFailure();

    [Fact]
    public void Default_Offset_IsZeroSeconds() => Assert.Equal((Read("0s"), "0s"), (default, default(Offset).ToString()));

    [Fact]
    public void Approximate_Offsets_AreOrdered() =>
        Assert.Equal(
            "-2d -24h 0s 90s 15m 4h 2d 1w 45d",
            string.Join(' ', "45d 4h -24h 0s 1w 2d 15m -2d 90s".Split(' ').OrderBy(text => Read(text).Approximate)));

    private static Offset Read(string text) => Offset.TryParse(text, out var offset, out var error) ? offset : throw new FormatException(error);

    private static Instant At(string text) => OffsetDateTimePattern.CreateWithInvariantCulture(
        text.Count(c => c == ':') > 1 ? "uuuu-MM-dd'T'HH:mm:sso<+HH>" : "uuuu-MM-dd'T'HH:mmo<+HH>").Parse(text).Value.ToInstant();
}
