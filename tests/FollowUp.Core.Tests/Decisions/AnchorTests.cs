using FollowUp.Core.Events;
using FollowUp.Core.Sequences;
using FollowUp.Testing.Journeys;
using static FollowUp.Testing.Journeys.Plans;

namespace FollowUp.Core.Tests.Decisions;

/// <summary>The moments that steps count from.</summary>
public class AnchorTests
{
    private static readonly Instant Visit = Instant.FromUtc(2026, 11, 12, 20, 0); // a Thursday, 14:00 in Austin

    [Fact]
    public void Decide_Appointment_IsLedUpToAndFollowedUp()
    {
        var sequence = On("appointment.booked", Anchor.Appointment, Step("week", "-1w", Text("week")), Step("day", "-1d", Text("day")), Step("hour", "-1h", Text("hour")), Step("after", "2h", Text("after")));

        var journey = new Journey(Agreed(), Playbook(sequence)).Happens(new LeadEvent.AppointmentBooked("a1", Visit, 60)).Pass(Duration.FromDays(20));

        Assert.Equal([("week", -168), ("day", -24), ("hour", -1), ("after", 2)], journey.Sent.Select(s => (s.Message.Text, (int)(s.At - Visit).TotalHours)));
    }

    [Fact]
    public void Decide_TwoAppointments_HaveTheirOwnReminders()
    {
        var sequence = On("appointment.booked", Anchor.Appointment, Step("day", "-24h", Text("{{appointment.title}} {{appointment.at}}"))) with
        {
            StopOn = ["appointment.cancelled"],
        };
        var journey = new Journey(Agreed(), Playbook(sequence)).Happens(
            new LeadEvent.AppointmentBooked("a1", Visit, 60, "Inspection"), new LeadEvent.AppointmentBooked("a2", Visit + Duration.FromDays(1), 60, "Repair"));

        journey.Happens(new LeadEvent.AppointmentCancelled("a1")).Pass(Duration.FromDays(20));

        Assert.Equal(["Repair Fri Nov 13, 2:00 PM"], journey.Texts);
    }

    [Fact]
    public void Decide_AppointmentMoved_IsToldWithItsNewTimeAndOldPlace()
    {
        var sequence = On("appointment.rescheduled", Anchor.Appointment, Step("day", "-24h", Text("{{appointment.at}} at {{appointment.place}}")));
        var journey = new Journey(Agreed(), Playbook(sequence)).Happens(new LeadEvent.AppointmentBooked("a1", Visit, 60, Place: "12 Oak St"));

        journey.Happens(new LeadEvent.AppointmentRescheduled("a1", Visit + Duration.FromDays(1), 60)).Pass(Duration.FromDays(20));

        Assert.Equal(["Fri Nov 13, 2:00 PM at 12 Oak St"], journey.Texts);
    }

    [Fact]
    public void Decide_Estimate_CountsFromItsSending()
    {
        var sequence = On("estimate.sent", Anchor.Estimate, Step("ask", "2d", Text("{{estimate.title}}, {{estimate.amount}}"))) with { StopOn = ["estimate.accepted"] };
        var journey = new Journey(Agreed(), Playbook(sequence)).Happens(
            new LeadEvent.EstimateSent("e1", 4200m, "USD", "Roof repair"), new LeadEvent.EstimateSent("e2", 99.5m, "USD", "Gutter"));

        journey.Pass(Duration.FromDays(1)).Happens(new LeadEvent.EstimateAccepted("e2")).Pass(Duration.FromDays(5));

        var sent = Assert.Single(journey.Sent);
        Assert.Equal((Tuesday + Duration.FromDays(2), "Roof repair, USD 4,200"), (sent.At, sent.Message.Text));
    }

    [Fact]
    public void Decide_Signal_CountsFromTheStartOfTheBusinessesDay()
    {
        var sequence = On("signal.detected", Anchor.Signal, Step("before", "-14d", Email("soon")) with { Window = Window("10:00-11:00") }, Step("midnight", "0s", Email("today")));

        var journey = new Journey(Agreed(), Playbook(sequence)).Happens(new LeadEvent.SignalDetected("lease_end", new(2026, 12, 31))).Pass(Duration.FromDays(90));

        Assert.Equal(2, journey.Sent.Count);
        var before = journey.Sent[0].At.InZone(Roofer.Zone);
        Assert.Equal((new LocalDate(2026, 12, 17), 10), (before.Date, before.Hour));
        Assert.Equal(Instant.FromUtc(2026, 12, 31, 6, 0), journey.Sent[1].At);
    }

    [Fact]
    public void Decide_Showing_NamesItsProperty()
    {
        var sequence = On("showing.completed", Anchor.Showing, Step("ask", "1h", Text("How was {{showing.property}}?")));

        var journey = new Journey(Agreed(), Playbook(sequence)).Happens(new LeadEvent.ShowingCompleted("the loft")).Pass(Duration.FromHours(1));

        Assert.Equal(["How was the loft?"], journey.Texts);
    }

    [Fact]
    public void Decide_AnchorThatIsNotKnown_LeavesTheStepOut()
    {
        var sequence = On("call.missed", Anchor.Appointment, Step("day", "-1d", Text())) with { Id = "odd" };

        var journey = new Journey(Agreed(), Playbook(sequence)).Happens(new LeadEvent.CallMissed("c", "+15125550142", "+18335550100", 9)).Pass(Duration.FromDays(9));

        Assert.Empty(journey.Texts);
        Assert.Null(journey.WakeAt);
    }

    [Fact]
    public void Decide_WindowOfTheSameDayThatHasClosed_OpensTheNextDay()
    {
        var sequence = Sequence("plan", Step("a", "0s", Email()) with { Window = Window("08:00-09:00") });

        var journey = new Journey(Agreed(), Playbook(sequence)).Enter("plan").Pass(Duration.FromDays(3));

        var at = Assert.Single(journey.Sent).At.InZone(Roofer.Zone);
        Assert.Equal((new LocalDate(2026, 11, 4), 8), (at.Date, at.Hour));
    }

    [Fact]
    public void Decide_ManyLeadsInAWindow_AreSpreadOverIt()
    {
        var playbook = Playbook(Sequence("plan", Step("a", "1d", Email()) with { Window = Window("14:00-15:00") }));

        var minutes = Enumerable.Range(0, 200).Select(i =>
        {
            var journey = new Journey(Agreed() with { Id = "lead" + i }, playbook).Enter("plan").Pass(Duration.FromDays(2));
            return journey.Sent.Single().At.InZone(Roofer.Zone);
        }).ToList();

        Assert.All(minutes, m => Assert.Equal(14, m.Hour));
        Assert.True(minutes.Select(m => m.Minute).Distinct().Count() > 40);
    }

    private static Sequence On(string type, Anchor anchor, params Step[] steps) =>
        Sequence("plan", [.. steps.Select(s => s with { Anchor = anchor })]) with { EnrollOn = [new(type)] };
}
