using FollowUp.AcsEmulator.Sms;

namespace FollowUp.AcsEmulator.Tests;

public sealed class SmsTests
{
    [Theory]
    [InlineData(160, 'a', 1)]
    [InlineData(161, 'a', 2)]
    [InlineData(306, 'a', 2)]
    [InlineData(80, '€', 1)]
    [InlineData(81, '€', 2)]
    [InlineData(70, 'ы', 1)]
    [InlineData(71, 'ы', 2)]
    public void Count_ByAlphabet(int length, char letter, int segments) => Assert.Equal(segments, Segments.Count(new string(letter, length)));

    [Fact]
    public async Task Send_SameRequestId_SendsOnce()
    {
        await using var host = await EmulatorHost.StartAsync();
        var id = Guid.NewGuid().ToString();
        var (first, second) = (await host.SendSmsAsync(requestId: id), await host.SendSmsAsync(requestId: id));
        Assert.Equal(first.Body!.ToJsonString(), second.Body!.ToJsonString());
        await host.AdvanceAsync(60);
        Assert.Single(host.Received);
    }

    [Fact]
    public async Task Send_SameRequestIdForAnotherText_IsRejected()
    {
        await using var host = await EmulatorHost.StartAsync();
        var id = Guid.NewGuid().ToString();
        await host.SendSmsAsync("one", id);
        var item = (await host.SendSmsAsync("two", id)).Body!["value"]![0]!;
        Assert.Equal("rejected", (string)item["repeatabilityResult"]!);
        Assert.False((bool)item["successful"]!);
    }

    [Fact]
    public async Task Send_MoreThanTheRate_Is429UntilTheMinuteIsOver()
    {
        await using var host = await EmulatorHost.StartAsync(options => options.Limits.SmsPerNumberPerMinute = 2);
        await host.SendSmsAsync();
        await host.AdvanceAsync(20);
        await host.SendSmsAsync();
        var refused = await host.SendSmsAsync();
        Assert.Equal(429, refused.Status);
        Assert.Equal("40", refused.Response.Headers.RetryAfter!.ToString());
        await host.AdvanceAsync(40);
        Assert.Equal(202, (await host.SendSmsAsync()).Status);
    }

    [Fact]
    public async Task Stop_ToATollFreeNumber_BlocksUntilUnstop()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Phones.Text(EmulatorHost.Ana, EmulatorHost.Business, "Stop");
        await host.SendSmsAsync();
        await host.AdvanceAsync(5);
        Assert.Equal("Failed", (string)host.One("SMSDeliveryReportReceived").Data["deliveryStatus"]!);
        Assert.Single(host.Types, "SMSReceived");
        host.Received.Clear();
        host.Phones.Text(EmulatorHost.Ana, EmulatorHost.Business, "UNSTOP");
        await host.SendSmsAsync();
        await host.AdvanceAsync(5);
        Assert.Equal("Delivered", (string)host.One("SMSDeliveryReportReceived").Data["deliveryStatus"]!);
    }

    [Fact]
    public async Task Ids_SameSeed_AreTheSame()
    {
        async Task<string> First()
        {
            await using var host = await EmulatorHost.StartAsync();
            return (await host.SendSmsAsync()).Body!.ToJsonString();
        }
        Assert.Equal(await First(), await First());
    }
}
