using FollowUp.Core.Carriers;
using FollowUp.Core.Leads;
using FollowUp.Dispatch.Tests.StandIns;
using NodaTime;

namespace FollowUp.Dispatch.Tests;

public sealed class ServiceTitanTests : IAsyncLifetime
{
    private ServiceTitanStandIn board = null!;
    private Pushing pushing = null!;

    public async Task InitializeAsync()
    {
        board = await StandIn.StartAsync<ServiceTitanStandIn>();
        var section = "FollowUp:Dispatch:ServiceTitan:";
        pushing = Pushing.To("servicetitan", new()
        {
            [section + "Api"] = board.Address.ToString(), [section + "Auth"] = board.Address.ToString(), [section + "Tenant"] = "77",
            [section + "BookingProvider"] = "12", [section + "AppKey"] = "app-k3y", [section + "ClientId"] = "id", [section + "ClientSecret"] = "s3cret",
            [section + "BusinessUnitId"] = "5",
        });
    }

    public async Task DisposeAsync()
    {
        await pushing.DisposeAsync();
        await board.DisposeAsync();
    }

    [Fact]
    public async Task Push_ABooking_CarriesThePersonThePlaceTheTimeAndOurId()
    {
        Assert.Equal(new SendResult.Sent("9000"), await pushing.PushAsync());

        var booking = Assert.Single(board.Bookings)!;
        Assert.Equal(("Dana Reyes", "cal-1", "2026-11-24T15:00:00Z", true, 5), (
            (string)booking["name"]!, (string)booking["externalId"]!, (string)booking["start"]!, (bool)booking["isFirstTimeClient"]!, (int)booking["businessUnitId"]!));
        Assert.Equal(("100 Congress Ave", "78701"), ((string)booking["address"]!["street"]!, (string)booking["address"]!["zip"]!));
        Assert.Equal(["+15125550142", "dana@example.com"], booking["contacts"]!.AsArray().Select(c => (string)c!["value"]!));
        Assert.Contains("It drips on the piano.", (string)booking["summary"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_APlaceThatIsNoWholeAddress_StaysInTheSummary()
    {
        await pushing.PushAsync(Pushing.Appointment with { Place = "the blue house by the river" });

        Assert.Null(board.Bookings[0]!["address"]);
        Assert.Contains("Place: the blue house by the river", (string)board.Bookings[0]!["summary"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_APastCustomer_IsNoFirstTimeClient()
    {
        await pushing.PushAsync(lead: Pushing.Lead with { Appointments = [Pushing.Appointment with { Id = "cal-0", Status = AppointmentStatus.Completed }] });

        Assert.False((bool)board.Bookings[0]!["isFirstTimeClient"]!);
    }

    [Fact]
    public async Task Push_TwiceAndMoved_OneBookingAtTheNewTime()
    {
        await pushing.PushAsync();
        await pushing.PushAsync();
        await pushing.PushAsync(Pushing.Appointment with { StartsAt = Pushing.Start + Duration.FromDays(1) });

        Assert.Equal("2026-11-25T15:00:00Z", (string)Assert.Single(board.Bookings)!["start"]!);
        Assert.Single(board.Requests, r => r.Method == "PATCH");
        Assert.Equal(1, board.Tokens);
    }

    [Fact]
    public async Task Push_AnswerLost_OneBooking()
    {
        board.LoseAnswer(r => r.Method == "POST" && r.Path.EndsWith("/bookings", StringComparison.Ordinal));

        Assert.Equal(new SendResult.Sent("9000"), await pushing.PushAsync());
        Assert.Single(board.Bookings);
    }

    [Fact]
    public async Task Push_AnswerLostEveryTime_IsLeftForLaterAndThenFound()
    {
        for (var i = 0; i < 3; i++) board.LoseAnswer(r => r.Path.EndsWith("/bookings", StringComparison.Ordinal));
        Assert.Equal(new SendResult.Busy("ServiceTitan could not be reached.", 60), await pushing.PushAsync());

        Assert.Equal(new SendResult.Sent("9000"), await pushing.PushAsync());
        Assert.Single(board.Bookings);
    }

    [Fact]
    public async Task Push_TokenRunOut_ANewOneIsFetched()
    {
        await pushing.PushAsync();
        board.Expire();

        Assert.Equal(new SendResult.Sent("9000"), await pushing.PushAsync());
        Assert.Equal(2, board.Tokens);
    }

    [Fact]
    public async Task Push_ANewTokenIsRefusedToo_FailsAfterOneMoreTry()
    {
        board.Fail(r => r.Path.EndsWith("/bookings", StringComparison.Ordinal), new(401, "{}"), times: 2);

        Assert.Equal(new SendResult.Failed("ServiceTitan does not accept our access any more. Connect it again."), await pushing.PushAsync());
        Assert.Equal(2, board.Tokens);
    }

    [Fact]
    public async Task Push_ValidationErrors_AreToldFieldByField()
    {
        board.Fail(r => r.Method == "POST" && r.Path.EndsWith("/bookings", StringComparison.Ordinal), new(400, """{"title":"Bad request","errors":{"address.zip":["is not valid"]}}"""));

        Assert.Equal(new SendResult.Failed("ServiceTitan refused the booking (400): address.zip is not valid."), await pushing.PushAsync());
    }

    [Fact]
    public async Task Push_DownForAWhile_IsBusyForThatLong()
    {
        board.Fail(r => r.Path.EndsWith("/bookings", StringComparison.Ordinal), new(503, RetryAfter: "120"));

        Assert.Equal(new SendResult.Busy("ServiceTitan is down for a while.", 120), await pushing.PushAsync());
    }
}
