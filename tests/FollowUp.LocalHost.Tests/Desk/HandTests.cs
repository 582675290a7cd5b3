using System.Net;
using System.Text.Json;
using FollowUp.Testing.Driving;
using NodaTime;

namespace FollowUp.LocalHost.Tests.Desk;

/// <summary>What people of the team do to a plan by hand.</summary>
public sealed class HandTests : DeskScenarios
{
    private const string Ana = "+15125551401";

    [Fact]
    public async Task Pause_HoldsEverythingAndResumeMovesWhatCountsFromTheStart()
    {
        var lead = await InPlanAsync();
        var before = (await Driver.PlanAsync(lead)).Items.Select(i => i.DueAt).ToList();
        await PostAsync($"/api/leads/{lead}/pause", new { });

        await Driver.AdvanceAsync("P5D");
        Assert.Empty(await Driver.OutboxOfAsync(lead, "sms"));
        Assert.Empty((await Driver.PlanAsync(lead)).Items);

        await PostAsync($"/api/leads/{lead}/resume", new { });
        Assert.Equal(before.Select(at => at + Duration.FromDays(5)), (await Driver.PlanAsync(lead)).Items.Select(i => i.DueAt));
        await Driver.AdvanceAsync("P10D");
        Assert.Equal(["one", "two"], (await Driver.OutboxOfAsync(lead, "sms")).Select(i => i.Text));
    }

    [Fact]
    public async Task Resume_AfterACallDuringThePause_AnswersItAtOnce()
    {
        var lead = (await Driver.SubmitAsync(new { phone = Ana, sequences = Array.Empty<string>() })).Id;
        await PostAsync($"/api/leads/{lead}/pause", new { });
        await Driver.AdvanceAsync("P4D");
        await Driver.CallAsync(Ana);
        await Driver.AdvanceAsync("PT10M");
        Assert.Empty(await Driver.OutboxOfAsync(lead, "sms"));

        await PostAsync($"/api/leads/{lead}/resume", new { });
        await Driver.AdvanceAsync("PT15M");

        Assert.Contains("missed your call", Assert.Single(await Driver.OutboxOfAsync(lead, "sms")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pause_TheirOwnReplyMeanwhile_EndsThePlanAllTheSame()
    {
        var lead = await InPlanAsync();
        await PostAsync($"/api/leads/{lead}/pause", new { });

        await Driver.TextAsync(Ana, "Not now, thanks");
        await PostAsync($"/api/leads/{lead}/resume", new { });

        Assert.Empty((await Driver.PlanAsync(lead)).Items);
        Assert.Contains(await Driver.OutboxOfAsync(lead, "notification"), n => n.Text.Contains("Not now, thanks", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Skip_LeavesTheStepOutAndSaysSo()
    {
        var lead = await InPlanAsync();

        await PostAsync($"/api/leads/{lead}/skip", new { sequence = "plan", step = "one" });
        await Driver.AdvanceAsync("P10D");

        Assert.Equal(["two"], (await Driver.OutboxOfAsync(lead, "sms")).Select(i => i.Text));
        Assert.Contains(await Driver.TimelineAsync(lead), t => t.Reason == "step 'one' of 'plan' was left out by hand");
    }

    [Theory]
    [InlineData("/api/leads/{0}/skip", """{"sequence":"other","step":"one"}""", HttpStatusCode.BadRequest)]
    [InlineData("/api/leads/nobody/pause", "{}", HttpStatusCode.NotFound)]
    [InlineData("/api/leads/nobody/resume", "{}", HttpStatusCode.NotFound)]
    public async Task Hand_Wrong_IsAProblem(string path, string body, HttpStatusCode expected)
    {
        var lead = await InPlanAsync();

        using var answer = await Driver.SendAsync(
            HttpMethod.Post, string.Format(System.Globalization.CultureInfo.InvariantCulture, path, lead), JsonDocument.Parse(body).RootElement);

        await FollowUpDriver.ProblemAsync(answer, expected);
    }

    [Fact]
    public async Task Migrate_DryRunShowsWhoAndWhat_ThenRunningLeadsGetTheNewWords()
    {
        var lead = await InPlanAsync();
        await Driver.AdvanceAsync("P1DT1H");
        await SaveAsync("plan", Step("one", "1d"), Step("two", "4d", "two, better"), Step("three", "6d"));
        Assert.Equal("two", Assert.Single((await Driver.PlanAsync(lead)).Items).Text);

        var diff = await GetAsync("/api/sequences/plan/diff?from=1");
        Assert.Equal("three", Assert.Single(diff.GetProperty("added").EnumerateArray()).GetString());
        Assert.Equal("two", Text(Assert.Single(diff.GetProperty("changed").EnumerateArray()), "step"));

        var dry = await PostAsync("/api/sequences/plan/migrate", new { from = 1 });
        var moved = Assert.Single(dry.GetProperty("leads").EnumerateArray());
        Assert.Equal((lead, "1", "2", "true"), (Text(moved, "id"), Text(moved, "touchesBefore"), Text(moved, "touchesAfter"), Text(dry, "dryRun")));
        Assert.Equal("two", Assert.Single((await Driver.PlanAsync(lead)).Items).Text);

        await PostAsync("/api/sequences/plan/migrate", new { from = 1, dryRun = false });
        await Driver.AdvanceAsync("P10D");
        Assert.Equal(["one", "two, better", "three"], (await Driver.OutboxOfAsync(lead, "sms")).Select(i => i.Text));
        Assert.Empty((await PostAsync("/api/sequences/plan/migrate", new { from = 1, dryRun = false })).GetProperty("leads").EnumerateArray());
    }

    [Fact]
    public async Task Enroll_ByHandWithinTheTimeInWhichItDoesNotRepeat_BeginsAllTheSame()
    {
        var lead = (await Driver.SubmitAsync(new { name = "Ana", phone = Ana, consent = new { sms = Agreed } })).Id;
        await Driver.SendAsync<JsonElement>(HttpMethod.Delete, $"/api/leads/{lead}/sequences/new-lead");
        Assert.Empty((await Driver.PlanAsync(lead)).Items);

        await Driver.SendAsync<JsonElement>(HttpMethod.Put, $"/api/leads/{lead}/sequences/new-lead");
        var begun = (await Driver.PlanAsync(lead)).Items.Count;
        Assert.True(begun > 0);

        // Asking again changes nothing: they are in it.
        await Driver.SendAsync<JsonElement>(HttpMethod.Put, $"/api/leads/{lead}/sequences/new-lead");
        Assert.Equal(begun, (await Driver.PlanAsync(lead)).Items.Count);
    }

    private static object Step(string id, string at, string? text = null) => new { id, at, actions = new[] { new { type = "sms", text = text ?? id } } };

    /// <summary>Somebody in a plan of two texts, on the second and the fifth day.</summary>
    private async Task<string> InPlanAsync()
    {
        await SaveAsync("plan", Step("one", "1d"), Step("two", "4d"));
        return (await Driver.SubmitAsync(new { name = "Ana", phone = Ana, consent = new { sms = Agreed }, sequences = (List<string>)["plan"] })).Id;
    }
}
