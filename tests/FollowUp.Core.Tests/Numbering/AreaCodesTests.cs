using FollowUp.Core.Numbering;
using NodaTime;

namespace FollowUp.Core.Tests.Numbering;

public sealed class AreaCodesTests
{
    [Fact]
    public void All_Table_HasEveryCodeInServiceIn2026()
    {
        var all = AreaCodes.All.ToList();
        Assert.Equal(485, all.Count);
        Assert.Equal(33, all.Count(code => !code.IsGeographic)); // 7 toll-free, 16 personal, 700, 710, 900, 7 Canadian
        Assert.Equal(376, all.Count(code => code is { Country: "US", IsGeographic: true })); // states, DC and territories
        Assert.Equal(55, all.Count(code => code is { Country: "CA", IsGeographic: true }));
        Assert.Equal(18, all.Where(code => code.Country is not ("US" or "CA")).Select(code => code.Country).Distinct().Count());
        Assert.Equal(56, all.Where(code => code.Country == "US" && code.Region is not null).Select(code => code.Region).Distinct().Count());
    }

    [Fact]
    public void All_Zones_AreInTheTimeZoneDatabase() =>
        Assert.All(AreaCodes.All.SelectMany(code => code.Zones).Distinct(), id => Assert.NotNull(DateTimeZoneProviders.Tzdb.GetZoneOrNull(id)));

    [Theory]
    [InlineData("+15125550143", "US", "TX", "America/Chicago")]
    [InlineData("+19155550143", "US", "TX", "America/Denver")] // El Paso
    [InlineData("+18505550143", "US", "FL", "America/Chicago,America/New_York")] // Pensacola and Tallahassee
    [InlineData("+16065550143", "US", "KY", "America/New_York,America/Chicago")]
    [InlineData("+19285550143", "US", "AZ", "America/Phoenix,America/Denver")] // the Navajo Nation changes its clocks
    [InlineData("+16135550143", "CA", "ON", "America/Toronto")]
    [InlineData("+17095550143", "CA", "NL", "America/St_Johns,America/Goose_Bay")]
    [InlineData("+18765550143", "JM", null, "America/Jamaica")]
    [InlineData("+17875550143", "US", "PR", "America/Puerto_Rico")]
    [InlineData("+18335550100", "US", null, "")]
    [InlineData("+14715550143", "US", "MS", "America/Chicago")] // in service since January 2026
    public void Find_Number_GivesCountryRegionAndZones(string e164, string country, string? region, string zones)
    {
        var code = AreaCodes.Find(e164);
        Assert.NotNull(code);
        Assert.Equal((country, region, zones), (code.Country, code.Region, string.Join(',', code.Zones)));
    }

    [Theory]
    [InlineData("+11995550143")]
    [InlineData("+442079460018")]
    [InlineData("+1")]
    [InlineData("")]
    [InlineData("15125550143")]
    public void Find_NoAreaCode_GivesNull(string e164) => Assert.Null(AreaCodes.Find(e164));
}
