using System.Text.Json.Nodes;
using FollowUp.Core.Carriers;
using FollowUp.Dispatch.Tests.StandIns;
using NodaTime;

namespace FollowUp.Dispatch.Tests;

public sealed class HousecallProTests : IAsyncLifetime
{
    private HousecallProStandIn board = null!;
    private Pushing pushing = null!;

    public async Task InitializeAsync()
    {
        board = await StandIn.StartAsync<HousecallProStandIn>();
        pushing = Pushing.To("housecallpro", new()
        {
            ["FollowUp:Dispatch:HousecallPro:Api"] = board.Address.ToString(), ["FollowUp:Dispatch:HousecallPro:ApiKey"] = "k3y",
        });
    }

    public async Task DisposeAsync()
    {
        await pushing.DisposeAsync();
        await board.DisposeAsync();
    }

    [Fact]
    public async Task Push_ANewCustomer_MakesCustomerAndScheduledJob()
    {
        Assert.Equal(new SendResult.Sent("job_1"), await pushing.PushAsync());

        var customer = Assert.Single(board.Customers)!;
        Assert.Equal(("Dana", "+15125550142", false), ((string)customer["first_name"]!, (string)customer["mobile_number"]!, (bool)customer["notifications_enabled"]!));
        var job = Assert.Single(board.Jobs)!;
        Assert.Equal(("2026-11-24T15:00:00Z", "2026-11-24T16:30:00Z"), ((string)job["schedule"]!["scheduled_start"]!, (string)job["schedule"]!["scheduled_end"]!));
        Assert.StartsWith("Roof inspection\n", (string)job["notes"]!, StringComparison.Ordinal);
        Assert.Equal("followup:cal-1", (string)job["tags"]![0]!);
    }

    [Fact]
    public async Task Push_ACustomerWhoIsThere_IsFoundHoweverTheirNumberIsWritten()
    {
        board.Customers.Add((JsonNode)new JsonObject
        {
            ["id"] = "cus_7", ["home_number"] = "5125550142",
            ["addresses"] = new JsonArray(new JsonObject { ["id"] = "adr_7", ["street"] = "100 congress ave" }),
        });

        await pushing.PushAsync();

        Assert.Single(board.Customers);
        Assert.Equal(("cus_7", "adr_7"), ((string)board.Jobs[0]!["customer_id"]!, (string)board.Jobs[0]!["address_id"]!));
    }

    [Fact]
    public async Task Push_TwiceAndMoved_OneJobAtTheNewTime()
    {
        await pushing.PushAsync();
        await pushing.PushAsync();
        await pushing.PushAsync(Pushing.Appointment with { StartsAt = Pushing.Start + Duration.FromHours(3) });

        Assert.Equal("2026-11-24T18:00:00Z", (string)Assert.Single(board.Jobs)!["schedule"]!["scheduled_start"]!);
        Assert.Single(board.Requests, r => r.Method == "PUT");
    }

    [Theory]
    [InlineData("/customers")]
    [InlineData("/jobs")]
    public async Task Push_AnswerLost_StillOneJob(string path)
    {
        board.LoseAnswer(r => r.Method == "POST" && r.Path == path);

        Assert.Equal(new SendResult.Sent("job_1"), await pushing.PushAsync());
        Assert.Single(board.Jobs);
        Assert.Single(board.Customers);
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData(null, 60)]
    public async Task Push_TooManyRequests_IsBusyForAsLongAsTheBoardSays(string? retryAfter, int seconds)
    {
        board.Fail(r => r.Path == "/jobs", new(429, RetryAfter: retryAfter));

        Assert.Equal(new SendResult.Busy("Housecall Pro asks us to slow down.", seconds), await pushing.PushAsync());
        Assert.Empty(pushing.Waits);
    }

    [Fact]
    public async Task Push_ServerErrorThatPasses_IsTriedAgainAfterAWait()
    {
        board.Fail(r => r.Path == "/customers", new(502, "<html>bad gateway</html>"), times: 2);

        Assert.Equal(new SendResult.Sent("job_1"), await pushing.PushAsync());
        Assert.Equal([Backoff.After(1, "cal-1", DispatchCarrier.FirstWait), Backoff.After(2, "cal-1", DispatchCarrier.FirstWait)], pushing.Waits);
    }

    [Fact]
    public async Task Push_ServerErrorThatStays_IsLeftForLater()
    {
        board.Fail(r => r.Path == "/customers", new(500), times: 3);

        Assert.Equal(new SendResult.Busy("Housecall Pro has trouble of its own (500).", 60), await pushing.PushAsync());
        Assert.Equal(3, board.Requests.Count);
    }

    [Theory]
    [InlineData(422, """{"message":"Schedule is in the past."}""", "Housecall Pro refused the booking (422): Schedule is in the past.")]
    [InlineData(400, "<html>", "Housecall Pro refused the booking (400).")]
    [InlineData(403, """{"error":"plan does not include the API"}""", "Housecall Pro does not allow us to do this: plan does not include the API. Check what our access may do.")]
    [InlineData(401, "{}", "Housecall Pro does not accept our access any more. Connect it again.")]
    public async Task Push_Refused_FailsAtOnceInPlainWords(int status, string body, string words)
    {
        board.Fail(r => r.Method == "POST" && r.Path == "/jobs", new(status, body));

        Assert.Equal(new SendResult.Failed(words), await pushing.PushAsync());
        Assert.Empty(pushing.Waits);
    }

    [Fact]
    public async Task Push_NotConnected_NamesTheSettingThatIsMissing()
    {
        await using var unconnected = Pushing.To("housecallpro", []);

        var failed = Assert.IsType<SendResult.Failed>(await unconnected.PushAsync());
        Assert.Equal("Housecall Pro is not connected: the setting FollowUp:Dispatch:HousecallPro:ApiKey is missing.", failed.Detail);
    }
}
