using System.Text.Json.Nodes;
using FollowUp.Core.Business;
using FollowUp.Dispatch.Tests.StandIns;
using FollowUp.LocalHost;
using FollowUp.Testing;
using FollowUp.Testing.Driving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace FollowUp.Dispatch.Tests;

/// <summary>The whole way, over HTTP: an appointment is booked in the product, and Jobber has a job or a person has a task.</summary>
public sealed class EngineTests : IAsyncLifetime, IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("followup-");
    private JobberStandIn jobber = null!;
    private WebApplication host = null!;
    private FollowUpDriver driver = null!;

    public async Task InitializeAsync()
    {
        jobber = await StandIn.StartAsync<JobberStandIn>();
        var profile = Path.Combine(directory.FullName, "business.json");
        await File.WriteAllTextAsync(profile, Profile());
        host = LocalHostApp.Build(
            [
                "--urls", "http://127.0.0.1:0", "--data", Path.Combine(directory.FullName, "data"), "--clock", "virtual", "--now", "2026-11-03T14:13:20Z",
                "--profile", profile, "--FollowUp:Dispatch:Jobber:Api", jobber.Address.ToString(), "--FollowUp:Dispatch:Jobber:ClientId", "id",
                "--FollowUp:Dispatch:Jobber:ClientSecret", "s3cret", "--FollowUp:Dispatch:Jobber:RefreshToken", "refresh-0",
            ],
            services =>
            {
                services.RemoveAll<ILoggerProvider>();
                services.Replace(ServiceDescriptor.Singleton<DispatchDelay>((_, _) => Task.CompletedTask));
            });
        await host.StartAsync();
        driver = new FollowUpDriver(new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()));
    }

    public void Dispose() => driver.Dispose();

    public async Task DisposeAsync()
    {
        await host.StopAsync();
        await host.DisposeAsync();
        await jobber.DisposeAsync();
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Booked_WithJobberInTheProfile_OneJobHoweverOftenTheEventComes()
    {
        var lead = await BookAsync("b1");
        await driver.RecordAsync(lead, "appointment.booked", Booked(), "b1");
        await driver.AdvanceAsync("PT1H");

        Assert.Equal("2026-11-24T15:00:00Z", (string)Assert.Single(jobber.Jobs)!["visits"]!["nodes"]![0]!["startAt"]!);
        var touch = Assert.Single(await driver.TimelineAsync(lead), t => t.Channel == "dispatch");
        Assert.Equal("sent", touch.Status);
        Assert.Empty((await driver.LeadAsync(lead)).Tasks);
    }

    [Fact]
    public async Task Booked_AndTheAnswerIsLost_OneJob()
    {
        jobber.LoseAnswer(r => JobberStandIn.Is(r, "jobCreate"));

        await BookAsync("b1");
        await driver.AdvanceAsync("PT1H");

        Assert.Single(jobber.Jobs);
    }

    [Fact]
    public async Task Booked_WhileJobberIsDown_TheJobIsMadeWhenItIsBack()
    {
        jobber.Fail(r => r.Path == "/graphql", new(503), times: 3);

        var lead = await BookAsync("b1");
        Assert.Empty(jobber.Jobs);
        await driver.AdvanceAsync("PT10M");

        Assert.Single(jobber.Jobs);
        Assert.Empty((await driver.LeadAsync(lead)).Tasks);
    }

    [Fact]
    public async Task Booked_AndJobberRefuses_BecomesATaskThatSaysWhatToDoAndWhy()
    {
        jobber.Fail(r => JobberStandIn.Is(r, "jobCreate"), new(200, """{"data":{"jobCreate":{"job":null,"userErrors":[{"message":"Your plan has no more jobs"}]}}}"""));

        var lead = await BookAsync("b1");
        await driver.AdvanceAsync("PT1H");

        var task = Assert.Single((await driver.LeadAsync(lead)).Tasks);
        Assert.StartsWith("Put the appointment of Dana Reyes", task.Title, StringComparison.Ordinal);
        Assert.EndsWith("on the schedule by hand: Jobber refused the booking: Your plan has no more jobs.", task.Title, StringComparison.Ordinal);
        Assert.Contains(await driver.TimelineAsync(lead), t => t is { Channel: "dispatch", Status: "failed" });
    }

    [Fact]
    public async Task Rescheduled_AJobThatIsThere_IsMoved()
    {
        var lead = await BookAsync("b1");
        await driver.RecordAsync(lead, "appointment.rescheduled", Booked("2026-11-25T16:00:00Z"), "b2");
        await driver.AdvanceAsync("PT1H");

        Assert.Equal("2026-11-25T16:00:00Z", (string)Assert.Single(jobber.Jobs)!["visits"]!["nodes"]![0]!["startAt"]!);
    }

    private static object Booked(string startsAt = "2026-11-24T15:00:00Z") =>
        new { appointmentId = "cal-1", startsAt, durationMinutes = 60, title = "Roof inspection", place = "100 Congress Ave, Austin, TX 78701" };

    private static string Profile()
    {
        using var sample = typeof(BusinessProfile).Assembly.GetManifestResourceStream("Business/sample.json")!;
        var profile = JsonNode.Parse(sample)!;
        profile["dispatch"] = "jobber";
        return profile.ToJsonString();
    }

    private async Task<string> BookAsync(string eventId)
    {
        var lead = await driver.SubmitAsync(new { name = "Dana Reyes", phone = "+15125550142", sequences = Array.Empty<string>() });
        await driver.RecordAsync(lead.Id, "appointment.booked", Booked(), eventId);
        return lead.Id;
    }
}
