using FollowUp.AcsEmulator.Faults;
using FollowUp.AcsEmulator.Phones;
using FollowUp.Azure.Calls;
using FollowUp.Azure.Tests.Sending;
using FollowUp.Core.Calls;
using FollowUp.Core.Carriers;
using FollowUp.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace FollowUp.Azure.Tests.Emulator;

/// <summary>Calls over the wire: what each command does on the phones, and what is told of it.</summary>
public sealed class CallingTests : IAsyncLifetime
{
    private const string Sam = "+15125550111";
    private EmulatedAzure azure = null!;

    public async Task InitializeAsync() => azure = await EmulatedAzure.StartAsync();

    public async Task DisposeAsync() => await azure.DisposeAsync();

    [Fact]
    public async Task Gateway_Places_RingsAndIsToldWhereTheTouchIsNamed()
    {
        var sent = Assert.IsType<SendResult.Sent>(await azure.Gateway.SendAsync(Touches.Call, default));
        await azure.RunAsync();

        Assert.Equal(PhoneState.Ringing, azure.Phones.Get(EmulatedAzure.Dana).State);
        Assert.Equal((sent.ProviderId, CallStage.Placing), ((await CallAsync()).ConnectionId, (await CallAsync()).Stage));
        azure.Phones.Answer(EmulatedAzure.Dana);
        await azure.RunAsync();
        Assert.Equal(["CallConnected", "ParticipantsUpdated"], azure.Webhooks.Types);
        Assert.Equal(Touches.Id, Touches.Links.ReadCall(azure.Webhooks.Requests[0].Address.Segments[^1]));
    }

    [Fact]
    public async Task Gateway_CallbackBeforeTheAnswer_IsOneCall()
    {
        azure.Phones.SetBehaviour(EmulatedAzure.Dana, new PhoneBehaviour { Ring = RingAction.Busy });
        azure.Faults.Add(new() { Kind = FaultKind.EventsFirst, On = "calls.create" });

        Assert.IsType<SendResult.Sent>(await azure.Gateway.SendAsync(Touches.Call, default));

        Assert.Equal(["CreateCallFailed", "CallDisconnected"], azure.Webhooks.Types);
        Assert.NotNull((await CallAsync()).ConnectionId);
    }

    [Theory]
    [InlineData(FaultKind.Throttle, 0, false)]
    [InlineData(FaultKind.Error, 400, false)]
    [InlineData(FaultKind.LoseResponse, 0, true)]
    public async Task Gateway_Trouble_KeepsTheCallOnlyWhenItMayHaveBeenPlaced(FaultKind kind, int status, bool kept)
    {
        azure.Faults.Add(new() { Kind = kind, On = "calls.create", Times = null, Status = status });

        var result = await Record.ExceptionAsync(async () => Assert.IsNotType<SendResult.Sent>(await azure.Gateway.SendAsync(Touches.Call, default)));

        Assert.Equal(kept, result is not null);
        Assert.Equal(kept, await azure.Calls.LoadAsync(Touches.Id, default) is not null);
    }

    [Fact]
    public async Task Callback_TokenOfTheEmulator_IsGenuineForItsResourceOnly()
    {
        await azure.Gateway.SendAsync(Touches.Call, default);
        await azure.RunAsync();
        azure.Phones.Answer(EmulatedAzure.Dana);
        await azure.RunAsync();
        var token = azure.Webhooks.Requests[0].Token;

        Assert.True(await Tokens(azure.ResourceId).IsGenuineAsync(token, default));
        Assert.False(await Tokens("another").IsGenuineAsync(token, default));
    }

    [Fact]
    public async Task Line_AsksAndIsAnsweredByVoice()
    {
        var call = await ConnectAsync();

        await DoAsync(call, new CallCommand.Ask(EmulatedAzure.Dana, "Press 1 to talk.", [new("1", ["yes", "let's talk"], "1"), new("2", ["not now"], "2")], "ask/1"));
        Assert.Equal("Press 1 to talk.", azure.Phones.Get(EmulatedAzure.Dana).Log[^1].Text);
        azure.Phones.Speak(EmulatedAzure.Dana, "Not now, please");
        await azure.RunAsync();

        var told = azure.Webhooks.Requests[^1].Body[0].GetProperty("data");
        Assert.Equal(("ask/1", "2"), (told.GetProperty("operationContext").GetString(), told.GetProperty("choiceResult").GetProperty("label").GetString()));
    }

    [Fact]
    public async Task Line_HoldsRingsTellsWhoIsThereAndTakesOut()
    {
        var call = await ConnectAsync();
        await DoAsync(call, new CallCommand.Hold(EmulatedAzure.Dana, "One moment please."));
        Assert.Contains(azure.Phones.Get(EmulatedAzure.Dana).Log, e => e.Text == "One moment please.");

        var rang = Assert.IsType<CallSignal.Rang>(await DoAsync(call, new CallCommand.Ring(Sam, 18)));
        Assert.Equal(PhoneState.Ringing, azure.Phones.Get(Sam).State);
        await DoAsync(call, new CallCommand.StopRinging(rang.Invitation));
        Assert.Equal(PhoneState.Idle, azure.Phones.Get(Sam).State);

        await DoAsync(call, new CallCommand.Ring(Sam, 18));
        azure.Phones.Answer(Sam);
        await azure.RunAsync();
        Assert.Equal([EmulatedAzure.Dana, Sam], Assert.IsType<CallSignal.Present>(await DoAsync(call, new CallCommand.Look())).Phones.AsEnumerable());
        await DoAsync(call, new CallCommand.Unhold(EmulatedAzure.Dana));
        azure.Phones.Speak(EmulatedAzure.Dana, "Hello");
        Assert.Contains(azure.Phones.Get(Sam).Log, e => e is { Kind: "heard", Text: "Hello" });
        await DoAsync(call, new CallCommand.Remove(Sam));
        Assert.Equal(PhoneState.Idle, azure.Phones.Get(Sam).State);
    }

    [Fact]
    public async Task Line_PutsThrough_BothTalkWithoutUs()
    {
        var call = await ConnectAsync();

        await DoAsync(call, new CallCommand.Transfer(Sam));
        azure.Phones.Answer(Sam);
        await azure.RunAsync();
        azure.Phones.Speak(Sam, "Sam here");

        Assert.Contains("CallTransferAccepted", azure.Webhooks.Types);
        Assert.Contains(azure.Phones.Get(EmulatedAzure.Dana).Log, e => e is { Kind: "heard", Text: "Sam here" });
    }

    [Fact]
    public async Task Line_ThrottledOnce_DoesItAllTheSame()
    {
        var call = await ConnectAsync();
        azure.Faults.Add(new() { Kind = FaultKind.Throttle, On = "media.play" });

        await DoAsync(call, new CallCommand.Say("You have reached us.", "greeting"));

        Assert.Contains(azure.Phones.Get(EmulatedAzure.Dana).Log, e => e.Text == "You have reached us.");
    }

    [Fact]
    public async Task Line_PicksUpSaysRecordsAndHangsUp()
    {
        azure.Phones.Call(EmulatedAzure.Dana, EmulatedAzure.Number);
        var arrived = new CallRecord { Id = "corr", Stage = CallStage.Arriving, Person = EmulatedAzure.Dana, Number = EmulatedAzure.Number, StartedAt = Sample.Now, DueAt = Sample.Now };
        var context = Convert.ToBase64String("nobody"u8.ToArray());
        Assert.IsType<CallSignal.Refused>(await DoAsync(arrived, new CallCommand.Answer(context)));

        var call = await ConnectAsync();
        await DoAsync(call, new CallCommand.Say("You have reached us.", "greeting"));
        Assert.Contains(azure.Phones.Get(EmulatedAzure.Dana).Log, e => e.Text == "You have reached us.");
        Assert.NotEmpty(Assert.IsType<CallSignal.Recorded>(await DoAsync(call, new CallCommand.Record())).RecordingId);
        await DoAsync(call, new CallCommand.HangUp());

        Assert.Equal(PhoneState.Idle, azure.Phones.Get(EmulatedAzure.Dana).State);
        Assert.IsType<CallSignal.Disconnected>(await DoAsync(call, new CallCommand.HangUp())); // there is nothing to hang up any more
    }

    private async Task<CallSignal?> DoAsync(CallRecord call, CallCommand command)
    {
        var signal = await azure.Line.DoAsync(call, command, default);
        await azure.RunAsync();
        return signal;
    }

    /// <summary>A call of ours that Dana has picked up.</summary>
    private async Task<CallRecord> ConnectAsync()
    {
        if (azure.Phones.Get(EmulatedAzure.Dana).State != PhoneState.Idle) azure.Phones.HangUp(EmulatedAzure.Dana);
        await azure.Gateway.SendAsync(Touches.Call, default);
        await azure.RunAsync();
        azure.Phones.Answer(EmulatedAzure.Dana);
        await azure.RunAsync();
        return await CallAsync();
    }

    private async Task<CallRecord> CallAsync() => (await azure.Calls.LoadAsync(Touches.Id, default))!.Call;

    private AcsCallbackTokens Tokens(string audience) => new(
        audience, azure.Http, TimeProvider.System, NullLogger<AcsCallbackTokens>.Instance, AcsCallbackTokens.Issuer,
        new Uri(azure.Http.BaseAddress!, "calling/.well-known/acsopenidconfiguration").AbsoluteUri);
}
