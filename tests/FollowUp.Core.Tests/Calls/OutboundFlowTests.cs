using FollowUp.Core.Calls;
using FollowUp.Core.Carriers;
using FollowUp.Core.Events;
using FollowUp.Core.Sequences;
using FollowUp.Core.Touches;
using FollowUp.Testing;
using NodaTime;

namespace FollowUp.Core.Tests.Calls;

/// <summary>What follows from each thing that can be told of a call that a touch has placed.</summary>
public sealed class OutboundFlowTests
{
    private const string Dana = "+15125550142";
    private const string Sam = "+15125550111";
    private static readonly Reply[] Tree =
    [
        new() { Match = ["1", "yes", "let's talk"], Connect = true }, new() { Match = ["2", "not now"], Enroll = "later" },
    ];

    private Instant now = Sample.Now;
    private CallRecord call;

    public OutboundFlowTests() => call = Begin(Tree);

    [Fact]
    public void Connected_SaysTheWordsAndWaitsForKeyOrVoice()
    {
        var ask = Assert.IsType<CallCommand.Ask>(Assert.Single(Tell(new CallSignal.Connected("c1"))));

        Assert.Equal((Dana, "Press 1 to talk. Press 9 to get no more calls from us."), (ask.Phone, ask.Text));
        Assert.Equal([("1", "1", "yes,let's talk"), ("2", "2", "not now")], ask.Choices.Take(2).Select(c => (c.Label, c.Key!, string.Join(',', c.Phrases))));
        Assert.Empty(Tell(new CallSignal.Connected("c1")));
    }

    [Fact]
    public void Connected_KeyNineIsTaken_TheWayOutHasAnother()
    {
        call = Begin([new Reply { Match = ["9"] }]);

        Assert.EndsWith("Press 8 to get no more calls from us.", Assert.IsType<CallCommand.Ask>(Tell(new CallSignal.Connected("c1"))[0]).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Heard_WantsToTalk_IsPutThroughToThePersonInCharge()
    {
        Answer();

        Assert.IsType<CallCommand.Say>(Assert.Single(Tell(new CallSignal.Heard("ask/1", "1"))));
        Assert.Equal([new CallCommand.Transfer(Sam)], Tell(new CallSignal.Said("connect")));
        Assert.Empty(Tell(new CallSignal.Said("connect"))); // told twice
        now += Duration.FromSeconds(30);
        Assert.Empty(Tell(new CallSignal.Transferred()));

        Assert.Equal(("answered", "1", Sam, 30), (Ended().Disposition, Ended().Choice, Ended().ConnectedTo, Ended().DurationSeconds));
    }

    [Fact]
    public void NotTransferred_IsToldSoAndTheChoiceCounts()
    {
        Answer();
        Tell(new CallSignal.Heard("ask/1", "1"));
        Tell(new CallSignal.Said("connect"));

        Assert.Contains("call you back", Assert.IsType<CallCommand.Say>(Assert.Single(Tell(new CallSignal.NotTransferred()))).Text, StringComparison.Ordinal);

        Assert.Equal(("answered", "1", null), (Ended().Disposition, Ended().Choice, Ended().ConnectedTo));
        Assert.Equal([new CallCommand.HangUp()], Tell(new CallSignal.Said("bye")));
    }

    [Fact]
    public void Heard_AnotherChoice_IsThankedAndRecorded()
    {
        Answer();

        Assert.Equal("Thank you. Goodbye.", Assert.IsType<CallCommand.Say>(Assert.Single(Tell(new CallSignal.Heard("ask/1", "2")))).Text);
        Assert.Equal("2", Ended().Choice);
    }

    [Fact]
    public void Heard_WantsNoMoreCalls_OptsOut()
    {
        Answer();

        Tell(new CallSignal.Heard("ask/1", "stop calling"));

        Assert.IsType<LeadEvent.OptedOut>(call.Facts[0].Data);
        Assert.Equal(("answered", null), (Ended().Disposition, Ended().Choice));
    }

    [Theory]
    [InlineData("stop", true)]
    [InlineData("opt out", true)]
    [InlineData("not now", false)] // an answer of the script
    public void Asked_TheWordsThatStopTexts_StopCallsAsWell(string said, bool stops)
    {
        var ask = Assert.IsType<CallCommand.Ask>(Tell(new CallSignal.Connected("c1"))[0]);

        Assert.Equal(stops, ask.Choices[^1].Phrases.Contains(said));
    }

    [Fact]
    public void Asked_ScriptHasAWayOutsWords_TheyAreTheScripts()
    {
        call = Begin([new Reply { Match = ["2", "cancel"] }]);

        Assert.DoesNotContain("cancel", Assert.IsType<CallCommand.Ask>(Tell(new CallSignal.Connected("c1"))[0]).Choices[^1].Phrases);
    }

    [Theory]
    [InlineData(1, "failed")] // nothing was said at all
    [InlineData(2, "answered")]
    public void NotAsked_IsNoVoicemail(int asked, string disposition)
    {
        Answer();
        if (asked > 1) Tell(new CallSignal.NotHeard("ask/1"));

        Assert.Equal([new CallCommand.HangUp()], Tell(new CallSignal.NotAsked("ask/" + asked)));

        Assert.Equal(disposition, Ended().Disposition);
    }

    [Fact]
    public void NotHeard_AsksTwiceMoreThenLeavesTheMessageAsOnAMachine()
    {
        Answer();

        Assert.StartsWith("Sorry, I did not get that. Press 1", Assert.IsType<CallCommand.Ask>(Tell(new CallSignal.NotHeard("ask/1"))[0]).Text, StringComparison.Ordinal);
        Assert.Empty(Tell(new CallSignal.NotHeard("ask/1"))); // told twice
        Assert.IsType<CallCommand.Ask>(Tell(new CallSignal.NotHeard("ask/2"))[0]);
        Assert.Equal(new CallCommand.Say("Call us back.", "bye"), Assert.Single(Tell(new CallSignal.NotHeard("ask/3"))));

        Assert.Equal("voicemail", Ended().Disposition);
        Assert.Equal([new CallCommand.HangUp()], Tell(new CallSignal.Said("bye")));
    }

    [Fact]
    public void NotHeard_CallThatAsksNothing_WasHeard()
    {
        call = Begin([]);
        Answer();

        Assert.Equal([new CallCommand.HangUp()], Tell(new CallSignal.NotHeard("ask/1")));
        Assert.Equal("answered", Ended().Disposition);
    }

    [Theory]
    [InlineData(true, 480, 560480, "no_answer")]
    [InlineData(true, 487, 10004, "no_answer")] // nobody picked up in time
    [InlineData(false, 487, 10024, "declined")] // by every phone of the callee
    [InlineData(false, 603, 0, "declined")]
    [InlineData(false, 486, 560486, "busy")]
    [InlineData(false, 404, 560404, "failed")]
    [InlineData(false, 0, 0, "failed")]
    public void Disconnected_BeforeAnybodyPickedUp_IsItsDisposition(bool wasPlaced, int code, int subCode, string disposition)
    {
        Tell(new CallSignal.Taken("c1"));
        Tell(new CallSignal.Disconnected(wasPlaced, code, subCode, "as it is"));
        Tell(new CallSignal.Disconnected(!wasPlaced, code, subCode, "told again"));

        Assert.Equal((disposition, disposition == "failed" ? "as it is" : null, call.Id), (Ended().Disposition, Ended().Notes, Ended().TouchId));
    }

    [Fact]
    public void Disconnected_WhileTheWordsAreSaid_WasAnswered()
    {
        Answer();
        Tell(new CallSignal.Disconnected(true, 0, 560000, null));

        Assert.Equal(("answered", null), (Ended().Disposition, Ended().Choice));
    }

    [Fact]
    public void Disconnected_WhileBeingPutThrough_TheChoiceCounts()
    {
        Answer();
        Tell(new CallSignal.Heard("ask/1", "1"));
        Tell(new CallSignal.Disconnected(true, 0, 560000, null));

        Assert.Equal("1", Ended().Choice);
    }

    [Fact]
    public void Connected_BeforeTheRequestWasAnswered_IsTheSameCall()
    {
        Tell(new CallSignal.Connected("c1"));
        Assert.Empty(Tell(new CallSignal.Taken("c1")));

        Assert.Equal(("c1", CallStage.Asking), (call.ConnectionId, call.Stage));
    }

    [Fact]
    public void TimedOut_NobodyTold_IsFailedWhenItWasPlacedAndUnknownOtherwise()
    {
        var unplaced = OutboundFlow.Step(call, new CallSignal.TimedOut(), now);
        Assert.Empty(unplaced.Call.Facts);
        Assert.Empty(unplaced.Commands);

        Tell(new CallSignal.Taken("c1"));
        Assert.Equal([new CallCommand.HangUp()], Tell(new CallSignal.TimedOut()));
        Assert.Equal("failed", Ended().Disposition);
    }

    private static CallRecord Begin(Reply[] replies) => OutboundFlow.Begin(
        new Outbound.Call(
            new() { Id = "lead1-1-0.0-0", Seq = 2, Channel = Channel.Call, Status = TouchStatus.Claimed, At = Sample.Now }, "lead1", Dana, "+18335550100",
            "Press 1 to talk.", "Call us back.", [.. replies], Sam),
        Sample.Now);

    private void Answer() => Tell(new CallSignal.Connected("c1"));

    private CallCommand[] Tell(CallSignal signal)
    {
        var step = OutboundFlow.Step(call, signal, now);
        call = step.Call;
        return [.. step.Commands];
    }

    private LeadEvent.CallCompleted Ended() => (LeadEvent.CallCompleted)Assert.Single(call.Facts, f => f.Data is LeadEvent.CallCompleted).Data;
}
