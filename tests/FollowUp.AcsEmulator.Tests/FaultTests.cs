using FollowUp.AcsEmulator.Faults;

namespace FollowUp.AcsEmulator.Tests;

public sealed class FaultTests
{
    [Fact]
    public async Task Throttle_NextTwo_Are429WithRetryAfterAndNothingIsSent()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Faults.Add(new FaultRule { Kind = FaultKind.Throttle, On = "sms.*", Times = 2, Seconds = 5 });
        var first = await host.SendSmsAsync();
        Assert.Equal(429, first.Status);
        Assert.Equal("5", first.Response.Headers.RetryAfter!.ToString());
        Assert.Equal(429, (await host.SendSmsAsync()).Status);
        await host.AdvanceAsync(60);
        Assert.Empty(host.Received);
        Assert.Equal(202, (await host.SendSmsAsync()).Status);
    }

    [Fact]
    public async Task Error_AfterSkip_FailsTheOneMeant()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Faults.Add(new FaultRule { Kind = FaultKind.Error, On = "sms.send", Skip = 1, Status = 503 });
        Assert.Equal(202, (await host.SendSmsAsync()).Status);
        Assert.Equal(503, (await host.SendSmsAsync()).Status);
        Assert.Equal(202, (await host.SendSmsAsync()).Status);
    }

    [Fact]
    public async Task Timeout_CutsTheConnectionWithoutSending()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Faults.Add(new FaultRule { Kind = FaultKind.Timeout, On = "sms.send" });
        await Assert.ThrowsAsync<HttpRequestException>(() => host.SendSmsAsync());
        await host.AdvanceAsync(60);
        Assert.Empty(host.Received);
    }

    [Fact]
    public async Task LoseResponse_SendsAndTheRepeatAnswersTheSame()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Faults.Add(new FaultRule { Kind = FaultKind.LoseResponse, On = "sms.send" });
        var id = Guid.NewGuid().ToString();
        await Assert.ThrowsAsync<HttpRequestException>(() => host.SendSmsAsync(requestId: id));
        var repeated = await host.SendSmsAsync(requestId: id);
        await host.AdvanceAsync(60);
        Assert.Equal((string)repeated.Body!["value"]![0]!["messageId"]!, (string)host.One("SMSDeliveryReportReceived").Data["messageId"]!);
    }

    [Fact]
    public async Task Duplicate_DeliversTheSameEventAgain()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Faults.Add(new FaultRule { Kind = FaultKind.Duplicate, On = "events.SMSReceived", Copies = 2 });
        host.Phones.Text(EmulatorHost.Ana, EmulatorHost.Business, "Hi");
        await host.AdvanceAsync();
        Assert.Equal(3, host.Received.Count);
        Assert.Single(host.Received.Select(delivery => (string)delivery.Event["id"]!).Distinct());
    }

    [Fact]
    public async Task Reorder_DeliversAfterTheNext()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Faults.Add(new FaultRule { Kind = FaultKind.Reorder, On = "events.SMSReceived" });
        host.Phones.Text(EmulatorHost.Ana, EmulatorHost.Business, "first");
        host.Phones.Text(EmulatorHost.Ana, EmulatorHost.Business, "second");
        await host.AdvanceAsync(60);
        Assert.Equal(["second", "first"], host.Received.Select(delivery => (string)delivery.Data["message"]!));
    }

    [Fact]
    public async Task Reorder_NothingFollows_IsDeliveredInTheEnd()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Faults.Add(new FaultRule { Kind = FaultKind.Reorder, On = "events.*", Seconds = 30 });
        host.Phones.Text(EmulatorHost.Ana, EmulatorHost.Business, "only");
        await host.AdvanceAsync(29);
        Assert.Empty(host.Received);
        await host.AdvanceAsync(1);
        Assert.Single(host.Received);
    }

    [Fact]
    public async Task Delay_DeliversLater()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Faults.Add(new FaultRule { Kind = FaultKind.Delay, On = "events.SMSReceived", Seconds = 600 });
        host.Phones.Text(EmulatorHost.Ana, EmulatorHost.Business, "Hi");
        await host.AdvanceAsync(599);
        Assert.Empty(host.Received);
        await host.AdvanceAsync(1);
        Assert.Single(host.Received);
    }

    [Fact]
    public async Task Drop_NeverDelivers()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Faults.Add(new FaultRule { Kind = FaultKind.Drop, On = "callbacks.CallConnected" });
        host.Phones.SetBehaviour(EmulatorHost.Ana, new Phones.PhoneBehaviour { Ring = Phones.RingAction.Answer });
        await host.CreateCallAsync();
        await host.AdvanceAsync(10);
        Assert.Equal(["ParticipantsUpdated"], host.Types);
    }

    [Fact]
    public async Task EventsFirst_CallbackArrivesBeforeTheResponse()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Phones.Call(EmulatorHost.Ana, EmulatorHost.Business);
        await host.AdvanceAsync();
        host.Faults.Add(new FaultRule { Kind = FaultKind.EventsFirst, On = "calls.answer" });
        // The clock is never moved: what has arrived when the response is here was sent before it.
        await host.AnswerAsync();
        Assert.Equal(["IncomingCall", "CallConnected", "ParticipantsUpdated"], host.Types);
    }

    [Fact]
    public async Task Switch_ThrottlesUntilTurnedOff()
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.SendAsync(HttpMethod.Put, "/emulator/throttle", new { on = true, retryAfterSeconds = 3 });
        Assert.Equal(429, (await host.SendSmsAsync()).Status);
        Assert.Equal(429, (await host.SendSmsAsync()).Status);
        await host.SendAsync(HttpMethod.Put, "/emulator/throttle", new { on = false });
        Assert.Equal(202, (await host.SendSmsAsync()).Status);
    }
}
