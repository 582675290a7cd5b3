using FollowUp.Testing;
using FollowUp.Testing.Driving;
using NodaTime;

namespace FollowUp.LocalHost.Tests.Scenarios;

public sealed class MissedCallTests : HostedScenarios
{
    private const string Caller = "+15125550143";

    [Fact]
    public async Task Call_UnansweredFromAnUnknownNumber_OneTextLeavesInTheSameSecond()
    {
        var call = await Driver.CallAsync(Caller, ringSeconds: 18);

        var text = Assert.Single(await Driver.OutboxAsync(), i => i.Channel == "sms");
        Assert.Equal("missed", call.Outcome);
        Assert.Equal((Caller, FollowUpDriver.Business, call.LeadId, Sample.Now), (text.To, text.From, text.LeadId, text.At));
        Assert.Contains("Lone Star Roofing", text.Text, StringComparison.Ordinal);
        Assert.Contains("missed your call", text.Text, StringComparison.Ordinal);

        var lead = Assert.Single(await Driver.LeadsOfAsync(Caller));
        Assert.Equal(call.LeadId, lead.Id);
        Assert.Contains("missed-call", lead.Tags);
        Assert.Equal("new", lead.Stage);
        Assert.Equal((Sample.Now, Caller, FollowUpDriver.Business, 18), (lead.LastCall!.At, lead.LastCall.From, lead.LastCall.To, lead.LastCall.RingSeconds));
        Assert.Equal(Sample.Now, lead.FirstTouchAt);
    }

    [Fact]
    public async Task Call_Unanswered_OwnerIsToldCallerTimeAndTheTextThatWasSent()
    {
        await Driver.CallAsync(Caller, ringSeconds: 18);

        var outbox = await Driver.OutboxAsync();
        var notice = Assert.Single(outbox, i => i.Channel == "notification");
        Assert.Equal("+15125550111", notice.To);
        Assert.Contains("(512) 555-0143", notice.Text, StringComparison.Ordinal);
        Assert.Contains("8:13 AM", notice.Text, StringComparison.Ordinal);
        Assert.Contains("18 s", notice.Text, StringComparison.Ordinal);
        Assert.Contains(Assert.Single(outbox, i => i.Channel == "sms").Text, notice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_FromSomebodyWhoseNameIsKnown_TextIsPersonal()
    {
        var known = await Driver.SubmitAsync(new { name = "Ana Ruiz", phone = Caller, sequences = Array.Empty<string>() });

        await Driver.CallAsync(Caller);

        var text = Assert.Single(await Driver.OutboxOfAsync(known.Id, "sms"));
        Assert.StartsWith("Hi Ana,", text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_HungUpAfterFourSeconds_IsMissedAndAnswered()
    {
        var call = await Driver.CallAsync(Caller, answered: true, ringSeconds: 20, hangUpAfterSeconds: 4);

        Assert.Equal("missed", call.Outcome);
        Assert.Single(await Driver.OutboxOfAsync(call.LeadId!, "sms"));
        Assert.Equal(4, (await Driver.LeadAsync(call.LeadId!)).LastCall!.RingSeconds);
    }

    [Fact]
    public async Task Call_Answered_NothingLeaves()
    {
        var call = await Driver.CallAsync(Caller, answered: true, ringSeconds: 6, talkSeconds: 90);
        await Driver.AdvanceAsync("P3D");

        Assert.Equal("answered", call.Outcome);
        Assert.Empty(await Driver.OutboxAsync());
    }

    [Fact]
    public async Task Call_MissedAgainTwoHoursLater_IsLoggedWithoutASecondAnswer()
    {
        var first = await Driver.CallAsync(Caller);
        await Driver.AdvanceAsync("PT30M");
        await Driver.TextAsync(Caller, "I will try again later");
        await Driver.AdvanceAsync("PT90M");
        var before = await Driver.OutboxOfAsync(first.LeadId!, "sms");

        var second = await Driver.CallAsync(Caller);

        Assert.Equal(first.LeadId, second.LeadId);
        Assert.Equal(before, await Driver.OutboxOfAsync(first.LeadId!, "sms"));
        var timeline = await Driver.TimelineAsync(first.LeadId!);
        Assert.Equal(2, timeline.Count(t => t.Type == "call.missed"));
        Assert.Contains("less than 24h ago", Assert.Single(timeline, t => t.Rule == "repeat").Reason, StringComparison.Ordinal);
        Assert.Contains(await Driver.OutboxOfAsync(first.LeadId!, "notification"), n => n.Subject!.EndsWith("called again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_MissedAgainAfterTheWindow_IsAnsweredAgain()
    {
        var call = await Driver.CallAsync(Caller);
        await Driver.AdvanceAsync("P3D");
        var before = (await Driver.OutboxOfAsync(call.LeadId!, "sms")).Count;

        await Driver.CallAsync(Caller);

        Assert.Equal(before + 1, (await Driver.OutboxOfAsync(call.LeadId!, "sms")).Count);
    }

    [Fact]
    public async Task NoReply_ToAMissedCall_SecondTextEmailAndATaskForTheOwner()
    {
        var call = await Driver.CallAsync(Caller);
        await Driver.ChangeAsync(call.LeadId!, new { email = "ana@example.net" });

        await Driver.AdvanceAsync("P30D");

        Assert.Equal(
            [Sample.Now, Sample.Now + Duration.FromHours(1)], (await Driver.OutboxOfAsync(call.LeadId!, "sms")).Select(i => i.At));
        var mail = Assert.Single(await Driver.OutboxOfAsync(call.LeadId!, "email"));
        Assert.Equal(("ana@example.net", Sample.Now + Duration.FromHours(1)), (mail.To, mail.At));
        var lead = await Driver.LeadAsync(call.LeadId!);
        Assert.StartsWith("Call (512) 555-0143 back", Assert.Single(lead.Tasks).Title, StringComparison.Ordinal);
        Assert.Equal("completed", Assert.Single(lead.Enrollments).Status);
        Assert.Empty((await Driver.PlanAsync(lead.Id)).Items);
        Assert.All((await Driver.OutboxOfAsync(lead.Id)).Where(i => i.Channel is "sms" or "email"), i => Assert.Equal("delivered", i.Status));
    }

    [Fact]
    public async Task NoReply_WithoutAnEmailAddress_TimelineSaysWhyNoEmailWent()
    {
        var call = await Driver.CallAsync(Caller);

        await Driver.AdvanceAsync("PT2H");

        var email = Assert.Single(await Driver.TimelineAsync(call.LeadId!), t => t.Channel == "email");
        Assert.Equal(("suppressed", "no-address", "not sent: no email address is known"), (email.Status, email.Rule, email.Reason));
    }

    [Fact]
    public async Task Reply_YesPleaseTomorrowMorning_StopsEverythingAndTheOwnerSeesTheConversation()
    {
        var call = await Driver.CallAsync(Caller);
        await Driver.AdvanceAsync("PT20M");

        await Driver.TextAsync(Caller, "Yes please, tomorrow morning");

        Assert.Empty((await Driver.PlanAsync(call.LeadId!)).Items);
        var lead = await Driver.LeadAsync(call.LeadId!);
        Assert.Equal(("stopped", "the person replied"), (lead.Enrollments[0].Status, lead.Enrollments[0].EndedBy));
        var notice = (await Driver.OutboxOfAsync(lead.Id, "notification"))[^1];
        Assert.Contains("Yes please, tomorrow morning", notice.Text, StringComparison.Ordinal);
        Assert.Contains("missed your call", notice.Text, StringComparison.Ordinal);

        var before = await Driver.OutboxOfAsync(lead.Id);
        await Driver.AdvanceAsync("P60D");
        Assert.Equal(before.Select(i => i.Id), (await Driver.OutboxOfAsync(lead.Id)).Select(i => i.Id));
    }

    [Theory]
    [InlineData("email", "ana@example.net")]
    [InlineData("sms", Caller)]
    public async Task Reply_OnAnyChannel_StopsThePlan(string channel, string from)
    {
        var call = await Driver.CallAsync(Caller);

        await Driver.RecordAsync(call.LeadId!, "message.received", new { channel, text = "Still need the roof done", from });

        Assert.Empty((await Driver.PlanAsync(call.LeadId!)).Items);
    }

    [Fact]
    public async Task FirstContacts_FiftyAtOnceFromOneNumber_AreOneLeadWithOneText()
    {
        var calls = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => i % 2 == 0
            ? Driver.CallAsync("+15125550199").ContinueWith(t => t.Result.LeadId!, TaskScheduler.Default)
            : Driver.SubmitAsync(new { phone = "(512) 555-0199" }).ContinueWith(t => t.Result.Id, TaskScheduler.Default)));

        var lead = Assert.Single(calls.Distinct());
        Assert.Equal(lead, Assert.Single(await Driver.LeadsOfAsync("+15125550199")).Id);
        Assert.Single(await Driver.OutboxOfAsync(lead, "sms"), i => i.Text.Contains("missed your call", StringComparison.Ordinal));
        Assert.Equal(50, (await Driver.TimelineAsync(lead)).Count(t => t.Kind == "event" && t.Type is "call.missed" or "lead.submitted"));
    }
}
