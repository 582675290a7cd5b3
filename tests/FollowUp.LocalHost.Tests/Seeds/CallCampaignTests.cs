using FollowUp.Testing.Driving;
using NodaTime;

namespace FollowUp.LocalHost.Tests.Seeds;

public sealed class CallCampaignTests(SeedHost host) : SeedScenarios(host)
{
    private static readonly int[] Days = [0, 2, 4, 7, 15, 30, 45, 50, 60];

    [Fact]
    public async Task CallAsap_PutsTheLeadIntoTheQueueAtOnceWithItsLabel()
    {
        var person = await PersonAsync(("sequences", In("call-asap")));

        var task = Assert.Single((await Driver.LeadAsync(person.Id)).Tasks);
        Assert.Equal(("call", "asap"), (task.Kind, task.Priority));
        Assert.Equal(Start, Assert.Single(await SentAsync(person, "notification")).At);
    }

    [Fact]
    public async Task CallCampaign_CallsOnItsNineDaysAndRedialsAfterTheFirst()
    {
        var person = await InCampaignAsync();

        await Driver.AdvanceAsync("P61D");

        Assert.Equal(Days.Select(d => Day(d)), (await SentAsync(person, "notification")).Select(i => Local(i).Date));
        Assert.Equal(["routine", .. Enumerable.Repeat("redial", 8)], (await Driver.LeadAsync(person.Id)).Tasks.Select(t => t.Priority));
        Assert.Contains("Redial 8 of 8", (await Driver.LeadAsync(person.Id)).Tasks[^1].Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallCampaign_TenToFifteenTextsAndEmailsAlongside()
    {
        var person = await InCampaignAsync();

        await Driver.AdvanceAsync("P61D");

        var messages = await ReachedAsync(person);
        Assert.InRange(messages.Count, 10, 15);
        Assert.Equal(["email", "sms"], messages.Select(m => m.Channel).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task CallCampaign_CallsNotTaken_GoesOn()
    {
        var person = await InCampaignAsync();
        await Driver.AdvanceAsync("P3D");

        await HappensAsync(person, "call.completed", new { callId = "c", direction = "outbound", disposition = "no_answer", durationSeconds = 0, touchId = (await Driver.LeadAsync(person.Id)).Tasks[0].Id });

        Assert.Contains(await PlanAsync(person), i => i.Step == "call-9");
        Assert.DoesNotContain((await Driver.LeadAsync(person.Id)).Enrollments, e => e.Sequence == "outbound-unanswered");
    }

    [Fact]
    public async Task CallCampaign_ContactMade_Ends()
    {
        var person = await InCampaignAsync();
        await Driver.AdvanceAsync("P3D");

        await CalledAsync(person, "answered");

        Assert.Empty(await PlanAsync(person));
    }

    [Fact]
    public async Task Callback_SetWithTheEventTimer_ComesIntoTheQueueOnThatDayAndTime()
    {
        var person = await PersonAsync();
        var at = At(Day(12), 15, 30);

        await HappensAsync(person, "followup.set", new { at = Iso(at) });
        await Driver.AdvanceAsync("P13D");

        Assert.Equal(at, Assert.Single(await SentAsync(person, "notification")).At);
        Assert.Equal("callback", Assert.Single((await Driver.LeadAsync(person.Id)).Tasks).Priority);
    }

    [Fact]
    public async Task HorizonOfSixMonths_SetsTheFollowUpInTwo()
    {
        var person = await PersonAsync();

        await HappensAsync(person, "followup.set", new { horizonDays = 180 });

        Assert.Equal(Day(60), Assert.Single(await PlanAsync(person)).DueAt.InZone(Austin).Date);
    }

    private Task<Person> InCampaignAsync() => PersonAsync(("sequences", In("call-campaign")));
}
