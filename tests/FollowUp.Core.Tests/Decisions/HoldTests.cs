using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Testing.Journeys;
using static FollowUp.Testing.Journeys.Plans;

namespace FollowUp.Core.Tests.Decisions;

/// <summary>The rules that put a touch off: quiet hours, wishes, caps and spacing.</summary>
public class HoldTests
{
    private static readonly Duration Day = Duration.FromDays(1);

    [Fact]
    public void Decide_TextInTheEvening_WaitsForTheMorningWhereThePersonIs()
    {
        var sequence = Sequence("plan", Step("late", "11h", Text())); // 21:00 in Austin, where texts end at 21:00

        var journey = new Journey(Caller(), Playbook(sequence)).Enter("plan").Pass(Day);

        Assert.Equal(Local(11, 4, 9, 0), Assert.Single(journey.Sent).At);
        Assert.Contains("held until Wed Nov 4, 09:00 Chicago time: quiet hours, Texas: texts 09:00-21:00 Mon-Sat, 12:00-21:00 Sun", Words(journey));
    }

    [Fact]
    public void Decide_TextAtTheLastAllowedMinute_GoesOut()
    {
        var sequence = Sequence("plan", Step("late", "39540s", Text())); // 20:59

        var journey = new Journey(Caller(), Playbook(sequence)).Enter("plan").Pass(Day);

        Assert.Equal(Local(11, 3, 20, 59), Assert.Single(journey.Sent).At);
    }

    [Fact]
    public void Decide_PersonInAnotherZone_HasTheirOwnNight()
    {
        var lead = Caller() with { Phones = ["+18085550142"] }; // Honolulu: 06:00 when it is 10:00 in Austin
        var sequence = Sequence("plan", Step("hello", "0s", Text()));

        var journey = new Journey(lead, Playbook(sequence)).Enter("plan").Pass(Day);

        Assert.Equal(Instant.FromUtc(2026, 11, 3, 18, 0), Assert.Single(journey.Sent).At);
        Assert.Contains(Words(journey), w => w.StartsWith("held until Tue Nov 3, 08:00 Honolulu time: quiet hours", StringComparison.Ordinal));
    }

    [Fact]
    public void Decide_HeldTouch_IsToldOfOnce()
    {
        var sequence = Sequence("plan", Step("late", "11h", Text()), Step("note", "12h", Notify()));

        var journey = new Journey(Caller(), Playbook(sequence)).Enter("plan").Pass(Duration.FromHours(11)).Pass(Duration.FromHours(2));
        journey.Take().Take();

        Assert.Single(journey.Rules, "quiet-hours");
    }

    [Fact]
    public void Decide_AnswerToThePersonsOwnCall_GoesOutAtNight()
    {
        var sequence = Sequence("plan", Step("answer", "0s", Text("now")) with { Answers = true }, Step("next", "1m", Text("later")));
        var journey = new Journey(Caller(), Playbook(sequence), Local(11, 3, 23, 40)).Enter("plan");

        Assert.Equal(["now"], journey.Texts);
        journey.Pass(Day);
        Assert.Equal([Local(11, 3, 23, 40), Local(11, 4, 9, 0)], journey.Sent.Select(s => s.At));
    }

    [Fact]
    public void Decide_EmailAndTeam_KnowNoQuietHours()
    {
        var sequence = Sequence("plan", Step("night", "14h", Email(), Notify(), new SequenceAction.OpenTask("Look")));

        var journey = new Journey(Caller(), Playbook(sequence)).Enter("plan").Pass(Day);

        Assert.All(journey.Sent, s => Assert.Equal(Tuesday + Duration.FromHours(14), s.At));
        Assert.Equal(3, journey.Sent.Count);
    }

    [Theory]
    [InlineData("morning", null, "11-04T09:00")] // by 11:30, when the call is due, the morning is over
    [InlineData("afternoon", null, "11-03T12:00")]
    [InlineData("evening", "weekends", "11-07T17:00")]
    [InlineData("afternoon", "weekdays", "11-03T12:00")]
    [InlineData(null, "weekends", "11-07T09:00")]
    [InlineData(null, "any", "11-03T11:30")]
    public void Decide_CallTimesAskedFor_AreKept(string? time, string? days, string expected)
    {
        var lead = Agreed() with { Preferences = new() { Times = time is null ? [] : [time], Days = days } };
        var sequence = Sequence("plan", Step("call", "90m", Call()));

        var journey = new Journey(lead, Playbook(sequence)).Enter("plan").Pass(Duration.FromDays(7));

        var at = Assert.Single(journey.Sent).At.InZone(Roofer.Zone);
        Assert.Equal(expected, at.ToString("MM-dd'T'HH:mm", null));
    }

    [Fact]
    public void Decide_CallTimesAskedFor_DoNotHoldTexts()
    {
        var lead = Caller() with { Preferences = new() { Times = ["evening"], Days = "any" } };

        var journey = new Journey(lead, Playbook(Sequence("plan", Step("hello", "0s", Text())))).Enter("plan");

        Assert.Single(journey.Texts);
    }

    [Fact]
    public void Decide_AtMostThreeAWeek_FourthWaitsForTheFirstToBeAWeekOld()
    {
        var lead = Agreed() with { Preferences = new() { MaxTouchesPerWeek = 3 } };
        var sequence = Sequence(
            "plan", Step("a", "0s", Text()), Step("b", "1d", Email()), Step("c", "2d", Text()), Step("d", "3d", Text("fourth")));

        var journey = new Journey(lead, Playbook(sequence)).Enter("plan").Pass(Duration.FromDays(8));

        Assert.Equal((Tuesday + Duration.FromDays(7), "fourth"), (journey.Sent[^1].At, journey.Sent[^1].Message.Text));
        Assert.Contains("held until Tue Nov 10, 10:00 Chicago time: at most 3 in 7 days, as the person asked", Words(journey));
    }

    [Fact]
    public void Decide_FloridaFourthOnOneSubject_WaitsADay()
    {
        var lead = Agreed() with { Phones = ["+13055550142"] };
        var four = Sequence("plan", Step("a", "0s", Text()), Step("b", "1h", Text()), Step("c", "2h", Text()), Step("d", "3h", Text("fourth")));
        var other = Sequence("other", Step("x", "3h", Text("another subject")));

        var journey = new Journey(lead, Playbook(four, other)).Enter("plan").Enter("other").Pass(Duration.FromDays(2));

        Assert.Equal(Tuesday + Duration.FromDays(1), journey.Sent.Single(s => s.Message.Text == "fourth").At);
        Assert.Equal(Tuesday + Duration.FromHours(3), journey.Sent.Single(s => s.Message.Text == "another subject").At);
        Assert.Contains("held until Wed Nov 4, 11:00 New York time: at most 3 in 24 h, Florida", Words(journey));
    }

    [Fact]
    public void Decide_SomebodyWhoOnlyCalled_HearsTwiceInTwoDays()
    {
        var sequence = Sequence("plan", Step("a", "0s", Text()), Step("b", "1h", Text()), Step("c", "2h", Text("third")));

        var journey = new Journey(Caller(), Playbook(sequence)).Enter("plan").Pass(Duration.FromDays(3));

        Assert.Equal(Tuesday + Duration.FromHours(48), journey.Sent.Single(s => s.Message.Text == "third").At);
        Assert.Contains(
            "held until Thu Nov 5, 10:00 Chicago time: 2 messages in 48 h stand unanswered and the person only made contact once", Words(journey));
    }

    [Fact]
    public void Decide_SomebodyWhoAgreedToTexts_IsNotLimitedToTwo()
    {
        var sequence = Sequence("plan", Step("a", "0s", Text()), Step("b", "1h", Text()), Step("c", "2h", Text()));

        var journey = new Journey(Agreed(), Playbook(sequence)).Enter("plan").Pass(Day);

        Assert.Equal(3, journey.Texts.Count());
    }

    [Fact]
    public void Decide_TwoSequencesAtOnce_AreTenMinutesApartOnOneChannel()
    {
        var playbook = Playbook(Sequence("one", Step("a", "0s", Text("one"), Email("one"))), Sequence("two", Step("a", "5m", Text("two"), Email("two"))));

        var journey = new Journey(Agreed(), playbook).Enter("one").Enter("two").Pass(Day);

        Assert.Equal(
            [(0, "one", "sms"), (0, "one", "email"), (10, "two", "sms"), (10, "two", "email")],
            journey.Sent.Select(s => ((int)(s.At - Tuesday).TotalMinutes, s.Message.Text, s.Message.Touch.Channel == Touches.Channel.Sms ? "sms" : "email")));
        Assert.Contains("held until Tue Nov 3, 10:10 Chicago time: another message on this channel has just gone out", Words(journey));
    }

    [Fact]
    public void Decide_CoolDown_SuppressesAllButAnswers()
    {
        var lead = Caller() with { CoolDown = new(Tuesday + Day, "asked for a pause") };
        var sequence = Sequence("plan", Step("a", "0s", Text("answer")) with { Answers = true }, Step("b", "1h", Text("more")), Step("c", "25h", Text("after")));

        var journey = new Journey(lead, Playbook(sequence)).Enter("plan").Pass(Duration.FromDays(2));

        Assert.Equal(["answer", "after"], journey.Texts);
        Assert.Contains("not sent: left alone until Wed Nov 4, 10:00 Chicago time (asked for a pause)", Words(journey));
    }

    [Fact]
    public void Decide_SpringForwardAndFallBack_KeepTheMorning()
    {
        // Clocks in Austin go back on 2026-11-01 and forward on 2027-03-14, both in the night that is waited through.
        foreach (var (evening, morning) in new[]
        {
            (Instant.FromUtc(2026, 11, 1, 3, 0), Instant.FromUtc(2026, 11, 1, 18, 0)), // Sat 22:00 CDT -> Sun 12:00 CST
            (Instant.FromUtc(2027, 3, 14, 4, 0), Instant.FromUtc(2027, 3, 14, 17, 0)), // Sat 22:00 CST -> Sun 12:00 CDT
        })
        {
            var journey = new Journey(Caller(), Playbook(Sequence("plan", Step("a", "0s", Text()))), evening).Enter("plan").Pass(Day);
            Assert.Equal(morning, Assert.Single(journey.Sent).At);
        }
    }

    [Fact]
    public void Decide_WakeUpThatComesEarly_FindsNothingAndAsksAgain()
    {
        var journey = new Journey(Caller(), Playbook(Sequence("plan", Step("a", "1h", Text())))).Enter("plan");
        var due = journey.WakeAt;

        journey.Now = due!.Value - Duration.FromMilliseconds(900);
        journey.Take();

        Assert.Empty(journey.Sent);
        Assert.Equal(due, journey.WakeAt);
    }

    private static Instant Local(int month, int day, int hour, int minute) =>
        new LocalDateTime(2026, month, day, hour, minute).InZoneStrictly(Roofer.Zone).ToInstant();

    private static IEnumerable<string> Words(Journey journey) => journey.Reasons.Select(r => r.Words);
}
