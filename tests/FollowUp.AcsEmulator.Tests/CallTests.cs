using FollowUp.AcsEmulator.Phones;

namespace FollowUp.AcsEmulator.Tests;

public sealed class CallTests
{
    private static readonly PhoneBehaviour Answers = new() { Ring = RingAction.Answer, AfterSeconds = 3 };

    [Fact]
    public async Task Create_PhoneAnswers_ConnectsWhenItDoes()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Phones.SetBehaviour(EmulatorHost.Ana, Answers);
        await host.CreateCallAsync();
        await host.AdvanceAsync(2);
        Assert.Empty(host.Received);
        Assert.Equal(PhoneState.Ringing, host.Phones.Get(EmulatorHost.Ana).State);
        await host.AdvanceAsync(1);
        Assert.Equal(["CallConnected", "ParticipantsUpdated"], host.Types);
        Assert.Equal(PhoneState.InCall, host.Phones.Get(EmulatorHost.Ana).State);
    }

    [Theory]
    [InlineData(RingAction.NoAnswer, 30, 560480)]
    [InlineData(RingAction.Manual, 60, 560480)]
    [InlineData(RingAction.Decline, 1, 560603)]
    [InlineData(RingAction.Busy, 0, 560486)]
    public async Task Create_PhoneDoesNotAnswer_FailsAtItsTimeWithTheCode(RingAction ring, int seconds, int subCode)
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Phones.SetBehaviour(EmulatorHost.Ana, new PhoneBehaviour { Ring = ring });
        await host.CreateCallAsync();
        var start = host.Clock.Now;
        await host.AdvanceAsync(200);
        Assert.Equal(["CreateCallFailed", "CallDisconnected"], host.Types);
        Assert.All(host.Received, delivery => Assert.Equal(subCode, delivery.SubCode));
        Assert.All(host.Received, delivery => Assert.Equal(start.AddSeconds(seconds), delivery.At));
    }

    [Fact]
    public async Task Create_NetworkNeverGivesUp_TimesOutAt115Seconds()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Phones.SetBehaviour(EmulatorHost.Ana, new PhoneBehaviour { Ring = RingAction.NoAnswer, AfterSeconds = 600 });
        await host.CreateCallAsync();
        await host.AdvanceAsync(114);
        Assert.Empty(host.Received);
        await host.AdvanceAsync(1);
        Assert.Equal(560408, host.One("CallDisconnected").SubCode);
        Assert.Equal(PhoneState.Idle, host.Phones.Get(EmulatorHost.Ana).State);
    }

    [Fact]
    public async Task Create_SameRepeatabilityId_IsOneCall()
    {
        await using var host = await EmulatorHost.StartAsync();
        var id = Guid.NewGuid().ToString();
        Assert.Equal(await host.CreateCallAsync(requestId: id), await host.CreateCallAsync(requestId: id));
        await host.AdvanceAsync();
        Assert.Single(host.Phones.Get(EmulatorHost.Ana).Log);
    }

    [Fact]
    public async Task Create_ThirdCallFromOneNumber_IsDeclined()
    {
        await using var host = await EmulatorHost.StartAsync(options => options.Limits.ConcurrentOutboundCallsPerNumber = 2);
        foreach (var number in (string[])["+15125550161", "+15125550162", "+15125550163"])
            await host.CreateCallAsync(number);
        await host.AdvanceAsync();
        Assert.Equal(560603, host.One("CallDisconnected").SubCode);
        Assert.Equal(PhoneState.Idle, host.Phones.Get("+15125550163").State);
    }

    [Fact]
    public async Task Create_PhoneAlreadyInACall_IsBusy()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Phones.SetBehaviour(EmulatorHost.Ana, Answers);
        await host.CreateCallAsync();
        await host.AdvanceAsync(5);
        await host.CreateCallAsync();
        await host.AdvanceAsync(5);
        Assert.Equal(560486, host.One("CallDisconnected").SubCode);
        Assert.Equal(PhoneState.InCall, host.Phones.Get(EmulatorHost.Ana).State);
    }

    [Fact]
    public async Task Script_AnswersAskedKeysOverNinetySecondsOfCall_InVirtualTime()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Phones.SetBehaviour(EmulatorHost.Ana, Answers with
        {
            Then = [new PhoneStep { WhenAsked = true, AfterSeconds = 2, Press = "1" }, new PhoneStep { AfterSeconds = 90, HangUp = true }],
        });
        var call = await host.CreateCallAsync();
        await host.AdvanceAsync(3);
        await host.ActAsync(call, ":recognize", new
        {
            recognizeInputType = "choices",
            playPrompt = new { kind = "text", text = new { text = "Press one to confirm your visit tomorrow." } },
            recognizeOptions = new
            {
                targetParticipant = Requests.Phone(EmulatorHost.Ana),
                initialSilenceTimeoutInSeconds = 10,
                choices = new[] { new { label = "Confirm", phrases = (List<string>)["confirm"], tone = "one" } },
            },
        });
        await host.AdvanceAsync(120);
        Assert.Equal("Confirm", (string)host.One("RecognizeCompleted").Data["choiceResult"]!["label"]!);
        Assert.Equal(560000, host.One("CallDisconnected").SubCode);
        Assert.Equal(90, (host.One("CallDisconnected").At - host.One("RecognizeCompleted").At).TotalSeconds);
    }

    [Fact]
    public async Task Play_NeedsCognitiveServicesWhenRequired()
    {
        await using var host = await EmulatorHost.StartAsync(options => options.RequireCognitiveServices = true);
        host.Phones.SetBehaviour(EmulatorHost.Ana, Answers);
        var call = await host.CreateCallAsync();
        await host.AdvanceAsync(3);
        var (status, body, _) = await host.ActAsync(call, ":play", new { playSources = new[] { new { kind = "text", text = new { text = "Hi" } } } });
        Assert.Equal(405, status);
        Assert.Equal("8522", (string)body!["error"]!["code"]!);
    }

    [Fact]
    public async Task Terminate_Twice_IsNotFoundAndNothingFollowsTheEnd()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Phones.SetBehaviour(EmulatorHost.Ana, Answers with { Then = [new PhoneStep { AfterSeconds = 5, Say = "hello?" }] });
        var call = await host.CreateCallAsync();
        await host.AdvanceAsync(3);
        Assert.Equal(204, (await host.ActAsync(call, ":terminate")).Status);
        Assert.Equal(404, (await host.ActAsync(call, ":terminate")).Status);
        await host.AdvanceAsync(300);
        Assert.Equal("CallDisconnected", host.Types.Last());
    }

    [Fact]
    public async Task Reorder_CallbacksOfOneCall_ArriveInOrderOtherwise()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Phones.SetBehaviour(EmulatorHost.Ana, Answers);
        host.Faults.Add(new Faults.FaultRule { Kind = Faults.FaultKind.Reorder, On = "callbacks.CallConnected" });
        await host.CreateCallAsync();
        await host.AdvanceAsync(10);
        Assert.Equal(["ParticipantsUpdated", "CallConnected"], host.Types);
    }
}
