using FollowUp.Testing.Driving;
using NodaTime;

namespace FollowUp.LocalHost.Tests.Seeds;

public sealed class UnansweredCallTests(SeedHost host) : SeedScenarios(host)
{
    [Fact]
    public async Task OutboundCall_Unanswered_VoicemailThenTextWithin5MinutesThenRetryWithin1Hour()
    {
        var person = await PersonAsync();

        await CalledAsync(person, "no_answer");
        await Driver.AdvanceAsync("PT1H");

        var reached = await ReachedAsync(person);
        Assert.Equal(["voicemail", "sms", "call"], reached.Select(i => i.Channel));
        Assert.Equal(Start, reached[0].At);
        Assert.InRange(reached[1].At - Start, Duration.Zero, Duration.FromMinutes(5));
        Assert.InRange(reached[2].At - Start, Duration.FromMinutes(5), Duration.FromHours(1));
        Assert.All(reached, i => Assert.Contains("the downtown loft", i.Text, StringComparison.Ordinal));
        Assert.Contains("https://lonestar.example/book", reached[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VoicemailText_AnsweredYes_StopsTheRetryAndAsksTheTeamToCallNow()
    {
        var person = await PersonAsync();
        await CalledAsync(person, "no_answer");
        await Driver.AdvanceAsync("PT5M");

        await Driver.TextAsync(person.Phone, "YES");
        await Driver.AdvanceAsync("P1D");

        Assert.Empty(await SentAsync(person, "call"));
        Assert.Contains((await Driver.LeadAsync(person.Id)).Tasks, t => t is { Kind: "call", Priority: "asap" });
    }

    [Fact]
    public async Task CallBack_NotTaken_IsTriedAgainWithin2To4Hours()
    {
        var person = await PersonAsync();
        await HappensAsync(person, "callback.requested", new { at = Iso(Start + Duration.FromHours(1)) });
        await Driver.AdvanceAsync("PT1H");

        await CalledAsync(person, "no_answer");
        await Driver.AdvanceAsync("PT5H");

        var retry = (await SentAsync(person, "notification"))[^1];
        Assert.Contains("again", retry.Text, StringComparison.Ordinal);
        Assert.InRange(retry.At - Start, Duration.FromHours(3), Duration.FromHours(5));
    }

    [Fact]
    public async Task SecondCall_NotTaken_IsTriedAgainTheNextDay()
    {
        var person = await PersonAsync();
        await CalledAsync(person, "no_answer");

        await Driver.AdvanceAsync("PT20H"); // the automatic retry rings out as well

        Assert.Equal("no_answer", Assert.Single(await SentAsync(person, "call")).Status);
        var next = Assert.Single(await PlanAsync(person));
        Assert.Equal("call-retry-next-day", next.Sequence);
        Assert.StartsWith("Redial", next.Text, StringComparison.Ordinal);
        Assert.Equal(Day(1), next.DueAt.InZone(Austin).Date);
    }

    [Fact]
    public async Task ThirdCall_NotTaken_TextFirstAndWithoutAReplyTheCoolDownList()
    {
        var person = await PersonAsync();
        await CalledAsync(person, "no_answer");
        await Driver.AdvanceAsync("P2D");

        await CalledAsync(person, "voicemail");
        await Driver.AdvanceAsync("P4D");

        Assert.Contains("Is text better?", (await SentAsync(person, "sms"))[^1].Text, StringComparison.Ordinal);
        var record = await RecordOfAsync(person);
        Assert.Contains("cool-down", (await Driver.LeadAsync(person.Id)).Tags);
        Assert.NotEqual(System.Text.Json.JsonValueKind.Null, record.GetProperty("coolDown").ValueKind);
        Assert.Contains("three calls in a row not taken", await RefusedAsync(person, "long-tail"), StringComparison.Ordinal);
        Assert.Empty(await PlanAsync(person));
    }

    [Fact]
    public async Task ThirdCall_NotTakenButTheTextAnswered_NoCoolDown()
    {
        var person = await PersonAsync();
        foreach (var _ in Enumerable.Range(0, 3)) await CalledAsync(person, "no_answer");
        await Driver.AdvanceAsync("PT1H");

        await Driver.TextAsync(person.Phone, "Text is better, yes");
        await Driver.AdvanceAsync("P9D");

        Assert.DoesNotContain("cool-down", (await Driver.LeadAsync(person.Id)).Tags);
    }
}
