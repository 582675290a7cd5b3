using FollowUp.AcsEmulator.Phones;

namespace FollowUp.AcsEmulator.Tests;

public sealed class InboundCallTests
{
    [Fact]
    public async Task Incoming_NobodyAnswers_CallerIsReleasedAndLateAnswerIsNotFound()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Phones.Call(EmulatorHost.Ana, EmulatorHost.Business);
        await host.AdvanceAsync(59);
        Assert.Equal(PhoneState.Dialling, host.Phones.Get(EmulatorHost.Ana).State);
        await host.AdvanceAsync(1);
        Assert.Equal("nobody answered", host.Phones.Get(EmulatorHost.Ana).Log[^1].Text);
        Assert.Equal(404, (await host.AnswerAsync()).Status);
    }

    [Fact]
    public async Task Incoming_CallerHangsUpBetweenAnswerAndConnect_IsAnswerFailed()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Phones.Call(EmulatorHost.Ana, EmulatorHost.Business);
        await host.AdvanceAsync();
        await host.AnswerAsync();
        host.Phones.HangUp(EmulatorHost.Ana);
        await host.AdvanceAsync();
        Assert.Equal(["IncomingCall", "AnswerFailed", "CallDisconnected"], host.Types);
        Assert.Equal(540487, host.One("CallDisconnected").SubCode);
    }

    [Fact]
    public async Task Incoming_ImpatientCaller_HangsUpWhileRinging()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Phones.Call(EmulatorHost.Ana, EmulatorHost.Business, patience: TimeSpan.FromSeconds(8));
        await host.AdvanceAsync(8);
        Assert.Equal("hung up", host.Phones.Get(EmulatorHost.Ana).Log[^1].Text);
        Assert.Equal(404, (await host.AnswerAsync()).Status);
    }

    [Fact]
    public async Task Incoming_ForwardedByTheCarrier_ComesFromTheCaller()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Phones.SetBehaviour(EmulatorHost.Bob, new PhoneBehaviour { Ring = RingAction.NoAnswer, AfterSeconds = 20, ForwardTo = EmulatorHost.Business });
        host.Phones.Call(EmulatorHost.Ana, EmulatorHost.Bob);
        await host.AdvanceAsync(20);
        Assert.Equal(EmulatorHost.Ana, (string)host.One("IncomingCall").Data["from"]!["phoneNumber"]!["value"]!);
        Assert.Equal(PhoneState.Idle, host.Phones.Get(EmulatorHost.Bob).State);
    }

    [Fact]
    public async Task Add_InvitationTimeout_FailsAtThatSecondAndTheCallGoesOn()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Phones.Call(EmulatorHost.Ana, EmulatorHost.Business);
        await host.AdvanceAsync();
        var (_, call) = await host.AnswerAsync();
        await host.AdvanceAsync();
        Assert.Equal(202, (await host.AddAsync(call!, EmulatorHost.Bob, 20)).Status);
        await host.AdvanceAsync(19);
        Assert.DoesNotContain("AddParticipantFailed", host.Types);
        await host.AdvanceAsync(1);
        Assert.Equal(560487, host.One("AddParticipantFailed").SubCode);
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Get, $"/calling/callConnections/{call}?{Requests.Calls}")).Status);
    }

    [Fact]
    public async Task Add_CallerHangsUpWhileItRings_EndsTheCallAndTheRinging()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Phones.Call(EmulatorHost.Ana, EmulatorHost.Business);
        await host.AdvanceAsync();
        var (_, call) = await host.AnswerAsync();
        await host.AdvanceAsync();
        await host.AddAsync(call!, EmulatorHost.Bob, 20);
        host.Phones.HangUp(EmulatorHost.Ana);
        await host.AdvanceAsync(60);
        Assert.Equal("CallDisconnected", host.Types.Last());
        Assert.Equal(540000, host.One("CallDisconnected").SubCode);
        Assert.Equal(PhoneState.Idle, host.Phones.Get(EmulatorHost.Bob).State);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(181)]
    public async Task Add_TimeoutOutOfRange_Is400(int seconds)
    {
        await using var host = await EmulatorHost.StartAsync();
        Assert.Equal(400, (await host.AddAsync("any", EmulatorHost.Bob, seconds)).Status);
    }
}
