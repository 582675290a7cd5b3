using FollowUp.Testing.Driving;
using NodaTime;
using NodaTime.Text;

namespace FollowUp.LocalHost.Tests.Scenarios;

public sealed class QuietHoursTests
{
    // Local times are where the caller is.
    [Theory]
    [InlineData("+12125550143", "America/New_York", "2026-11-03T23:40", "2026-11-04T08:00")] // the country's rule
    [InlineData("+15125550143", "America/Chicago", "2026-11-03T23:40", "2026-11-04T09:00")] // Texas: texts from 09:00
    [InlineData("+15125550143", "America/Chicago", "2026-11-07T23:40", "2026-11-08T12:00")] // and on Sundays from noon
    [InlineData("+15125550143", "America/Chicago", "2025-08-25T23:40", "2025-08-26T08:00")] // but only since 2025-09-01
    [InlineData("+13055550143", "America/New_York", "2026-11-03T19:40", "2026-11-04T08:00")] // Florida closes at 20:00
    [InlineData("+12125550143", "America/New_York", "2026-10-31T23:40", "2026-11-01T08:00")] // the night that has an hour more
    [InlineData("+12125550143", "America/New_York", "2027-03-13T23:40", "2027-03-14T08:00")] // and the one that has an hour less
    [InlineData("+16025550143", "America/Phoenix", "2026-11-03T23:40", "2026-11-04T08:00")] // no summer time at all
    public async Task MissedCall_AtNight_IsAnsweredAtOnceAndTheSecondTextWaitsForTheMorning(string caller, string zoneId, string calledAt, string secondAt)
    {
        var zone = DateTimeZoneProviders.Tzdb[zoneId];
        Instant Local(string text) => zone.AtStrictly(LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd'T'HH:mm").Parse(text).Value).ToInstant();
        await using var host = await RunningHost.StartAsync(Local(calledAt));

        var call = await host.Driver.CallAsync(caller);
        await host.Driver.AdvanceAsync("PT59M");
        var planned = Assert.Single((await host.Driver.PlanAsync(call.LeadId!)).Items, i => i.Channel == "sms");
        await host.Driver.AdvanceAsync("P2D");

        Assert.Equal([Local(calledAt), Local(secondAt)], (await host.Driver.OutboxOfAsync(call.LeadId!, "sms")).Select(i => i.At));
        Assert.Equal(secondAt, planned.LocalTime.LocalDateTime.ToString("yyyy-MM-dd'T'HH:mm", null));
        Assert.Equal("quiet-hours", planned.Held!.Rule);
        var held = Assert.Single(await host.Driver.TimelineAsync(call.LeadId!), t => t.Rule == "quiet-hours");
        Assert.StartsWith("held until " + planned.LocalTime.LocalDateTime.ToString("ddd MMM d, HH:mm", null), held.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WebLead_AtNight_FirstTextWaitsForTheZoneThePersonNamed()
    {
        await using var host = await RunningHost.StartAsync(Instant.FromUtc(2026, 11, 4, 6, 0));

        var answer = await host.Driver.SubmitAsync(new { phone = "+12125550143", timeZone = "Pacific/Honolulu" });
        var night = await host.Driver.SubmitAsync(new { phone = "+12125550144" });
        await host.Driver.AdvanceAsync("PT12H");

        Assert.Equal(Instant.FromUtc(2026, 11, 4, 6, 0), Assert.Single(await host.Driver.OutboxOfAsync(answer.Id, "sms")).At);
        Assert.Equal(Instant.FromUtc(2026, 11, 4, 13, 0), Assert.Single(await host.Driver.OutboxOfAsync(night.Id, "sms")).At);
    }

    [Fact]
    public async Task Outage_OfThreeDays_SendsNoBurstAndSaysWhy()
    {
        await using var host = await RunningHost.StartAsync();
        var answer = await host.Driver.SubmitAsync(WebLeadTests.FullLead("+15125550143", "ana@example.net"));
        await host.Driver.AdvanceAsync("PT10M");
        var before = await host.Driver.OutboxOfAsync(answer.Id);

        await host.Driver.JumpToAsync(await host.Driver.NowAsync() + Duration.FromDays(3));

        var after = (await host.Driver.OutboxOfAsync(answer.Id)).Skip(before.Count).Where(i => i.Channel != "notification").ToList();
        Assert.All(after.GroupBy(i => i.Channel), g => Assert.Single(g));
        Assert.True(after.Count <= 2, string.Join(", ", after.Select(i => i.Channel)));
        var timeline = await host.Driver.TimelineAsync(answer.Id);
        var late = Assert.Single(timeline, t => t.Step == "day-1-text");
        Assert.Equal(("suppressed", "too-late"), (late.Status, late.Rule));
        Assert.Contains("makes no sense any more", late.Reason, StringComparison.Ordinal);

        // What is still to come goes on as planned.
        Assert.Contains((await host.Driver.PlanAsync(answer.Id)).Items, i => i.Step == "day-7-text");
    }

    [Fact]
    public async Task Outage_OfTwoDaysAfterAMissedCall_NothingOldIsSentAndTheOwnerStillGetsTheTask()
    {
        await using var host = await RunningHost.StartAsync();
        var call = await host.Driver.CallAsync("+15125550143");

        await host.Driver.JumpToAsync(await host.Driver.NowAsync() + Duration.FromDays(2.5));

        Assert.Single(await host.Driver.OutboxOfAsync(call.LeadId!, "sms"));
        Assert.Single((await host.Driver.LeadAsync(call.LeadId!)).Tasks);
    }
}
