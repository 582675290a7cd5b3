using System.Net;
using FollowUp.Testing.Driving;

namespace FollowUp.LocalHost.Tests.Scenarios;

public sealed class OptOutTests : HostedScenarios
{
    private const string Caller = "+15125550143";

    [Theory]
    [InlineData("STOP")]
    [InlineData("stop")]
    [InlineData("Stop.")]
    [InlineData(" STOPALL ")]
    [InlineData("UNSUBSCRIBE")]
    [InlineData("cancel")]
    [InlineData("END")]
    [InlineData("quit")]
    [InlineData("Revoke")]
    [InlineData("OPT OUT")]
    [InlineData("please stop texting me")]
    [InlineData("Remove me from your list")]
    [InlineData("You have the wrong number")]
    [InlineData("wrong number")]
    public async Task Text_ThatAsksToStop_OneConfirmationThenNothingEver(string words)
    {
        var call = await Driver.CallAsync(Caller);
        await Driver.ChangeAsync(call.LeadId!, new { email = "ana@example.net" });

        await Driver.TextAsync(Caller, words);
        await Driver.TextAsync(Caller, words);
        await Driver.CallAsync(Caller);
        await Driver.AdvanceAsync("P2D");
        await Driver.CallAsync(Caller);
        await Driver.SubmitAsync(new { phone = Caller, consent = new { sms = new { given = true } } });
        await Driver.AdvanceAsync("P90D");

        var reached = (await Driver.OutboxOfAsync(call.LeadId!)).Where(i => i.Channel != "notification").ToList();
        Assert.Equal(2, reached.Count);
        Assert.Contains("you are opted out", reached[1].Text, StringComparison.Ordinal);
        Assert.All((await Driver.PlanAsync(call.LeadId!)).Items, i => Assert.Equal("task", i.Channel));
    }

    [Fact]
    public async Task Stop_TimelineAndLeadSayWhyInWords()
    {
        var call = await Driver.CallAsync(Caller);
        await Driver.TextAsync(Caller, "STOP");
        await Driver.AdvanceAsync("P2D");
        await Driver.CallAsync(Caller);

        var timeline = await Driver.TimelineAsync(call.LeadId!);
        Assert.Contains(timeline, t => t.Reason == "'missed-call-text-back' stopped: the person opted out");
        var later = Assert.Single(timeline, t => t.Rule == "opted-out" && t.Step == "text-back");
        Assert.Equal(("suppressed", "not sent: the person opted out by sms on Tue Nov 3, 08:13 Chicago time"), (later.Status, later.Reason));
        var optOut = (await Driver.LeadAsync(call.LeadId!)).OptOut!;
        Assert.Equal(("sms", "STOP"), (optOut.Channel, optOut.Text));
        Assert.Contains(await Driver.OutboxOfAsync(call.LeadId!, "notification"), n => n.Subject!.EndsWith("opted out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_APersonsReplyAndEnrollingByHandAreRefused()
    {
        var call = await Driver.CallAsync(Caller);
        await Driver.TextAsync(Caller, "STOP");

        using var reply = await Driver.SendAsync(HttpMethod.Post, $"/api/leads/{call.LeadId}/messages", new { channel = "sms", text = "Are you sure?" });
        using var enroll = await Driver.SendAsync(HttpMethod.Put, $"/api/leads/{call.LeadId}/sequences/new-lead");

        Assert.Contains("opted out", (await FollowUpDriver.ProblemAsync(reply, HttpStatusCode.Conflict)).Title, StringComparison.Ordinal);
        Assert.Contains("opted out", (await FollowUpDriver.ProblemAsync(enroll, HttpStatusCode.Conflict)).Title, StringComparison.Ordinal);
        Assert.Equal(2, (await Driver.OutboxOfAsync(call.LeadId!, "sms")).Count);
    }

    [Fact]
    public async Task Stop_ByEmail_StopsTextsAsWell()
    {
        var call = await Driver.CallAsync(Caller);

        await Driver.RecordAsync(call.LeadId!, "message.received", new { channel = "email", text = "Please remove me from your list.", from = "ana@example.net" });
        await Driver.AdvanceAsync("P3D");

        Assert.Single(await Driver.OutboxOfAsync(call.LeadId!, "sms"));
        Assert.Equal("email", (await Driver.LeadAsync(call.LeadId!)).OptOut!.Channel);
    }

    [Fact]
    public async Task OptOutEvent_WithoutAnyWords_IsTakenAndStopsEverything()
    {
        var call = await Driver.CallAsync(Caller);

        await Driver.RecordAsync(call.LeadId!, "optout", new { channel = "phone" });
        await Driver.AdvanceAsync("P3D");

        Assert.Single(await Driver.OutboxOfAsync(call.LeadId!, "sms"));
        Assert.Equal("phone", (await Driver.LeadAsync(call.LeadId!)).OptOut!.Channel);
    }

    [Theory]
    [InlineData("START")]
    [InlineData("unstop")]
    public async Task Start_AfterStop_OpensEverythingAgain(string word)
    {
        var call = await Driver.CallAsync(Caller);
        await Driver.TextAsync(Caller, "STOP");
        await Driver.AdvanceAsync("P2D");

        await Driver.TextAsync(Caller, word);
        await Driver.CallAsync(Caller);

        var texts = await Driver.OutboxOfAsync(call.LeadId!, "sms");
        Assert.Contains("welcome back", texts[2].Text, StringComparison.Ordinal);
        Assert.Contains("missed your call", texts[3].Text, StringComparison.Ordinal);
        Assert.Null((await Driver.LeadAsync(call.LeadId!)).OptOut);
    }

    [Theory]
    [InlineData("HELP")]
    [InlineData("info")]
    public async Task Help_IsAnsweredWithWhoWeAreAndHowToStop(string word)
    {
        var call = await Driver.CallAsync(Caller);

        await Driver.TextAsync(Caller, word);

        var answer = (await Driver.OutboxOfAsync(call.LeadId!, "sms"))[^1];
        Assert.Contains("Lone Star Roofing", answer.Text, StringComparison.Ordinal);
        Assert.Contains("STOP", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Can you stop by tomorrow?")]
    [InlineData("I need to cancel my appointment")]
    [InlineData("Please don't stop, I want the roof done")]
    public async Task Text_AboutTheJob_IsAReplyAndNoOptOut(string words)
    {
        var call = await Driver.CallAsync(Caller);

        await Driver.TextAsync(Caller, words);

        Assert.Null((await Driver.LeadAsync(call.LeadId!)).OptOut);
        Assert.Single(await Driver.OutboxOfAsync(call.LeadId!, "sms"));
    }

    [Fact]
    public async Task StopAndStart_DeliveredInTheWrongOrder_ThePersonsLastWordCounts()
    {
        var call = await Driver.CallAsync(Caller);
        await Driver.AdvanceAsync("PT1M");
        var now = await Driver.NowAsync();
        Task At(string text, int secondsAgo) => Driver.RecordAsync(
            call.LeadId!, "message.received", new { channel = "sms", text, from = Caller }, at: now - NodaTime.Duration.FromSeconds(secondsAgo));

        await At("STOP", 30);
        await At("START", 10);
        await At("STOP", 20);

        Assert.Null((await Driver.LeadAsync(call.LeadId!)).OptOut);
        Assert.Contains(await Driver.TimelineAsync(call.LeadId!), t => t.Reason == "came late: the person has said otherwise since");
    }

    [Fact]
    public async Task Erase_OfSomebodyWhoOptedOut_ForgetsThePersonAndStillDoesNotTextThem()
    {
        var call = await Driver.CallAsync(Caller);
        await Driver.ChangeAsync(call.LeadId!, new { name = "Ana Ruiz" });
        await Driver.TextAsync(Caller, "STOP, this is Ana Ruiz");
        await Driver.TextAsync(Caller, "STOP");
        using var erased = await Driver.SendAsync(HttpMethod.Delete, "/api/leads/" + call.LeadId);
        var before = await Driver.OutboxAsync();

        await Driver.CallAsync(Caller);
        await Driver.SubmitAsync(new { phone = Caller, consent = new { sms = new { given = true } } });
        await Driver.AdvanceAsync("P5D");

        Assert.Equal(HttpStatusCode.NoContent, erased.StatusCode);
        Assert.DoesNotContain((await Driver.OutboxAsync()).Skip(before.Count), i => i.Channel != "notification");
        var kept = Assert.Single(await Driver.LeadsOfAsync(Caller));
        Assert.Null(kept.Name);
        Assert.Null(kept.OptOut!.Text);
        Assert.DoesNotContain(await Driver.TimelineAsync(kept.Id), t => t.Text?.Contains("Ana", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Erase_LeadIsGoneAndItsPlanWithIt()
    {
        var call = await Driver.CallAsync(Caller);

        using var erased = await Driver.SendAsync(HttpMethod.Delete, "/api/leads/" + call.LeadId);
        await Driver.AdvanceAsync("P3D");

        foreach (var path in new[] { "", "/timeline", "/plan" })
        {
            using var gone = await Driver.SendAsync(HttpMethod.Get, $"/api/leads/{call.LeadId}{path}");
            await FollowUpDriver.ProblemAsync(gone, HttpStatusCode.NotFound);
        }
        Assert.Single(await Driver.OutboxAsync(), i => i.Channel == "sms");
        Assert.Empty(await Driver.LeadsOfAsync(Caller));
        Assert.NotEqual(call.LeadId, (await Driver.CallAsync(Caller)).LeadId);
    }
}
