using FollowUp.Core.Compliance;
using NodaTime;

namespace FollowUp.Core.Tests.Compliance;

public sealed class PlacesTests
{
    private static readonly DateTimeZone Business = DateTimeZoneProviders.Tzdb["America/Chicago"];

    [Theory]
    [InlineData(null, null, "+13055550143", "US", "FL", "America/New_York")]
    [InlineData("America/Los_Angeles", null, "+13055550143", "US", "FL", "America/Los_Angeles")] // moved, kept the number
    [InlineData("America/Los_Angeles", "CA", "+13055550143", "US", "CA", "America/Los_Angeles")]
    [InlineData(null, "us-tx", "+13055550143", "US", "TX", "America/New_York")]
    [InlineData(null, "CA-ON", "+13055550143", "CA", "ON", "America/New_York")]
    [InlineData(null, "BC", "+14165550143", "CA", "BC", "America/Toronto")]
    [InlineData(null, "TX", null, "US", "TX", "America/Chicago")]
    [InlineData("Mars/Olympus", null, "+13055550143", "US", "FL", "America/New_York")] // an unknown zone counts as not given
    [InlineData(" ", " ", "+18335550143", "US", null, "America/Chicago")] // toll-free: the business's zone
    [InlineData(null, null, "+442079460018", null, null, "America/Chicago")]
    [InlineData(null, null, null, null, null, "America/Chicago")]
    [InlineData(null, null, "+18505550143", "US", "FL", "America/Chicago,America/New_York")]
    public void Of_WhatIsKnown_GivesPlace(string? zone, string? region, string? number, string? country, string? expectedRegion, string zones)
    {
        var place = Places.Of(zone, region, number, Business);
        Assert.Equal((country, expectedRegion, zones), (place.Country, place.Region, string.Join(',', place.Zones.Select(z => z.Id))));
    }

    [Fact]
    public void Of_SameAreaCode_IsTheSamePlace() =>
        Assert.Same(Places.Of(null, null, "+15125550143", Business), Places.Of(null, null, "+15125550199", Business));

    [Fact]
    public void Constructor_NoZones_IsRefused() => Assert.Throws<ArgumentException>(() => new Place("US", "TX", []));
}
