using System.Text;
using FollowUp.Core.Business;
using FollowUp.Core.Serialization;

namespace FollowUp.Core.Tests.Business;

public class BusinessProfileReaderTests
{
    private const string Good = """
        { "name": "Roofer", "timeZone": "America/Chicago", "numbers": [{ "phone": "(833) 555-0100", "forwardTo": ["+15125550111"] }],
          "hours": { "mon": ["08:00-12:00", "13:00-17:00"] }, "holidays": ["2026-11-26"],
          "team": [{ "id": "sam", "name": "Sam", "role": "owner", "phone": "+15125550111" }, { "id": "kim", "name": "Kim", "role": "agent" }],
          "defaultOwner": "sam" }
        """;

    [Theory]
    [InlineData("\"Roofer\"", "\" \"", "name", "is empty")]
    [InlineData("\"name\": \"Roofer\", ", "", "name", "is missing")]
    [InlineData("America/Chicago", "Texas", "timeZone", "'Texas' is not a time zone such as America/Chicago")]
    [InlineData("[{ \"phone\": \"(833) 555-0100\", \"forwardTo\": [\"+15125550111\"] }]", "[]", "numbers", "must have at least one phone number")]
    [InlineData("\"forwardTo\": [\"+15125550111\"]", "\"forwardTo\": [\"911\"]", "numbers[0].forwardTo[0]", null)]
    [InlineData("(833) 555-0100", "12", "numbers[0].phone", null)]
    [InlineData("\"mon\"", "\"monday\"", "hours.monday", "is not a day: mon, tue, wed, thu, fri, sat or sun")]
    [InlineData("13:00-17:00", "11:00-17:00", "hours.mon[1]", "begins before the shift above has ended")]
    [InlineData("13:00-17:00", "1pm-5pm", "hours.mon[1]", "\"1pm-5pm\" is not a window: write two times of the day, as in 09:00-17:30")]
    [InlineData("2026-11-26", "26 Nov", "holidays[0]", "'26 Nov' is not a date such as 2027-03-31")]
    [InlineData("\"agent\"", "\"boss\"", "team[1].role", "must be owner or agent")]
    [InlineData("\"kim\"", "\"sam\"", "team[1].id", "'sam' is used twice")]
    [InlineData("\"defaultOwner\": \"sam\"", "\"defaultOwner\": \"joe\"", "defaultOwner", "'joe' is nobody of the team")]
    [InlineData("\"role\": \"owner\", \"phone\": \"+15125550111\"", "\"role\": \"owner\", \"phone\": \"x\"", "team[0].phone", null)]
    [InlineData("\"defaultOwner\"", "\"logo\": 1, \"defaultOwner\"", "logo", "is not a known field")]
    [InlineData("\"defaultOwner\"", "\"email\": { \"from\": \"a@b.example\" }, \"defaultOwner\"", "email.postalAddress", "is missing")]
    public void Read_Mistake_IsToldWithItsField(string piece, string instead, string field, string? message)
    {
        Assert.Contains(piece, Good, StringComparison.Ordinal);

        var (profile, problems) = Read(Good.Replace(piece, instead, StringComparison.Ordinal));

        Assert.Null(profile);
        var problem = Assert.Single(problems);
        Assert.Equal(field, problem.Field);
        if (message is not null) Assert.Equal(message, problem.Message);
    }

    [Fact]
    public void Read_SeveralMistakes_AreAllTold()
    {
        var (_, problems) = Read(Good.Replace("Roofer", "", StringComparison.Ordinal).Replace("America/Chicago", "Mars", StringComparison.Ordinal));

        Assert.Equal(["name", "timeZone"], problems.Select(p => p.Field));
    }

    [Fact]
    public void Read_NumbersAsPeopleWriteThem_AreE164() => Assert.Equal("+18335550100", Read(Good).Profile!.Phone);

    [Fact]
    public void OwnerOr_UnknownOrNoId_IsTheDefaultOwner()
    {
        var profile = Read(Good).Profile!;

        Assert.Equal(["kim", "sam", "sam"], new[] { "kim", "left", null }.Select(id => profile.OwnerOr(id).Id));
    }

    [Fact]
    public void Sample_Business_IsTheRooferOfTheDocumentation()
    {
        var sample = BusinessProfileReader.Sample;

        Assert.Equal(("Lone Star Roofing", "America/Chicago", "https://lonestar.example/book"), (sample.Name, sample.Zone.Id, sample.BookingLink));
        var number = Assert.Single(sample.Numbers);
        Assert.Equal(("+18335550100", "main"), (number.Phone, number.Label));
        Assert.Equal(["+15125550111", "+15125550112"], number.ForwardTo.AsEnumerable());
        Assert.Equal(new BusinessEmail("hello@lonestar.example", "100 Congress Ave, Austin, TX 78701", "office@lonestar.example"), sample.Email);
        Assert.Equal(
            [
                new("sam", "Sam Reyes", "owner", "+15125550111", "sam@lonestar.example"),
                new("kim", "Kim Doyle", "agent", "+15125550112", "kim@lonestar.example"),
            ],
            sample.Team.AsEnumerable());
        Assert.Equal("sam", sample.DefaultOwner.Id);
        Assert.Equal([new(2026, 11, 26), new(2026, 12, 25)], sample.Hours.Holidays.Order());
        foreach (var day in new[] { IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday })
            Assert.Equal(["08:00-12:00", "13:00-17:00"], sample.Hours.On(day).Select(w => w.ToString()));
        Assert.Equal(["08:00-16:00"], sample.Hours.On(IsoDayOfWeek.Friday).Select(w => w.ToString()));
        Assert.Empty(sample.Hours.On(IsoDayOfWeek.Saturday).Concat(sample.Hours.On(IsoDayOfWeek.Sunday)));
    }

    private static (BusinessProfile? Profile, IReadOnlyList<JsonProblem> Problems) Read(string json) =>
        BusinessProfileReader.Read(Encoding.UTF8.GetBytes(json));
}
