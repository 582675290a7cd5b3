using FollowUp.Core.Carriers;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Core.Touches;
using FollowUp.Testing.Journeys;
using static FollowUp.Testing.Journeys.Plans;

namespace FollowUp.Core.Tests.Decisions;

/// <summary>What becomes of touches after they were claimed.</summary>
public class OpenTouchesTests
{
    private const string Id = "lead1-1-0.0-0";
    private static readonly Duration Minutes10 = Duration.FromMinutes(10);

    [Fact]
    public void Decide_AnswerNobodyHeardOf_IsSentOnceMore()
    {
        var journey = Silent(Step("a", "0s", Text("sorry we missed you")) with { Answers = true }).Enter("plan").Pass(Minutes10);

        Assert.Equal(["lead1-1-0.0-0", "lead1-1-0.0-1"], journey.Sent.Select(s => s.Message.Touch.Id));
        Assert.Equal(TouchStatus.Unknown, Row(journey, "lead1-1-0.0-0").Status);

        journey.Pass(Minutes10); // silence again: now a person has to look
        Assert.Equal(["sms", "sms", "task"], journey.Sent.Select(s => s.Message.Touch.Channel.Word()));
        Assert.Equal("Check with Dana Reyes, (512) 555-0142: a message to them was interrupted and may not have arrived.", Assert.Single(journey.State.Tasks).Title);
    }

    [Fact]
    public void Decide_PlanTextNobodyHeardOf_StaysUnknownAndBecomesATask()
    {
        var journey = Silent(Step("a", "0s", Text())).Enter("plan").Pass(Minutes10 - Duration.FromSeconds(1));
        Assert.Equal(TouchStatus.Claimed, Row(journey, Id).Status);

        journey.Pass(Duration.FromSeconds(1));

        Assert.Single(journey.Texts);
        Assert.Equal(TouchStatus.Unknown, Row(journey, Id).Status);
        Assert.Equal(
            "interrupted while sending, and no delivery report came in ten minutes: not sent again; a person should look", Row(journey, Id).Reason);
        Assert.Single(journey.State.Tasks);
    }

    [Fact]
    public void Decide_DeliveryReportInTime_SettlesTheDoubt()
    {
        var journey = Silent(Step("a", "0s", Text())).Enter("plan").Pass(Duration.FromMinutes(9));

        journey.Happens(new LeadEvent.MessageDelivery(Id, null, "delivered")).Pass(Duration.FromDays(1));

        Assert.Equal(TouchStatus.Delivered, Row(journey, Id).Status);
        Assert.Empty(journey.State.Tasks);
        Assert.Empty(journey.State.Open);
    }

    [Fact]
    public void Decide_DeliveryReportAfterTheDoubt_StillCounts()
    {
        var journey = Silent(Step("a", "0s", Text())).Enter("plan").Pass(Duration.FromHours(1));

        journey.Happens(new LeadEvent.MessageDelivery(Id, null, "delivered"));

        Assert.Equal(TouchStatus.Delivered, Row(journey, Id).Status);
    }

    [Fact]
    public void Decide_ReportByTheCarriersId_FindsItsTouch()
    {
        var journey = new Journey(Agreed(), Playbook(Sequence("plan", Step("a", "0s", Text(), Email()))));
        journey.Carrier = m => new(m.Touch.Id, "sent", m is Outbound.Sms ? "SM123" : null);
        journey.Enter("plan");

        journey.Happens(
            new LeadEvent.MessageDelivery(null, "SM123", "failed", "the carrier reported Failed: landline"),
            new LeadEvent.MessageDelivery(null, Touch.OperationIdOf("lead1-1-0.1-0").ToString(), "delivered"));

        Assert.Equal((TouchStatus.Failed, "the carrier reported Failed: landline"), (Row(journey, Id).Status, Row(journey, Id).Reason));
        Assert.Equal(TouchStatus.Delivered, Row(journey, "lead1-1-0.1-0").Status);
    }

    [Fact]
    public void Decide_ReportOnNothingOfOurs_IsKeptAsAnEvent()
    {
        var journey = new Journey(Agreed(), Playbook()).Happens(new LeadEvent.MessageDelivery(null, "SM999", "failed", "whatever"));

        Assert.Equal(["message.delivery"], journey.Rows.Select(r => r.Type));
        Assert.Empty(journey.Sent);
    }

    [Fact]
    public void Decide_BusyCarrier_IsTriedAgainLaterAndLater()
    {
        var tries = new List<Instant>();
        var journey = new Journey(Agreed(), Playbook(Sequence("plan", Step("a", "0s", Text()))));
        journey.Carrier = m => new(m.Touch.Id, tries.Count < 3 ? "busy" : "sent", Detail: "429", RetryAfterSeconds: tries.Count == 0 ? 100 : 0);
        var carrier = journey.Carrier;
        journey.Carrier = m => { var said = carrier(m); tries.Add(journey.Now); return said; };

        journey.Enter("plan").Pass(Duration.FromHours(1));

        Assert.Equal([0, 100, 160, 280], tries.Select(t => (int)(t - Tuesday).TotalSeconds));
        Assert.Equal(4, journey.Sent.Select(s => s.Message.Touch.Id).Distinct().Count());
        Assert.Equal(EnrollmentStatus.Completed, journey.State.Enrollments[0].Status);
        Assert.Contains("held until Tue Nov 3, 10:01 Chicago time: the carrier asked us to wait (429)", journey.Reasons.Select(r => r.Words));
    }

    [Fact]
    public void Decide_CarrierThatStaysBusy_BecomesATask()
    {
        var journey = new Journey(Agreed(), Playbook(Sequence("plan", Step("a", "0s", Text()))));
        journey.Carrier = m => new(m.Touch.Id, m is Outbound.Sms ? "busy" : "sent", Detail: "over the limit");

        journey.Enter("plan").Pass(Duration.FromDays(1));

        Assert.Equal(6, journey.Texts.Count());
        Assert.Equal("Reach Dana Reyes, (512) 555-0142 another way: over the limit", Assert.Single(journey.State.Tasks).Title);
        Assert.Null(journey.WakeAt);
    }

    [Fact]
    public void Decide_NotificationsThatStayBusy_EndInOneTask()
    {
        var journey = new Journey(Agreed(), Playbook()) { Carrier = m => new(m.Touch.Id, "busy", Detail: "mail is down") };

        journey.Happens(new LeadEvent.MessageReceived("sms", "Hello?", "+15125550142")).Pass(Duration.FromDays(1));

        Assert.Single(journey.State.Tasks);
        Assert.Null(journey.WakeAt);
    }

    [Fact]
    public void Decide_TaskToldAgainAfterAFault_IsOneTask()
    {
        var told = 0;
        var plan = Sequence("plan", Step("a", "0s", new SequenceAction.OpenTask("Call back"), Call()));
        var journey = new Journey(Caller(), Playbook(plan)) { Carrier = m => new(m.Touch.Id, ++told <= 4 ? "busy" : "sent") };

        journey.Enter("plan").Pass(Duration.FromDays(1));

        Assert.Equal(6, told);
        Assert.Equal(["Call back", "Call Dana Reyes, (512) 555-0142: they have not said what they need"], journey.State.Tasks.Select(t => t.Title));
    }

    [Fact]
    public void Decide_RepeatActionOnABusyCarrier_IsTriedAgain()
    {
        var plan = Sequence("plan", Step("a", "0s", Text())) with { Repeat = new() { Within = Offset("24h"), Actions = [Notify("again")] }, EnrollOn = [new("call.missed")] };
        var journey = new Journey(Agreed(), Playbook(plan)) { Carrier = m => new(m.Touch.Id, m is Outbound.Notification && m.Touch.Occurrence == 0 ? "busy" : "sent") };
        var missed = new LeadEvent.CallMissed("c", "+15125550142", "+18335550100", 18);

        journey.Happens(missed).Happens(missed).Pass(Duration.FromDays(1));

        Assert.Equal([("lead1-1-1001.0-0", 0), ("lead1-1-1001.0-1", 30)], journey.Sent.Where(s => s.Message.Text == "again")
            .Select(s => (s.Message.Touch.Id, (int)(s.At - Tuesday).TotalSeconds)));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Decide_RefusedForGood_IsATaskWhenThePersonWaitsForIt(bool answers, int tasks)
    {
        var journey = new Journey(Agreed(), Playbook(Sequence("plan", Step("a", "0s", Text()) with { Answers = answers })));
        journey.Carrier = m => new(m.Touch.Id, m is Outbound.Sms ? "failed" : "sent", Detail: "the number is not in service");

        journey.Enter("plan");

        Assert.Equal((TouchStatus.Failed, "the number is not in service"), (Row(journey, Id).Status, Row(journey, Id).Reason));
        Assert.Equal(tasks, journey.State.Tasks.Length);
    }

    [Fact]
    public void Decide_ReplyBetweenClaimAndSend_WithdrawsWhatWasClaimed()
    {
        var journey = Silent(Step("a", "0s", Text(), Email(), Notify())).Enter("plan");

        journey.Happens(new LeadEvent.MessageReceived("sms", "Hi", "+15125550142"));

        Assert.Equal(
            [TouchStatus.Suppressed, TouchStatus.Suppressed, TouchStatus.Claimed],
            journey.Rows.Where(r => r is { Kind: "touch", Sequence: "plan" }).Select(r => r.Status!.Value));
        Assert.Equal("not sent: withdrawn because the person replied", Row(journey, Id).Reason);

        journey.Happens(new LeadEvent.TouchSettled(Id, "sent", "SM1")); // it had left after all
        Assert.Equal(TouchStatus.Sent, Row(journey, Id).Status);
    }

    [Theory]
    [InlineData("answered", TouchStatus.Delivered, "answered")]
    [InlineData("voicemail", TouchStatus.Delivered, "voicemail")]
    [InlineData("no_answer", TouchStatus.Failed, "no answer")]
    [InlineData("busy", TouchStatus.Failed, "busy")]
    public void Decide_CallThatATouchPlaced_EndsWithItsDisposition(string disposition, TouchStatus status, string reason)
    {
        var journey = new Journey(Agreed(), Playbook(Sequence("plan", Step("a", "0s", Call())))).Enter("plan");

        journey.Happens(new LeadEvent.CallCompleted("c1", "outbound", disposition, 10, TouchId: Id));

        Assert.Equal((status, reason), (Row(journey, Id).Status!.Value, Row(journey, Id).Reason));
    }

    [Fact]
    public void Decide_ResultsThatComeTwiceOrTooLate_ChangeNothing()
    {
        var journey = Silent(Step("a", "0s", Text())).Enter("plan").Happens(new LeadEvent.TouchSettled(Id, "sent", "SM1"));
        var state = journey.State;

        journey.Happens(
            new LeadEvent.TouchSettled(Id, "sent", "SM2"), new LeadEvent.TouchSettled(Id, "busy"), new LeadEvent.TouchSettled(Id, "failed"),
            new LeadEvent.TouchSettled("lead1-9-9.9-9", "sent"));

        Assert.Same(state, journey.State);
        Assert.Single(journey.Sent);
    }

    [Fact]
    public void Decide_ReportThatNeverComes_IsForgottenAfterThreeDays()
    {
        var journey = new Journey(Agreed(), Playbook(Sequence("plan", Step("a", "0s", Text()), Step("b", "4d", Notify())))).Enter("plan");

        Assert.Single(journey.State.Open);
        journey.Pass(Duration.FromDays(4));

        Assert.Empty(journey.State.Open);
        Assert.Equal(TouchStatus.Sent, Row(journey, Id).Status);
    }

    private static Journey Silent(Step step) => new(Agreed(), Playbook(Sequence("plan", step))) { Carrier = _ => null };

    private static Timelines.TimelineEntry Row(Journey journey, string touch) => journey.Rows.Single(r => r.TouchId == touch);
}
