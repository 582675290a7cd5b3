using System.Text.Json;
using FollowUp.Testing.Driving;
using NodaTime;

namespace FollowUp.LocalHost.Tests.Seeds;

/// <summary>The six steps of the missed call, one after the other, and what the third document says of them.</summary>
public sealed class MissedCallFlowTests(SeedHost host) : SeedScenarios(host)
{
    private static readonly string[] ContextFields = ["service", "urgency", "location", "message"];

    [Fact]
    public async Task Step1_AnsweredCallTriggersNothingAndUnansweredOrHungUpOnesDo()
    {
        var (answered, rangOut, hungUp) = (Phone(), Phone(), Phone());

        await Driver.CallAsync(answered, answered: true);
        await Driver.CallAsync(rangOut);
        await Driver.CallAsync(hungUp, answered: true, ringSeconds: 20, hangUpAfterSeconds: 3);

        Assert.Empty(await Driver.LeadsOfAsync(answered));
        foreach (var phone in new[] { rangOut, hungUp }) Assert.Single(await Driver.OutboxOfAsync(Assert.Single(await Driver.LeadsOfAsync(phone)).Id, "sms"));
    }

    [Fact]
    public async Task Step2_KnownNumberIsRecognisedAndANewOneGetsARecord()
    {
        var person = await PersonAsync();
        var stranger = Phone();

        Assert.Equal(person.Id, (await Driver.CallAsync(person.Phone)).LeadId);
        Assert.Equal((await Driver.CallAsync(stranger)).LeadId, Assert.Single(await Driver.LeadsOfAsync(stranger)).Id);
    }

    [Fact]
    public async Task Step3_TextIsPersonalNamesTheMissedCallAndLeavesWithinSeconds()
    {
        var person = await PersonAsync();

        await Driver.CallAsync(person.Phone);

        var text = Assert.Single(await SentAsync(person, "sms"));
        Assert.InRange(text.At - Start, Duration.Zero, Duration.FromSeconds(60));
        Assert.StartsWith("Hi Ana,", text.Text, StringComparison.Ordinal);
        Assert.Contains("missed your call", text.Text, StringComparison.Ordinal);
        Assert.Contains("What can we help you with?", text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Step4_RecordIsTaggedStagedLoggedWithDurationAndItsCustomFieldsFilled()
    {
        var phone = Phone();
        var lead = (await Driver.CallAsync(phone, ringSeconds: 18)).LeadId!;

        var record = await Driver.SendAsync<JsonElement>(HttpMethod.Get, "/api/leads/" + lead);

        Assert.Equal("missed-call", record.GetProperty("tags")[0].GetString());
        Assert.Equal("new", record.GetProperty("stage").GetString());
        Assert.Equal(18, record.GetProperty("lastCall").GetProperty("ringSeconds").GetInt32());
        Assert.Equal("(833) 555-0100", record.GetProperty("criteria").GetProperty("calledNumber").GetString());
        Assert.EndsWith("10:00 AM", record.GetProperty("criteria").GetProperty("missedCallAt").GetString(), StringComparison.Ordinal);
        var logged = Assert.Single(await Driver.TimelineAsync(lead), t => t.Type == "call.missed");
        Assert.Equal((Start, "missed call, rang 18 s"), (logged.At, logged.Text));
    }

    [Fact]
    public async Task Step5_TeamIsToldWhoCalledWhenAndWhatWasAnswered()
    {
        var person = await PersonAsync();

        await Driver.CallAsync(person.Phone, ringSeconds: 18);

        var notice = Assert.Single(await SentAsync(person, "notification"));
        var text = Assert.Single(await SentAsync(person, "sms"));
        Assert.All(
            new[] { "Ana Ruiz", $"(512) 555-{person.Phone[^4..]}", "10:00 AM", "rang 18 s", text.Text }, part => Assert.Contains(part, notice.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Step6_NoResponseInTheWindow_SecondTextAndEmailThenATask()
    {
        var person = await PersonAsync();
        await Driver.CallAsync(person.Phone);

        await Driver.AdvanceAsync("P2D");

        var reached = await ReachedAsync(person);
        Assert.Equal(["sms", "sms", "email"], reached.Select(i => i.Channel));
        Assert.All(reached.Skip(1), i => Assert.Equal(Start + Duration.FromHours(1), i.At));
        Assert.Contains((await Driver.LeadAsync(person.Id)).Tasks, t => t is { Kind: "call", Priority: "callback" });
        Assert.Empty(await PlanAsync(person));
    }

    [Fact]
    public async Task Reply_StopsTheSequenceAndTheConversationGoesToTheTeam()
    {
        var person = await PersonAsync();
        await Driver.CallAsync(person.Phone);

        await Driver.TextAsync(person.Phone, "My roof leaks");
        await Driver.AdvanceAsync("P3D");

        Assert.Single(await SentAsync(person, "sms"));
        var told = (await SentAsync(person, "notification"))[^1].Text;
        Assert.Contains("My roof leaks", told, StringComparison.Ordinal);
        Assert.Contains("missed your call", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Context_ServiceUrgencyLocationAndWords_TravelWithTheLead()
    {
        var person = await PersonAsync(("sequences", null));

        var context = (await RecordOfAsync(person)).GetProperty("context");
        Assert.Equal(["the downtown loft", "this month", "East Austin", "Two bedrooms"], ContextFields.Select(f => context.GetProperty(f).GetString()));
        Assert.Contains("wants: the downtown loft, this month, East Austin: Two bedrooms", Assert.Single(await SentAsync(person, "notification")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Context_IsShownToWhoeverAnswers_InTheNoticeTheInboxAndTheQueue()
    {
        var person = await PersonAsync(("sequences", In("call-asap")));
        await Driver.TextAsync(person.Phone, "Is it still free?");

        Assert.Contains("Wants: the downtown loft, this month, East Austin: Two bedrooms", (await SentAsync(person, "notification"))[^1].Text, StringComparison.Ordinal);
        var conversation = (await Driver.SendAsync<JsonElement>(HttpMethod.Get, "/api/inbox/" + person.Id)).GetRawText();
        var queue = (await Driver.SendAsync<JsonElement>(HttpMethod.Get, "/api/queue")).GetProperty("items").EnumerateArray();
        var task = queue.Single(i => i.GetProperty("lead").GetProperty("id").GetString() == person.Id).GetRawText();
        foreach (var said in new[] { "the downtown loft", "this month", "East Austin", "Two bedrooms" })
        {
            Assert.Contains(said, conversation, StringComparison.Ordinal);
            Assert.Contains(said, task, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WebLead_ThatDoesNotBook_HearsByTextAndEmailOverWeeks()
    {
        var person = await PersonAsync(("sequences", null));

        await Driver.AdvanceAsync("P61D");

        var reached = await ReachedAsync(person);
        Assert.Equal(Start, reached[0].At);
        Assert.True(reached.Count(i => i.Channel == "sms") >= 4 && reached.Count(i => i.Channel == "email") >= 4);
        Assert.True(Local(reached[^1]).Date >= Day(45));
    }
}
