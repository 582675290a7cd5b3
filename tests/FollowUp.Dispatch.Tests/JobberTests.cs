using System.Text.Json.Nodes;
using FollowUp.Core.Carriers;
using FollowUp.Dispatch.Tests.StandIns;
using NodaTime;

namespace FollowUp.Dispatch.Tests;

public sealed class JobberTests : IAsyncLifetime
{
    private JobberStandIn jobber = null!;
    private Pushing pushing = null!;

    public async Task InitializeAsync()
    {
        jobber = await StandIn.StartAsync<JobberStandIn>();
        pushing = Pushing.To("jobber", Settings());
    }

    public async Task DisposeAsync()
    {
        await pushing.DisposeAsync();
        await jobber.DisposeAsync();
    }

    [Fact]
    public async Task Push_ANewCustomer_MakesClientPropertyAndScheduledJob()
    {
        var result = await pushing.PushAsync();

        Assert.Equal(new SendResult.Sent("job-1"), result);
        var client = Assert.Single(jobber.Clients)!;
        Assert.Equal(("Dana", "Reyes", "+15125550142"), ((string)client["firstName"]!, (string)client["lastName"]!, (string)client["phones"]![0]!["number"]!));
        var address = client["clientProperties"]!["nodes"]![0]!["address"]!;
        Assert.Equal(("100 Congress Ave", "Austin", "TX", "78701"), ((string)address["street1"]!, (string)address["city"]!, (string)address["province"]!, (string)address["postalCode"]!));
        var job = Assert.Single(jobber.Jobs)!;
        Assert.Equal("Roof inspection", (string)job["title"]!);
        Assert.Contains("They said: It drips on the piano.", (string)job["instructions"]!, StringComparison.Ordinal);
        Assert.EndsWith("\nFollowUp appointment cal-1", (string)job["instructions"]!, StringComparison.Ordinal);
        Assert.Equal("2026-11-24T15:00:00Z", StartOf(job));
    }

    [Fact]
    public async Task Push_TheSameAppointmentTwice_OneJob()
    {
        var first = await pushing.PushAsync();
        var second = await pushing.PushAsync();

        Assert.Equal(first, second);
        Assert.Single(jobber.Jobs);
        Assert.Single(jobber.Clients);
    }

    [Fact]
    public async Task Push_AMovedAppointment_MovesTheJob()
    {
        await pushing.PushAsync();
        await pushing.PushAsync(Pushing.Appointment with { StartsAt = Pushing.Start + Duration.FromDays(2) });

        Assert.Equal("2026-11-26T15:00:00Z", StartOf(Assert.Single(jobber.Jobs)!));
    }

    [Fact]
    public async Task Push_ASecondAppointment_SameClientAndPropertyNewJob()
    {
        await pushing.PushAsync();
        var second = await pushing.PushAsync(Pushing.Appointment with { Id = "cal-11" });

        Assert.Equal(new SendResult.Sent("job-2"), second);
        Assert.Equal(2, jobber.Jobs.Count);
        Assert.Single(Assert.Single(jobber.Clients)!["clientProperties"]!["nodes"]!.AsArray());
    }

    [Theory]
    [InlineData("clientCreate")]
    [InlineData("propertyCreate")]
    [InlineData("jobCreate")]
    [InlineData("visitEditSchedule")]
    public async Task Push_AnswerLost_StillOneScheduledJob(string mutation)
    {
        jobber.LoseAnswer(r => JobberStandIn.Is(r, mutation));

        var result = await pushing.PushAsync();

        Assert.Equal(new SendResult.Sent("job-1"), result);
        Assert.Equal("2026-11-24T15:00:00Z", StartOf(Assert.Single(jobber.Jobs)!));
        Assert.Single(jobber.Clients);
        Assert.Single(pushing.Waits);
    }

    [Fact]
    public async Task Push_TokenRunOut_IsRefreshedWithTheTokenThatTheLastRefreshGave()
    {
        await pushing.PushAsync();
        jobber.Expire();

        var result = await pushing.PushAsync(Pushing.Appointment with { Id = "cal-2" });

        Assert.Equal(new SendResult.Sent("job-2"), result);
        Assert.Equal(2, jobber.Refreshes);
    }

    [Fact]
    public async Task Push_AfterARestart_UsesTheRefreshTokenKeptInTheFile()
    {
        var directory = Directory.CreateTempSubdirectory("followup-");
        var settings = Settings();
        settings["FollowUp:Dispatch:Jobber:TokenFile"] = Path.Combine(directory.FullName, "jobber.json");
        await using (var before = Pushing.To("jobber", settings)) await before.PushAsync();

        await using var after = Pushing.To("jobber", settings);
        var result = await after.PushAsync();

        Assert.Equal(new SendResult.Sent("job-1"), result);
        Assert.Equal(2, jobber.Refreshes);
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Push_RefreshTokenThatDoesNotWorkAnyMore_FailsAndSaysToConnectAgain()
    {
        var settings = Settings();
        settings["FollowUp:Dispatch:Jobber:RefreshToken"] = "old";
        await using var stale = Pushing.To("jobber", settings);

        Assert.Equal(new SendResult.Failed("Jobber does not accept our credentials. Connect it again."), await stale.PushAsync());
    }

    [Fact]
    public async Task Push_Throttled_WaitsUntilTheBucketHoldsTheCost()
    {
        jobber.Fail(r => JobberStandIn.Is(r, "jobCreate"), new(200, """
            {"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED"}}],
             "extensions":{"cost":{"requestedQueryCost":9000,"throttleStatus":{"maximumAvailable":10000,"currentlyAvailable":1000,"restoreRate":500}}}}
            """));

        Assert.Equal(new SendResult.Busy("Jobber asks us to slow down.", 16), await pushing.PushAsync());
        Assert.Empty(jobber.Jobs);
    }

    [Fact]
    public async Task Push_UserErrors_FailsInJobbersWords()
    {
        jobber.Fail(r => JobberStandIn.Is(r, "jobCreate"), new(200, """{"data":{"jobCreate":{"job":null,"userErrors":[{"message":"Title is too long","path":["input","title"]}]}}}"""));

        Assert.Equal(new SendResult.Failed("Jobber refused the booking: Title is too long."), await pushing.PushAsync());
    }

    [Fact]
    public async Task Push_NoAddressAnywhere_FailsBeforeAnythingIsMade()
    {
        var result = await pushing.PushAsync(Pushing.Appointment with { Place = null });

        Assert.Equal(new SendResult.Failed("Jobber makes no job without an address, and nobody has said where this one is."), result);
        Assert.Empty(jobber.Clients);
    }

    [Fact]
    public async Task Push_WhateverHappens_NoSecretIsLogged()
    {
        jobber.Fail(r => JobberStandIn.Is(r, "jobCreate"), new(500));
        await pushing.PushAsync();

        Assert.NotEmpty(pushing.Log);
        Assert.DoesNotContain(pushing.Log, l => l.Contains("s3cret", StringComparison.Ordinal) || l.Contains("refresh-", StringComparison.Ordinal) || l.Contains("access-", StringComparison.Ordinal));
    }

    private Dictionary<string, string?> Settings() => new()
    {
        ["FollowUp:Dispatch:Jobber:Api"] = jobber.Address.ToString(),
        ["FollowUp:Dispatch:Jobber:ClientId"] = "id",
        ["FollowUp:Dispatch:Jobber:ClientSecret"] = "s3cret",
        ["FollowUp:Dispatch:Jobber:RefreshToken"] = "refresh-0",
    };

    private static string? StartOf(JsonNode job) => (string?)job["visits"]!["nodes"]![0]!["startAt"];
}
