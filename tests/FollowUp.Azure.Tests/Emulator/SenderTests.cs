using System.Text.Json;
using FollowUp.AcsEmulator.Faults;
using FollowUp.Azure.Tests.Sending;
using FollowUp.Core.Carriers;
using FollowUp.Core.Touches;

namespace FollowUp.Azure.Tests.Emulator;

/// <summary>Texts and emails over the wire: what leaves, and what each answer of the service means for the touch.</summary>
public sealed class SenderTests : IAsyncLifetime
{
    private EmulatedAzure azure = null!;

    public async Task InitializeAsync() => azure = await EmulatedAzure.StartAsync();

    public async Task DisposeAsync() => await azure.DisposeAsync();

    [Fact]
    public async Task Sms_Taken_IsTheServicesMessageWithOurTag()
    {
        var sent = Assert.IsType<SendResult.Sent>(await azure.Sms.SendAsync(Touches.Sms, default));

        var sms = Assert.Single(await azure.SeenAsync("sms"));
        Assert.Equal((sent.ProviderId, "Hi Dana", Touches.Id), (Text(sms, "messageId"), Text(sms, "message"), Text(sms, "tag")));
    }

    [Theory]
    [InlineData("+18335550199", EmulatedAzure.Dana, "FollowUp is not allowed to send texts")] // not a number of ours
    [InlineData(EmulatedAzure.Number, "+1512", "Invalid To phone number format")]
    public async Task Sms_Refused_FailsInTheServicesWords(string from, string to, string words)
    {
        var failed = Assert.IsType<SendResult.Failed>(await azure.Sms.SendAsync(Touches.Sms with { From = from, To = to }, default));

        Assert.Contains(words, failed.Detail, StringComparison.Ordinal);
        Assert.Empty(await azure.SeenAsync("sms"));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public async Task Sms_Throttled_IsTriedAgainThreeTimes(int times, bool leaves)
    {
        azure.Faults.Add(new() { Kind = FaultKind.Throttle, On = "sms.send", Times = times, Seconds = 2 });

        var result = await azure.Sms.SendAsync(Touches.Sms, default);

        Assert.Equal(leaves, result is SendResult.Sent);
        if (!leaves) Assert.Equal(2, Assert.IsType<SendResult.Busy>(result).RetryAfterSeconds);
        Assert.Equal(leaves ? 1 : 0, (await azure.SeenAsync("sms")).Count);
    }

    [Theory]
    [InlineData(FaultKind.LoseResponse, 1)]
    [InlineData(FaultKind.Error, 0)]
    public async Task Sms_NobodyKnowsWhetherItLeft_IsNotSentAgain(FaultKind kind, int left)
    {
        azure.Faults.Add(new() { Kind = kind, On = "sms.send" });

        await Assert.ThrowsAnyAsync<Exception>(() => azure.Sms.SendAsync(Touches.Sms, default));

        Assert.Equal(left, (await azure.SeenAsync("sms")).Count);
    }

    [Fact]
    public async Task Email_SentTwice_IsOneMessageWithItsWayOut()
    {
        var operation = Touch.OperationIdOf(Touches.Id).ToString();
        Assert.Equal(new SendResult.Sent(operation), await azure.Email.SendAsync(Touches.Email, default));
        Assert.Equal(new SendResult.Sent(operation), await azure.Email.SendAsync(Touches.Email, default));

        var email = Assert.Single(await azure.SeenAsync("emails"));
        Assert.Equal(operation, Text(email, "id"));
        var headers = email.GetProperty("message").GetProperty("headers");
        Assert.Equal("List-Unsubscribe=One-Click", Text(headers, "List-Unsubscribe-Post"));
        Assert.Contains(Touches.Links.Unsubscribe("lead1").AbsoluteUri, Text(headers, "List-Unsubscribe"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Email_FromADomainThatIsNotLinked_Fails() => Assert.IsType<SendResult.Failed>(
        await azure.Email.SendAsync(Touches.Email with { From = "office@elsewhere.example" }, default));

    [Fact]
    public async Task Email_Throttled_WaitsItsTurn()
    {
        azure.Faults.Add(new() { Kind = FaultKind.Throttle, On = "email.send", Times = null, Seconds = 3600 });

        Assert.Equal(3600, Assert.IsType<SendResult.Busy>(await azure.Email.SendAsync(Touches.Email, default)).RetryAfterSeconds);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
