using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Testing.Journeys;
using static FollowUp.Testing.Journeys.Plans;

namespace FollowUp.Core.Tests.Decisions;

public class EnrollingTests
{
    private static readonly LeadEvent Missed = new LeadEvent.CallMissed("c1", "+15125550142", "+18335550100", 18);

    /// <summary>For each word of stopOn an event that it stands for.</summary>
    public static TheoryData<string, LeadEvent> Stops => new()
    {
        { "reply", new LeadEvent.MessageReceived("sms", "Tomorrow is fine", "+15125550142") },
        { "reply", new LeadEvent.MessageReceived("email", "Tomorrow is fine", "dana@example.com") },
        { "answered", new LeadEvent.CallAnswered("c2", "+15125550142", "+18335550100") },
        { "answered", new LeadEvent.CallCompleted("c2", "outbound", "answered", 60) },
        { "message.received", new LeadEvent.MessageReceived("chat", "hi", "dana") },
        { "call.missed", Missed },
        { "call.completed", new LeadEvent.CallCompleted("c2", "outbound", "no_answer", 0) },
        { "email.engaged", new LeadEvent.EmailEngaged("m1", "click") },
        { "appointment.booked", new LeadEvent.AppointmentBooked("a1", Tuesday + Duration.FromDays(3), 60) },
        { "appointment.cancelled", new LeadEvent.AppointmentCancelled("a1") },
        { "appointment.noshow", new LeadEvent.AppointmentNoShow("a1") },
        { "estimate.accepted", new LeadEvent.EstimateAccepted("e1") },
        { "estimate.declined", new LeadEvent.EstimateDeclined("e1") },
        { "lead.booked", new LeadEvent.LeadBooked() },
        { "lead.won", new LeadEvent.LeadWon() },
        { "lead.lost", new LeadEvent.LeadLost("not_interested") },
        { "followup.set", new LeadEvent.FollowUpSet(HorizonDays: 30) },
    };

    [Theory]
    [MemberData(nameof(Stops))]
    public void Decide_WordOfStopOn_EndsTheSequence(string word, LeadEvent fact)
    {
        var stopped = Sequence("stopped", Step("a", "1h", Text())) with { StopOn = [word] };
        var untouched = Sequence("untouched", Step("a", "2h", Text())) with { StopOn = ["market.changed"] };
        var journey = new Journey(Agreed(), Playbook(stopped, untouched)).Enter("stopped").Enter("untouched");

        journey.Happens(fact);

        Assert.Equal([EnrollmentStatus.Stopped, EnrollmentStatus.Running], journey.State.Enrollments.Select(e => e.Status));
        Assert.Contains(journey.Reasons, r => r.Words.StartsWith("'stopped' stopped: ", StringComparison.Ordinal));
        Assert.Equal(["untouched"], journey.Pass(Duration.FromDays(1)).Rows.Where(r => r is { Kind: "touch", Channel: "sms" }).Select(r => r.Sequence).Distinct());
    }

    [Fact]
    public void Decide_CallThatNobodyTook_DoesNotCountAsAnswered()
    {
        var sequence = Sequence("plan", Step("a", "1h", Text())) with { StopOn = ["answered"] };
        var journey = new Journey(Agreed(), Playbook(sequence)).Enter("plan");

        journey.Happens(new LeadEvent.CallCompleted("c2", "outbound", "voicemail", 20));

        Assert.True(journey.State.Enrollments[0].IsRunning);
    }

    [Fact]
    public void Decide_ReplyInTheSameSecond_KeepsDueTouchBackAndTellsTheOwner()
    {
        var journey = new Journey(Caller(), Playbook(Sequence("plan", Step("a", "1h", Text("too late"))))).Enter("plan");
        journey.Now = journey.WakeAt!.Value;

        journey.Happens(new LeadEvent.MessageReceived("sms", "Yes please, tomorrow morning", "+15125550142"));

        Assert.Empty(journey.Texts);
        Assert.Null(journey.WakeAt);
        var notice = Assert.IsType<Carriers.Outbound.Notification>(Assert.Single(journey.Sent).Message);
        Assert.Equal("Dana Reyes, (512) 555-0142 replied", notice.Subject);
        Assert.Contains("Dana: Yes please, tomorrow morning", notice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_TriggerAgainWithinTheWindow_DoesTheRepeatActionsInstead()
    {
        var sequence = Sequence("plan", Step("a", "0s", Text("hello")), Step("b", "3d", Text("bye"))) with
        {
            EnrollOn = [new("call.missed")], Repeat = new() { Within = Offset("24h"), Actions = [Notify("again")] },
        };
        var journey = new Journey(Agreed(), Playbook(sequence)).Happens(Missed).Pass(Duration.FromHours(2)).Happens(Missed).Pass(Duration.FromHours(21)).Happens(Missed);

        Assert.Equal(["hello", "again", "again"], journey.Sent.Select(s => s.Message.Text));
        Assert.Contains("did not enter 'plan' again: it did on Tue Nov 3, 10:00 Chicago time, less than 24h ago", journey.Reasons.Select(r => r.Words));

        journey.Pass(Duration.FromHours(1)).Happens(Missed); // the window is over: begun anew
        Assert.Equal("hello", journey.Sent[^1].Message.Text);
        Assert.Equal([EnrollmentStatus.Stopped, EnrollmentStatus.Running], journey.State.Enrollments.Select(e => e.Status));
    }

    [Fact]
    public void Decide_RepeatActionsAtNight_WaitForTheMorningAndAllGo()
    {
        var sequence = Sequence("plan", Step("a", "0s", Email("hello"))) with
        {
            EnrollOn = [new("call.missed")], Repeat = new() { Within = Offset("24h"), Actions = [Text("first"), new SequenceAction.LeaveVoicemail("second")] },
        };
        var journey = new Journey(Agreed(), Playbook(sequence)).Happens(Missed).Pass(Duration.FromHours(13)).Happens(Missed); // 23:00

        Assert.Equal(["hello"], journey.Sent.Select(s => s.Message.Text));
        journey.Pass(Duration.FromDays(1));

        Assert.Equal(["hello", "first", "second"], journey.Sent.Select(s => s.Message.Text));
        Assert.Equal(EnrollmentStatus.Completed, journey.State.Enrollments[0].Status);
    }

    [Fact]
    public void Decide_RepeatWithoutWindow_BeginsAnewEveryTime()
    {
        var sequence = Sequence("plan", Step("a", "0s", Text("hello")), Step("b", "1h", Text("bye"))) with { EnrollOn = [new("call.missed")] };

        var journey = new Journey(Agreed(), Playbook(sequence)).Happens(Missed).Pass(Duration.FromMinutes(30)).Happens(Missed).Pass(Duration.FromDays(1));

        Assert.Equal(["hello", "hello", "bye"], journey.Texts);
    }

    [Fact]
    public void Decide_TriggerWithConditions_EnrollsOnlyWhenTheyHold()
    {
        var sequence = Sequence("plan", Step("a", "0s", Text())) with { EnrollOn = [new("call.missed") { When = [new("lead.stage", "eq", "won")] }] };

        Assert.Empty(new Journey(Agreed(), Playbook(sequence)).Happens(Missed).State.Enrollments);
        Assert.Single(new Journey(Agreed() with { Stage = "won" }, Playbook(sequence)).Happens(Missed).State.Enrollments);
    }

    [Fact]
    public void Decide_Enrollment_MarksTheRecordButKeepsAStage()
    {
        var sequence = Sequence("plan", Step("a", "0s", Notify())) with { Mark = new() { Tags = ["missed-call", "vip"], Stage = "new" } };

        var blank = new Journey(Agreed() with { Stage = null, Tags = ["vip"] }, Playbook(sequence)).Enter("plan").State;
        var staged = new Journey(Agreed() with { Stage = "won" }, Playbook(sequence)).Enter("plan").State;

        Assert.Equal(["vip", "missed-call"], blank.Tags.AsEnumerable());
        Assert.Equal(("new", "won"), (blank.Stage, staged.Stage));
    }

    [Fact]
    public void Decide_SequenceThatIsNotThereOrRunsAlready_IsRefused()
    {
        var journey = new Journey(Agreed(), Playbook(Sequence("plan", Step("a", "1h", Text())))).Enter("plan").Enter("plan").Enter("nothing");

        Assert.Equal(
            ["did not enter 'plan': already in it", "did not enter 'nothing': there is no such sequence"],
            journey.Reasons.Where(r => r.Rule == "refused").Select(r => r.Words));
        Assert.Single(journey.State.Enrollments);
    }

    [Fact]
    public void Decide_StoppedByHand_StopsOnlyThatOne()
    {
        var journey = new Journey(Agreed(), Playbook(Sequence("one", Step("a", "1h", Text())), Sequence("two", Step("a", "1h", Text()))))
            .Enter("one").Enter("two").Happens(new LeadEvent.SequenceCalledOff("one"));

        Assert.Equal([("one", false), ("two", true)], journey.State.Enrollments.Select(e => (e.Sequence, e.IsRunning)));
    }

    [Fact]
    public void Decide_NewVersion_LeavesRunningLeadsOnTheirs()
    {
        var first = Sequence("plan", Step("a", "1h", Text("old words")));
        var second = first with { Version = 2, Steps = [Step("a", "1h", Text("new words"))] };
        var state = new Journey(Agreed(), Playbook(first)).Enter("plan").State;

        var old = new Journey(state, Playbook(first, second)).Pass(Duration.Zero).Outage(Duration.FromHours(1));
        var fresh = new Journey(Agreed(), Playbook(first, second)).Enter("plan").Pass(Duration.FromHours(1));

        Assert.Equal(["old words"], old.Texts);
        Assert.Equal(["new words"], fresh.Texts);
    }

    [Fact]
    public void Decide_VersionThatIsGone_StopsInsteadOfFailing()
    {
        var state = new Journey(Agreed(), Playbook(Sequence("plan", Step("a", "1h", Text())))).Enter("plan").State;

        var journey = new Journey(state, Playbook()).Outage(Duration.FromHours(1));

        Assert.Contains("'plan' stopped: version 1 is not in the library", journey.Reasons.Select(r => r.Words));
        Assert.Null(journey.WakeAt);
    }

    [Fact]
    public void Decide_ConditionOfAStep_IsLookedAtWhenItsTimeComes()
    {
        var sequence = Sequence("plan", Step("a", "1h", Text("still new")) with { When = [new("lead.stage", "eq", "new")] }, Step("b", "2h", Text("b")));
        var journey = new Journey(Agreed(), Playbook(sequence)).Enter("plan");

        journey.Happens(new LeadEvent.LeadChanged(new() { Stage = "quoted" })).Pass(Duration.FromDays(1));

        Assert.Equal(["b"], journey.Texts);
        Assert.Contains("not sent: the condition of step 'a' does not hold", journey.Reasons.Select(r => r.Words));
    }

    [Fact]
    public void Decide_ManyEnrollments_ForgetsTheOldestEndedOnes()
    {
        var journey = new Journey(Agreed(), Playbook(Sequence("plan", Step("a", "0s", Notify()))));

        for (var i = 0; i < 40; i++) journey.Enter("plan");

        Assert.InRange(journey.State.Enrollments.Length, 20, 21);
        Assert.Equal(40, journey.State.Enrollments[^1].No);
    }
}
