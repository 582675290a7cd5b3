using FollowUp.Core.Business;
using FollowUp.Core.Calls;
using FollowUp.Core.Events;
using FollowUp.Testing;
using NodaTime;

namespace FollowUp.Core.Tests.Calls;

/// <summary>What follows from each thing that can be told of a call to the business. 14:13:20 UTC is a Tuesday morning in Austin.</summary>
public sealed class InboundFlowTests
{
    private const string Dana = "+12125550143";
    private const string Sam = "+15125550111";
    private const string Kim = "+15125550112";
    private static readonly BusinessProfile AllAtOnce = BusinessProfileReader.Sample;
    private BusinessProfile business = AllAtOnce;
    private Instant now = Sample.Now;
    private CallRecord call = null!;

    [Fact]
    public void Begin_InBusinessHours_IsPickedUpAndNotMissedYet()
    {
        Assert.Equal([new CallCommand.Answer("context")], Arrive());

        Assert.Empty(call.Facts);
        Assert.Equal([Sam, Kim], call.Phones.Select(p => p.Phone));
    }

    [Theory]
    [InlineData("2026-11-04T02:00:00Z")] // 20:00 in Austin
    [InlineData("2026-11-26T16:00:00Z")] // Thanksgiving, a holiday of the sample business
    [InlineData("2026-11-03T18:30:00Z")] // between its two shifts
    public void Begin_WhileClosed_IsMissedAtOnceAndGreeted(string at)
    {
        now = NodaTime.Text.InstantPattern.ExtendedIso.Parse(at).Value;

        Arrive();
        Assert.Equal(0, Missed().RingSeconds);

        Assert.StartsWith("You have reached Lone Star Roofing", Assert.IsType<CallCommand.Say>(Assert.Single(Tell(new CallSignal.Connected("c1")))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Begin_NumberThatUnansweredCallsAreForwardedTo_IsMissedAtOnce()
    {
        business = With(n => n with { IsForwardedTo = true });

        Arrive();

        Assert.Equal((Dana, "+18335550100", 0), (Missed().From, Missed().To, Missed().RingSeconds));
    }

    [Fact]
    public void Begin_NothingToSpeakWith_IsMissedAndNotPickedUp()
    {
        var step = InboundFlow.Begin("corr", Dana, "+18335550100", null, null, now, business);

        Assert.Empty(step.Commands);
        Assert.Equal(CallStage.Over, step.Call.Stage);
        Assert.Single(step.Call.Facts);
    }

    [Fact]
    public void Connected_RingsAllPhonesWhileTheCallerWaits()
    {
        Arrive();

        var commands = Tell(new CallSignal.Connected("c1"));

        Assert.Equal(Dana, Assert.IsType<CallCommand.Hold>(commands[0]).Phone);
        Assert.Equal([new CallCommand.Ring(Sam, 18), new CallCommand.Ring(Kim, 18)], commands.Skip(1));
    }

    [Fact]
    public void Joined_IsToldWhoCallsAndAskedToPress1()
    {
        Ring();

        var ask = Assert.IsType<CallCommand.Ask>(Assert.Single(Tell(new CallSignal.Joined(Sam))));

        Assert.Equal((Sam, "A call for Lone Star Roofing, from Dana Reyes, about roof repair. Press 1 to take it."), (ask.Phone, ask.Text));
        Assert.Equal("1", Assert.Single(ask.Choices).Key);
        Assert.Empty(Tell(new CallSignal.Joined(Sam)));
    }

    [Fact]
    public void Heard_Accepted_ConnectsThemAndStopsTheOthers()
    {
        Ring();
        Tell(new CallSignal.Rang(Kim, "invitation-2"));
        Tell(new CallSignal.Joined(Sam));
        now += Duration.FromSeconds(9);

        Assert.Equal([new CallCommand.StopRinging("invitation-2"), new CallCommand.Unhold(Dana)], Tell(new CallSignal.Heard("accept/" + Sam, "accept")));

        var answered = Assert.IsType<LeadEvent.CallAnswered>(Assert.Single(call.Facts).Data);
        Assert.Equal(("sam", 9, CallStage.Bridged), (answered.AnsweredBy, answered.RingSeconds, call.Stage));
        Assert.Empty(Tell(new CallSignal.Heard("accept/" + Sam, "accept")));
    }

    [Fact]
    public void Heard_AcceptedByOneWhileTheOtherIsAsked_TheOtherIsTakenOut()
    {
        Ring();
        Tell(new CallSignal.Joined(Sam));
        Tell(new CallSignal.Joined(Kim));

        Assert.Contains(new CallCommand.Remove(Kim), Tell(new CallSignal.Heard("accept/" + Sam, "accept")));
        Assert.Equal([new CallCommand.Remove(Kim)], Tell(new CallSignal.Joined(Kim)));
    }

    [Fact]
    public void Heard_FromAPhoneThatNobodyAsked_IsNoAcceptance()
    {
        Ring();

        Assert.Empty(Tell(new CallSignal.Heard("accept/" + Sam, "accept")));
        Assert.Equal(CallStage.Ringing, call.Stage);
    }

    [Fact]
    public void NotHeard_VoicemailPickedUp_IsTakenOutAndTheOtherGoesOnRinging()
    {
        Ring();
        Tell(new CallSignal.Joined(Sam));

        Assert.Equal([new CallCommand.Remove(Sam)], Tell(new CallSignal.NotHeard("accept/" + Sam)));
        Assert.False(call.IsMissed);
    }

    [Fact]
    public void NotJoined_Everybody_IsMissedWithItsDurationAndGreeted()
    {
        Ring();
        Tell(new CallSignal.NotJoined(Kim));
        now += Duration.FromSeconds(18);

        var commands = Tell(new CallSignal.NotJoined(Sam));

        Assert.Equal(new CallCommand.Unhold(Dana), commands[0]);
        Assert.Contains("We are texting you", Assert.IsType<CallCommand.Say>(commands[1]).Text, StringComparison.Ordinal);
        Assert.Equal(18, Missed().RingSeconds);
        Assert.Equal([new CallCommand.HangUp()], Tell(new CallSignal.Said("greeting")));
        Tell(new CallSignal.Disconnected(true, 0, 0, null));
        Assert.Equal(CallStage.Over, call.Stage);
    }

    [Fact]
    public void HungUp_NobodySaysThatItIsOver_IsHungUpAgainAndAtLastLetGo()
    {
        Bridge();
        Assert.Equal([new CallCommand.HangUp()], Tell(new CallSignal.Present([Sam])));

        var tries = 1;
        for (now = call.DueAt; Tell(new CallSignal.TimedOut()).Length > 0; now = call.DueAt) tries++;

        Assert.Equal((5, CallStage.Over), (tries, call.Stage));
    }

    [Fact]
    public void Greeted_PhoneThatPicksUpTooLate_IsTakenOutAndOneThatRingsIsStopped()
    {
        Ring();
        Tell(new CallSignal.NotJoined(Kim));
        Tell(new CallSignal.NotJoined(Sam)); // as it looks when the answer to the invitation is lost

        Assert.Equal([new CallCommand.StopRinging("i1")], Tell(new CallSignal.Rang(Sam, "i1")));
        Assert.Equal([new CallCommand.Remove(Sam)], Tell(new CallSignal.Joined(Sam)));
    }

    [Fact]
    public void InOrder_SecondPhoneRingsWhenTheFirstDidNotTakeIt()
    {
        business = With(n => n with { RingsInOrder = true, RingSeconds = 15 });
        Arrive();
        Assert.Equal(new CallCommand.Ring(Sam, 15), Assert.Single(Tell(new CallSignal.Connected("c1")).OfType<CallCommand.Ring>()));

        Assert.Equal([new CallCommand.Ring(Kim, 15)], Tell(new CallSignal.NotJoined(Sam)));
        Tell(new CallSignal.Joined(Kim));
        Assert.Equal(new CallCommand.Remove(Kim), Tell(new CallSignal.NotHeard("accept/" + Kim))[0]);
        Assert.True(call.IsMissed);
    }

    [Theory]
    [InlineData(0)] // before we picked up
    [InlineData(1)] // while the phones ring
    [InlineData(2)] // while somebody is asked
    public void Disconnected_BeforeAnybodyAccepted_IsMissed(int stage)
    {
        Arrive();
        if (stage > 0) Tell(new CallSignal.Connected("c1"));
        if (stage > 1) Tell(new CallSignal.Joined(Sam));

        Assert.Empty(Tell(new CallSignal.Disconnected(true, 0, 540000, null)));

        Assert.Equal(CallStage.Over, call.Stage);
        Assert.NotNull(Missed());
    }

    [Fact]
    public void Present_CallerLeftWhilePhonesRing_IsMissedAndHungUp()
    {
        Ring();
        Tell(new CallSignal.Joined(Sam));
        Assert.Equal([new CallCommand.Look()], Tell(new CallSignal.Moved()));

        Assert.Equal([new CallCommand.HangUp()], Tell(new CallSignal.Present([Sam])));
        Assert.NotNull(Missed());
    }

    [Theory]
    [InlineData(Dana)] // the one who took it hung up
    [InlineData(Sam)] // the caller hung up
    public void Present_OneOfTwoLeft_EndsTheCallWithItsDuration(string left)
    {
        Bridge();
        now += Duration.FromSeconds(95);

        Assert.Equal([new CallCommand.HangUp()], Tell(new CallSignal.Present([left])));
        Tell(new CallSignal.Disconnected(true, 200, 7000, null));

        var ended = Assert.IsType<LeadEvent.CallCompleted>(Assert.Single(call.Facts, f => f.Data is LeadEvent.CallCompleted).Data);
        Assert.Equal(("inbound", "answered", 95), (ended.Direction, ended.Disposition, ended.DurationSeconds));
        Assert.False(call.IsMissed);
    }

    [Fact]
    public void Present_BothThere_ChangesNothing()
    {
        Bridge();
        var before = call;

        Assert.Empty(Tell(new CallSignal.Present([Dana, Sam])));
        Assert.Same(before, call);
    }

    [Fact]
    public void Said_NumberTakesMessages_RecordsAfterSayingSo()
    {
        business = With(n => n with { IsForwardedTo = true, TakesMessages = true });
        Arrive();
        Assert.EndsWith("It will be recorded.", Assert.IsType<CallCommand.Say>(Assert.Single(Tell(new CallSignal.Connected("c1")))).Text, StringComparison.Ordinal);

        Assert.Equal([new CallCommand.Record()], Tell(new CallSignal.Said("greeting")));
        now = call.DueAt;
        Assert.Equal([new CallCommand.HangUp()], Tell(new CallSignal.TimedOut()));
        Assert.Single(call.Facts);
    }

    [Fact]
    public void TimedOut_CallbacksNeverCame_GreetsAndIsMissed()
    {
        Ring();
        Tell(new CallSignal.Rang(Sam, "i1"));
        now = call.DueAt;

        var commands = Tell(new CallSignal.TimedOut());

        Assert.Equal(new CallCommand.StopRinging("i1"), commands[0]);
        Assert.IsType<CallCommand.Say>(commands[^1]);
        Assert.NotNull(Missed());
    }

    [Fact]
    public void Withheld_RingsTheTeamAndMakesNoLead()
    {
        call = InboundFlow.Begin("corr", "", "+18335550100", "context", null, now, business).Call;
        Assert.Equal([new CallCommand.Ring(Sam, 18), new CallCommand.Ring(Kim, 18)], Tell(new CallSignal.Connected("c1")));
        Assert.Contains("a withheld number", Assert.IsType<CallCommand.Ask>(Tell(new CallSignal.Joined(Sam))[0]).Text, StringComparison.Ordinal);

        Tell(new CallSignal.Disconnected(true, 0, 0, null));

        Assert.True(call.IsMissed);
        Assert.Empty(call.Facts);
    }

    [Fact]
    public void Withheld_IsNotAskedForAMessageThatNobodyWouldFind()
    {
        business = With(n => n with { IsForwardedTo = true, TakesMessages = true });
        call = InboundFlow.Begin("corr", "", "+18335550100", "context", null, now, business).Call;

        Assert.DoesNotContain("message", Assert.IsType<CallCommand.Say>(Tell(new CallSignal.Connected("c1"))[^1]).Text, StringComparison.Ordinal);
        Assert.Equal([new CallCommand.HangUp()], Tell(new CallSignal.Said("greeting")));
    }

    [Fact]
    public void Over_WhateverIsTold_ChangesNothing()
    {
        Ring();
        Tell(new CallSignal.Disconnected(true, 0, 0, null));
        var over = call;

        foreach (var late in new CallSignal[] { new CallSignal.Connected("c1"), new CallSignal.Joined(Sam), new CallSignal.Heard("accept/" + Sam, "accept"), new CallSignal.TimedOut(), new CallSignal.Moved() })
            Assert.Empty(Tell(late));
        Assert.Same(over, call);
    }

    private static BusinessProfile With(Func<BusinessNumber, BusinessNumber> change) =>
        AllAtOnce with { Numbers = [change(AllAtOnce.Numbers[0])] };

    private CallCommand[] Arrive() =>
        Take(InboundFlow.Begin("corr", Dana, "+18335550100", "context", "Dana Reyes, about roof repair", now, business));

    private void Ring()
    {
        Arrive();
        Tell(new CallSignal.Connected("c1"));
    }

    private void Bridge()
    {
        Ring();
        Tell(new CallSignal.Joined(Sam));
        Tell(new CallSignal.Heard("accept/" + Sam, "accept"));
    }

    private CallCommand[] Tell(CallSignal signal) => Take(InboundFlow.Step(call, signal, now, business));

    private CallCommand[] Take(CallStep step)
    {
        call = step.Call;
        return [.. step.Commands];
    }

    private LeadEvent.CallMissed Missed() => Assert.IsType<LeadEvent.CallMissed>(Assert.Single(call.Facts).Data);
}
