using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Testing.Journeys;
using static FollowUp.Testing.Journeys.Plans;

namespace FollowUp.Core.Tests.Decisions;

public class OptingTests
{
    private const string Phone = "+15125550142";

    [Fact]
    public void Decide_Stop_ConfirmsOnceAndNothingEverFollows()
    {
        var playbook = Playbook(Sequence("one", Step("a", "1h", Text())), Sequence("two", Step("a", "2h", Email(), Call())));
        var journey = new Journey(Agreed(), playbook).Enter("one").Enter("two");

        journey.Happens(Wrote("STOP")).Happens(Wrote("stop")).Enter("one").Happens(new LeadEvent.ReplyWritten("sms", "But why?")).Pass(Duration.FromDays(90));

        Assert.Equal(["sms"], journey.Outreach);
        Assert.Equal("Lone Star Roofing: you are opted out and will get no more messages from us. Reply START to hear from us again.", Assert.Single(journey.Texts));
        Assert.Contains("did not enter 'one': the person opted out", Words(journey));
        Assert.Contains("not sent: the person opted out by sms on Tue Nov 3, 10:00 Chicago time", Words(journey));
    }

    [Fact]
    public void Decide_StopAtNight_IsConfirmedAtOnce()
    {
        var journey = new Journey(Caller(), Playbook(), Tuesday + Duration.FromHours(14)).Happens(Wrote("please stop texting me"));

        Assert.Single(journey.Texts);
    }

    [Fact]
    public void Decide_OptOutByEmailOrByHand_HasNoConfirmationByText()
    {
        var byEmail = new Journey(Caller(), Playbook()).Happens(new LeadEvent.MessageReceived("email", "unsubscribe", "dana@example.com"));
        var byHand = new Journey(Caller(), Playbook()).Happens(new LeadEvent.OptedOut("call", "asked Kim on the phone"));

        Assert.Empty(byEmail.Texts.Concat(byHand.Texts));
        Assert.Equal(("email", "call"), (byEmail.State.OptOut!.Channel, byHand.State.OptOut!.Channel));
        Assert.Single(byEmail.Sent); // the owner is told
    }

    [Fact]
    public void Decide_ClaimedTouchOfAnOptedOutLead_IsCalledBack()
    {
        var journey = new Journey(Agreed(), Playbook(Sequence("plan", Step("a", "0s", Text(), Notify())))) { Carrier = _ => null }.Enter("plan");

        journey.Happens(new LeadEvent.OptedOut());

        var row = Assert.Single(journey.Rows, r => r is { Kind: "touch", Channel: "sms" });
        Assert.Equal((Touches.TouchStatus.Suppressed, "not sent: withdrawn because the person opted out"), (row.Status, row.Reason));
    }

    [Fact]
    public void Decide_ClaimedAnswerToAReplyThatEndedItsSequence_IsCalledBack()
    {
        var plan = Sequence("plan", Step("a", "0s", Text("Press 1")) with { Replies = [new() { Match = ["1"], Actions = [Text("Here is more")] }] }, Step("b", "5d", Text()));
        var journey = new Journey(Agreed(), Playbook(plan)).Enter("plan");
        journey.Carrier = _ => null;
        journey.Happens(Wrote("1"));
        Assert.Contains(journey.Rows, r => r is { Kind: "touch", Channel: "sms", Status: Touches.TouchStatus.Claimed });

        journey.Happens(Wrote("STOP"));

        Assert.Equal("stopped: the person replied", journey.Rows.Select(r => r.Reason).FirstOrDefault(r => r?.Contains("replied", StringComparison.Ordinal) == true)?[^27..]);
        Assert.Single(journey.Rows, r => r is { Kind: "touch", Channel: "sms", Status: Touches.TouchStatus.Suppressed });
    }

    [Fact]
    public void Decide_Start_OpensAgainForNewSequences()
    {
        var journey = new Journey(Agreed(), Playbook(Sequence("plan", Step("a", "1m", Text("hello"))))).Enter("plan").Happens(Wrote("STOP"));

        journey.Pass(Duration.FromHours(1)).Happens(Wrote("START")).Enter("plan").Pass(Duration.FromHours(1));

        Assert.Null(journey.State.OptOut);
        Assert.Equal("hello", journey.Texts.Last());
        Assert.Equal("Lone Star Roofing: welcome back, you will hear from us again. Reply STOP to opt out.", journey.Texts.ElementAt(1));
    }

    [Fact]
    public void Decide_StartOfSomebodyWhoNeverOptedOut_IsAReply()
    {
        var journey = new Journey(Agreed(), Playbook(Sequence("plan", Step("a", "1h", Text())))).Enter("plan").Happens(Wrote("start"));

        Assert.Empty(journey.Texts);
        Assert.False(journey.State.Enrollments[0].IsRunning);
        Assert.Contains(journey.Sent, s => s.Message.Subject == "Dana Reyes, (512) 555-0142 replied");
    }

    [Fact]
    public void Decide_Help_IsAnsweredAndTheSequenceStops()
    {
        var journey = new Journey(Agreed(), Playbook()).Happens(Wrote("HELP"));

        Assert.Equal(
            "Lone Star Roofing: call us at (833) 555-0100 for help. Message and data rates may apply. Reply STOP to opt out.", Assert.Single(journey.Texts));
    }

    [Fact]
    public void Decide_HelpAfterAnOptOut_IsToldToTheTeamButNotAnswered()
    {
        var journey = new Journey(Agreed(), Playbook()).Happens(Wrote("STOP")).Happens(Wrote("HELP"));

        Assert.Single(journey.Texts);
        Assert.Equal(2, journey.Sent.Count(s => s.Message is Carriers.Outbound.Notification));
    }

    [Fact]
    public void Decide_OrdinaryMessage_IsNoOptOut() =>
        Assert.Null(new Journey(Agreed(), Playbook()).Happens(Wrote("Can you stop by tomorrow?")).State.OptOut);

    [Theory]
    [InlineData("out in", false)]
    [InlineData("in out", true)]
    [InlineData("out in out", true)]
    [InlineData("in out in", false)]
    [InlineData("out out in", false)]
    [InlineData("out in in out", true)]
    public void Decide_OptingInAnyOrderOfArrival_EndsWithThePersonsLastWord(string said, bool optedOut)
    {
        var events = said.Split(' ').Select((word, i) => new EventEnvelope(
            "e" + i, Tuesday + Duration.FromMinutes(i), Wrote(word == "in" ? "START" : "STOP"))).ToArray();

        foreach (var order in Permutations(events))
        {
            var journey = new Journey(Agreed(), Playbook(), Tuesday + Duration.FromHours(1));
            foreach (var one in order) journey.Take(one);
            Assert.True(journey.State.OptOut is not null == optedOut, string.Join(", ", order.Select(e => e.Id)));
        }
        var atOnce = new Journey(Agreed(), Playbook(), Tuesday + Duration.FromHours(1)).Take([.. events.Reverse()]);
        Assert.Equal(optedOut, atOnce.State.OptOut is not null);
    }

    [Fact]
    public void Decide_OptOutThatComesLate_IsToldButChangesNothing()
    {
        var journey = new Journey(Agreed(), Playbook(), Tuesday).Happens(Wrote("STOP"));
        journey.Now += Duration.FromHours(2);
        journey.Happens(Wrote("START"));

        journey.HappenedAt(Tuesday + Duration.FromHours(1), Wrote("STOP"));

        Assert.Null(journey.State.OptOut);
        Assert.Contains("came late: the person has said otherwise since", Words(journey));
    }

    private static LeadEvent.MessageReceived Wrote(string text) => new("sms", text, Phone);

    private static IEnumerable<string> Words(Journey journey) => journey.Reasons.Select(r => r.Words);

    private static IEnumerable<EventEnvelope[]> Permutations(EventEnvelope[] all) =>
        all.Length < 2 ? [all] : all.SelectMany((e, i) => Permutations([.. all[..i], .. all[(i + 1)..]]).Select(rest => (EventEnvelope[])[e, .. rest]));
}
