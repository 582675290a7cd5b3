using FollowUp.Testing.Driving;
using NodaTime;

namespace FollowUp.LocalHost.Tests.Scenarios;

/// <summary>What the plan announces is what happens: the same code decides both.</summary>
public sealed class NinetyDaysTests
{
    /// <summary>Leads whose ninety days meet the clock changes of November and March, at home and elsewhere.</summary>
    public static TheoryData<Instant> Beginnings => [Instant.FromUtc(2026, 10, 20, 15, 0), Instant.FromUtc(2027, 1, 15, 7, 30), Instant.FromUtc(2027, 7, 3, 20, 0)];

    [Theory]
    [MemberData(nameof(Beginnings))]
    public async Task NewLead_ForNinetyDays_EveryTouchIsTheOneThatThePlanAnnounced(Instant start)
    {
        await using var host = await RunningHost.StartAsync(start);
        var driver = host.Driver;
        string[] numbers = ["+12125550143", "+15125550143", "+13055550143", "+18085550143", "+16025550143", "+14165550143"];
        var leads = new List<string>();
        foreach (var number in numbers)
            leads.Add((await driver.SubmitAsync(WebLeadTests.FullLead(number, $"ana{number[1..]}@example.net"))).Id);
        leads.Add((await driver.SubmitAsync(new { name = "Bo", phone = "+12145550150" })).Id);
        leads.Add((await driver.SubmitAsync(new { email = "cy@example.net" })).Id);
        leads.Add((await driver.CallAsync("+15125550160")).LeadId!);

        var plans = new Dictionary<string, Plan>();
        foreach (var id in leads) plans[id] = await driver.PlanAsync(id);
        var sentBefore = (await driver.OutboxAsync()).Count;

        await driver.AdvanceAsync("P95D");

        var sent = (await driver.OutboxAsync()).Skip(sentBefore).ToList();
        foreach (var id in leads)
        {
            Assert.NotEmpty(plans[id].Items);
            Assert.Equal(
                plans[id].Items.Select(i => Words(i.DueAt, i.Channel, i.Text)),
                sent.Where(i => i.LeadId == id).Select(i => Words(i.At, i.Channel, i.Text)));
            var suppressed = (await driver.TimelineAsync(id)).Where(t => t.Status == "suppressed" && t.At > start);
            Assert.Equal(plans[id].Suppressed.Select(s => (s.At, s.Step, s.Rule)), suppressed.Select(t => (t.At, t.Step, t.Rule!)));
            Assert.Empty((await driver.PlanAsync(id)).Items);
        }
    }

    [Fact]
    public async Task NewLead_LocalTimes_AreTheOnesOfTheWindowsOnEverySideOfTheClockChange()
    {
        var chicago = DateTimeZoneProviders.Tzdb["America/Chicago"];
        await using var host = await RunningHost.StartAsync(Instant.FromUtc(2026, 10, 20, 15, 0));
        var lead = await host.Driver.SubmitAsync(WebLeadTests.FullLead("+15125550143", "ana@example.net"));
        await host.Driver.AdvanceAsync("P95D");

        var timeline = await host.Driver.TimelineAsync(lead.Id);
        void InWindow(string step, int hour)
        {
            var touch = Assert.Single(timeline, t => t.Step == step && t.Kind == "touch");
            Assert.Equal(hour, touch.At.InZone(chicago).Hour);
        }
        InWindow("day-1-text", 10);
        InWindow("day-2-call", 17);
        InWindow("day-3-email", 9);
        InWindow("day-10-email", 9);
        InWindow("day-15-call", 10);
        InWindow("day-21-text", 14);
        InWindow("day-60-email", 9);
    }

    // A notification of a task is a notification in the outbox, and a task in the plan.
    private static string Words(Instant at, string channel, string text) =>
        $"{at} {(channel == "task" ? "notification" : channel)}: {text}";
}
