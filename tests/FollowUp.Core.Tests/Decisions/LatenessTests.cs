using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Testing.Journeys;
using static FollowUp.Testing.Journeys.Plans;

namespace FollowUp.Core.Tests.Decisions;

/// <summary>What becomes of touches whose moment has passed.</summary>
public class LatenessTests
{
    [Fact]
    public void Decide_AfterAnOutage_OnlyTheNewestOnAChannelGoes()
    {
        var sequence = Sequence("plan", Step("a", "1h", Text("a"), Email("a")), Step("b", "2h", Text("b")), Step("c", "3h", Text("c"), Notify("told")));

        var journey = new Journey(Agreed(), Playbook(sequence)).Enter("plan").Outage(Duration.FromHours(6));

        Assert.Equal(["a", "c", "told"], journey.Sent.Select(s => s.Message.Text)); // one email, one text, and the team
        Assert.Equal(2, journey.Reasons.Count(r => r.Words == "not sent: step 'c' is due as well, and two at once would be a burst"));
    }

    [Fact]
    public void Decide_NewestOfABurstMayNotGo_TheOneBeforeGoes()
    {
        var sequence = Sequence(
            "plan",
            Step("a", "1h", Text("a")),
            Step("sells", "2h", Text("b")) with { Purpose = Purpose.Promotional },
            Step("won", "3h", Text("c")) with { When = [new("lead.stage", "eq", "won")] });

        var journey = new Journey(Caller(), Playbook(sequence)).Enter("plan").Outage(Duration.FromHours(6));

        Assert.Equal(["a"], journey.Texts);
        Assert.Equal(["no-consent", "condition"], journey.Rules.Where(r => r is "no-consent" or "condition" or "superseded"));
    }

    [Fact]
    public void Decide_MoreThanADayLate_IsNotSent()
    {
        var sequence = Sequence("plan", Step("a", "1h", Text("a")));

        var journey = new Journey(Caller(), Playbook(sequence)).Enter("plan").Outage(Duration.FromHours(26));

        Assert.Empty(journey.Sent);
        Assert.Contains("not sent: it was due Tue Nov 3, 11:00 Chicago time and makes no sense any more", journey.Reasons.Select(r => r.Words));
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(6, false)]
    public void Decide_StepThatExpires_IsSentUntilThen(int hoursLate, bool sent)
    {
        var sequence = Sequence("plan", Step("a", "0s", Notify()), Step("b", "1h", Text()) with { Expires = Offset("5h") });

        var journey = new Journey(Caller(), Playbook(sequence)).Enter("plan").Outage(Duration.FromHours(1 + hoursLate));

        Assert.Equal(sent ? 1 : 0, journey.Texts.Count());
    }

    [Fact]
    public void Decide_LongHold_IsNotLateness()
    {
        var lead = Agreed() with { Preferences = new() { Days = "weekends" } };
        var sequence = Sequence("plan", Step("a", "1h", Text()) with { Expires = Offset("5h") });

        var journey = new Journey(lead, Playbook(sequence)).Enter("plan").Pass(Duration.FromDays(6));

        Assert.Equal(Instant.FromUtc(2026, 11, 7, 15, 0), Assert.Single(journey.Sent).At); // Saturday, when Texas lets texts begin
    }

    [Fact]
    public void Decide_ReminderHeldPastItsAppointment_IsNotSent()
    {
        var reminders = Reminders(Step("soon", "-2h", Text("soon")));
        var journey = new Journey(Agreed(), Playbook(reminders));

        // 08:30 on a Saturday morning: the text is due at 06:30, and Texas holds it until 09:00.
        journey.Happens(new LeadEvent.AppointmentBooked("a1", Instant.FromUtc(2026, 11, 7, 14, 30), 60)).Pass(Duration.FromDays(5));

        Assert.Empty(journey.Sent);
        Assert.Contains("too-late", journey.Rules);
    }

    [Fact]
    public void Decide_AppointmentBookedForToday_LeavesOutRemindersWhoseMomentHasPassed()
    {
        var reminders = Reminders(Step("day-before", "-24h", Text("tomorrow")), Step("hour-before", "-1h", Text("in an hour")), Step("after", "1h", Text("thanks")));
        var journey = new Journey(Agreed(), Playbook(reminders));

        journey.Happens(new LeadEvent.AppointmentBooked("a1", Tuesday + Duration.FromHours(3), 60)).Pass(Duration.FromHours(5));

        Assert.Equal(["in an hour", "thanks"], journey.Texts);
        Assert.DoesNotContain("too-late", journey.Rules);
    }

    [Fact]
    public void Decide_EventHeardOfADayLate_EnrollsFromWhenItHappened()
    {
        var sequence = Sequence("plan", Step("now", "0s", Text("now")), Step("later", "2d", Text("later"))) with { EnrollOn = [new("call.missed")] };
        var journey = new Journey(Agreed(), Playbook(sequence));

        journey.HappenedAt(Tuesday - Duration.FromHours(25), new LeadEvent.CallMissed("c1", "+15125550142", "+18335550100", 18)).Pass(Duration.FromDays(4));

        Assert.Equal([("later", Tuesday + Duration.FromHours(23))], journey.Sent.Select(s => (s.Message.Text, s.At)));
    }

    private static Sequence Reminders(params Step[] steps) =>
        Sequence("reminders", [.. steps.Select(s => s with { Anchor = Anchor.Appointment })]) with { EnrollOn = [new("appointment.booked")] };
}
