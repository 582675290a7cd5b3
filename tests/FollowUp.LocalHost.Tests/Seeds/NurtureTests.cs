using System.Globalization;
using FollowUp.Testing.Driving;
using NodaTime;

namespace FollowUp.LocalHost.Tests.Seeds;

public sealed class NurtureTests(SeedHost host) : SeedScenarios(host)
{
    [Fact]
    public async Task LongTail_EmailOnDay7TextsOnDays30And60VoiceOnDay90()
    {
        var person = await PersonAsync();
        await EnrollAsync(person, "long-tail");

        await Driver.AdvanceAsync("P91D");

        Assert.Equal(
            [("email", Day(7)), ("sms", Day(30)), ("sms", Day(60)), ("call", Day(90))],
            (await ReachedAsync(person)).Select(i => (i.Channel, Local(i).Date)));
    }

    [Fact]
    public async Task ColdLead_TalkNow_PutsTheCallThroughAndEndsTheCampaign()
    {
        var person = await ColdAsync();
        var call = await RingingAsync(person, "day-60-call");

        await Driver.EndCallAsync(call.Id, "answered", "1");

        Assert.Equal(Day(60), Local(call).Date);
        Assert.Contains("East Austin", call.Text, StringComparison.Ordinal);
        Assert.Contains((await Driver.LeadAsync(person.Id)).Tasks, t => t is { Kind: "call", Priority: "asap" });
        Assert.Empty(await PlanAsync(person));
    }

    [Fact]
    public async Task ColdLead_NotNow_IsCalledOnDay90WithAnOffer()
    {
        var person = await ColdAsync();
        await Driver.EndCallAsync((await RingingAsync(person, "day-60-call")).Id, "answered", "2");

        await Driver.AdvanceToAsync(At(Day(91), 0));

        var later = (await ReachedAsync(person)).Where(i => Local(i).Date == Day(90)).ToList();
        Assert.Equal(["call", "email", "sms"], later.Select(i => i.Channel).Order(StringComparer.Ordinal));
        Assert.Contains("offer", later.Single(i => i.Channel == "call").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ColdLead_AlreadyBought_ClosesTheLeadAndLeavesEveryCampaign()
    {
        var person = await ColdAsync();
        await EnrollAsync(person, "call-campaign");
        await Driver.EndCallAsync((await RingingAsync(person, "day-60-call")).Id, "answered", "3");

        Assert.Equal("lost", (await Driver.LeadAsync(person.Id)).Stage);
        Assert.Empty(await PlanAsync(person));
        Assert.DoesNotContain((await Driver.LeadAsync(person.Id)).Enrollments, e => e.Status == "running");
    }

    [Theory]
    [InlineData("cold", "cold-lead", "day-60-call", 60)]
    [InlineData("nurture", "long-tail", "day-7", 7)]
    public async Task Stage_ColdOrNurture_BeginsItsCampaignByItself(string stage, string sequence, string step, int day)
    {
        var person = await PersonAsync();

        await Driver.ChangeAsync(person.Id, new { stage });

        var first = (await PlanAsync(person))[0];
        Assert.Equal((sequence, step, Day(day)), (first.Sequence, first.Step, first.DueAt.InZone(Austin).Date));
    }

    [Fact]
    public async Task ColdLead_NotInterested_IsLeftAloneFor90DaysAndMayBeAskedAgainAfterwards()
    {
        var person = await ColdAsync();
        await Driver.EndCallAsync((await RingingAsync(person, "day-60-call")).Id, "answered", "4");
        Assert.Empty(await PlanAsync(person));

        await Driver.AdvanceAsync("P89D");
        Assert.Contains("not interested", await RefusedAsync(person, "past-customers"), StringComparison.Ordinal);
        await HappensAsync(person, "market.changed", new { area = "East Austin", kind = "rates", magnitude = 1, text = "Rates are down" });
        Assert.Empty(await PlanAsync(person));
        Assert.DoesNotContain((await Driver.LeadAsync(person.Id)).Tasks, t => t.Kind == "call");

        await Driver.AdvanceAsync("P2D");
        await EnrollAsync(person, "past-customers");
        Assert.NotEmpty(await PlanAsync(person));
    }

    [Fact]
    public async Task ColdLead_Day60CallNotTaken_Day90TextAndEmailWithTheLink()
    {
        var person = await ColdAsync();

        await Driver.AdvanceAsync("P91D");

        var offers = (await ReachedAsync(person)).Where(i => Local(i).Date == Day(90)).ToList();
        Assert.Equal(["sms", "email"], offers.Select(i => i.Channel));
        Assert.All(offers, o => Assert.Contains("https://lonestar.example/book", o.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ColdLead_ActivityBeforeDay60_NoCall()
    {
        var person = await ColdAsync();
        await Driver.AdvanceAsync("P20D");

        await Driver.TextAsync(person.Phone, "Still looking around");
        await Driver.AdvanceAsync("P80D");

        Assert.Empty(await ReachedAsync(person));
    }

    [Fact]
    public async Task LeaseExpiresMarch31_CallIsMadeMarch20To25()
    {
        var person = await PersonAsync();
        var year = Start.InZone(Austin).Year + 1;

        await SignalAsync(person, "lease_end", new(year, 3, 31));

        var call = Assert.Single(await PlanAsync(person), i => i.Channel == "call");
        Assert.InRange(call.DueAt.InZone(Austin).Date, new LocalDate(year, 3, 20), new LocalDate(year, 3, 25));
        Assert.Contains("Mar 31", call.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)] // the clocks go forward on one of the two, and back on the other
    public async Task LeaseEnd_CallOnADayOfTheClockChange_IsAtTenAllTheSame(int changes)
    {
        var person = await PersonAsync(("phone", "+1312555270" + changes)); // no call on a Sunday morning in Texas
        var next = Austin.GetZoneInterval(Start + Duration.FromDays(30)).End;
        var change = (changes == 0 ? next : Austin.GetZoneInterval(next).End).InZone(Austin).Date;

        await SignalAsync(person, "lease_end", change.PlusDays(10));

        var call = Assert.Single(await PlanAsync(person), i => i.Channel == "call").DueAt.InZone(Austin);
        Assert.Equal((change, 10), (call.Date, call.Hour));
    }

    [Fact]
    public async Task LeaseEnd_HeardOfNineDaysBefore_IsCalledAboutAtOnceAndThreeDaysBeforeNoMore()
    {
        var (soon, late) = (await PersonAsync(), await PersonAsync());

        await SignalAsync(soon, "lease_end", Day(9));
        await SignalAsync(late, "lease_end", Day(3));

        Assert.Single(await SentAsync(soon, "call"));
        await Driver.AdvanceAsync("P9D");
        Assert.Empty(await ReachedAsync(late));
    }

    [Theory]
    [InlineData(1, 15, 8, 1)] // heard of in winter
    [InlineData(8, 9, 8, 9)]
    [InlineData(9, 10, 8, 1)] // too late for this year
    public async Task ResearchingSchools_CallIsMadeInAugust(int month, int day, int callMonth, int callDay)
    {
        var person = await PersonAsync();
        var date = new LocalDate(Start.InZone(Austin).Year + 1, month, day);

        await SignalAsync(person, "school", date);

        var call = Assert.Single(await PlanAsync(person)).DueAt.InZone(Austin);
        Assert.Equal((callMonth, callDay), (call.Month, call.Day));
        Assert.InRange(call.Hour, 10, 12); // on a Sunday in Texas not before noon
        Assert.True(call.Date >= date && call.Date < date.PlusYears(1));
    }

    [Fact]
    public async Task JobStart_CallIsMadeTwoWeeksBefore()
    {
        var person = await PersonAsync();

        await SignalAsync(person, "job_start", Day(40));

        Assert.Equal(Day(26), Assert.Single(await PlanAsync(person)).DueAt.InZone(Austin).Date);
    }

    [Fact]
    public async Task MarketShift_HotLeadIsCalledAtOnceAndOneWithPriceCriteriaGetsAText()
    {
        var hot = await PersonAsync(("stage", "hot"));
        var priced = await PersonAsync(("criteria", new { maxPrice = "450000" }));
        var neither = await PersonAsync();
        foreach (var person in new[] { hot, priced, neither })
            await HappensAsync(person, "market.changed", new { area = "East Austin", kind = "rates", magnitude = 0.25, text = "Rates are down 0.25%" });

        var task = Assert.Single((await Driver.LeadAsync(hot.Id)).Tasks);
        Assert.Equal(("call", "asap"), (task.Kind, task.Priority));
        var text = Assert.Single(await ReachedAsync(priced));
        Assert.Equal(("sms", Start), (text.Channel, text.At));
        Assert.Contains("Rates are down 0.25% in East Austin. Your buying power may have changed", text.Text, StringComparison.Ordinal);
        Assert.Empty(await SentAsync(neither));
    }

    [Fact]
    public async Task MarketShift_ToldOnceForAnArea_HotLeadsThereAreCalledAndPricedOnesGetAText()
    {
        var hot = await PersonAsync(("stage", "hot"));
        var priced = await PersonAsync(("criteria", new { maxPrice = "450000" }));
        var elsewhere = await PersonAsync(("stage", "hot"), ("context", new { location = "Dallas" }));

        await Driver.SendAsync<System.Text.Json.JsonElement>(
            HttpMethod.Post, "/api/market-changes", new { area = "East Austin", kind = "inventory", magnitude = -15, text = "Inventory is down 15%" });

        Assert.Equal("asap", Assert.Single((await Driver.LeadAsync(hot.Id)).Tasks).Priority);
        Assert.Contains("Inventory is down 15% in East Austin.", Assert.Single(await ReachedAsync(priced)).Text, StringComparison.Ordinal);
        Assert.Empty(await SentAsync(elsewhere));
    }

    [Fact]
    public async Task NotReadyInThreeMonths_TextWithALinkOnDay60()
    {
        var submitted = await PersonAsync(("stage", "not_ready"), ("timeline", "3_months"), ("sequences", null));
        var changed = await PersonAsync();
        await Driver.ChangeAsync(changed.Id, new { stage = "not_ready", timeline = "3 months" });

        foreach (var person in new[] { submitted, changed })
        {
            var text = Assert.Single(await PlanAsync(person), i => i.Sequence == "not-ready");
            Assert.Equal(("sms", Day(60)), (text.Channel, text.DueAt.InZone(Austin).Date));
            Assert.Contains("getting closer to your timeline", text.Text, StringComparison.Ordinal);
            Assert.Contains("https://lonestar.example/book", text.Text, StringComparison.Ordinal);
        }
    }

    private async Task<Person> ColdAsync()
    {
        var person = await PersonAsync();
        await EnrollAsync(person, "cold-lead");
        return person;
    }

    private Task SignalAsync(Person person, string kind, LocalDate date) =>
        HappensAsync(person, "signal.detected", new { kind, date = date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) });
}
