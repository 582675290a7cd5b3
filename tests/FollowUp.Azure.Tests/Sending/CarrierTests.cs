using Azure;
using Azure.Communication;
using Azure.Communication.CallAutomation;
using Azure.Communication.Email;
using Azure.Communication.Sms;
using Azure.Communication.Sms.Models;
using FollowUp.Api.Links;
using FollowUp.Azure.Calls;
using FollowUp.Azure.Email;
using FollowUp.Azure.Notifications;
using FollowUp.Azure.Sending;
using FollowUp.Azure.Sms;
using FollowUp.Core.Business;
using FollowUp.Core.Calls;
using FollowUp.Core.Carriers;
using FollowUp.Core.Engine;
using FollowUp.Core.Touches;
using FollowUp.Testing;
using FollowUp.Testing.Stores;
using Microsoft.Extensions.Options;
using Moq;
using NodaTime;

namespace FollowUp.Azure.Tests.Sending;

public sealed class CarrierTests
{
    private readonly Mock<SmsClient> sms = new();
    private readonly Mock<EmailClient> email = new();
    private readonly Tries tries = new(new ManualTime());
    private readonly InMemoryCallStore calls = new();
    private EmailMessage? mail;

    public CarrierTests()
    {
        SmsAnswers(SmsModelFactory.SmsSendResult("+15125550142", "Outgoing_1", 202, true, null));
        email.Setup(c => c.SendAsync(WaitUntil.Started, It.IsAny<EmailMessage>(), It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .Callback((WaitUntil _, EmailMessage sent, Guid _, CancellationToken _) => mail = sent)
            .Returns((WaitUntil _, EmailMessage _, Guid id, CancellationToken _) => Task.FromResult(new EmailSendOperation(id.ToString(), email.Object)));
    }

    private AcsSmsSender Texts => new(sms.Object, tries);

    private AcsEmailSender Emails => new(email.Object, Touches.Links, Touches.Playbooks, tries);

    [Fact]
    public async Task Sms_IsTaggedWithItsTouchAndReportedOn()
    {
        Assert.Equal(new SendResult.Sent("Outgoing_1"), await Texts.SendAsync(Touches.Sms, CancellationToken.None));

        sms.Verify(c => c.SendAsync(
            "+15125550100", "+15125550142", "Hi Dana", It.Is<SmsSendOptions>(o => o.Tag == Touches.Id && o.EnableDeliveryReport), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Theory]
    [InlineData(400, "InvalidPhoneNumber", "InvalidPhoneNumber")]
    [InlineData(404, null, "the carrier answered 404")]
    public async Task Sms_RecipientRefused_Fails(int status, string? error, string words)
    {
        SmsAnswers(SmsModelFactory.SmsSendResult("+15125550142", null, status, false, error));

        Assert.Equal(new SendResult.Failed(words), await Texts.SendAsync(Touches.Sms, CancellationToken.None));
    }

    [Fact]
    public async Task Sms_RecipientNotNow_IsTriedThreeTimes()
    {
        SmsAnswers(SmsModelFactory.SmsSendResult("+15125550142", null, 429, false, "TooManyRequests"));

        Assert.IsType<SendResult.Busy>(await Texts.SendAsync(Touches.Sms, CancellationToken.None));
        Assert.Equal(3, sms.Invocations.Count);
    }

    [Fact]
    public async Task Sms_RecipientWithServerError_IsInDoubt()
    {
        SmsAnswers(SmsModelFactory.SmsSendResult("+15125550142", null, 500, false, "InternalServerError"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => Texts.SendAsync(Touches.Sms, CancellationToken.None));
    }

    [Fact]
    public async Task Email_HasOperationIdAddressAndTwoWaysOut()
    {
        var operation = Touch.OperationIdOf(Touches.Id);
        Assert.Equal(new SendResult.Sent(operation.ToString()), await Emails.SendAsync(Touches.Email, CancellationToken.None));

        email.Verify(c => c.SendAsync(WaitUntil.Started, It.IsAny<EmailMessage>(), operation, It.IsAny<CancellationToken>()), Times.Once);
        var link = Touches.Links.Unsubscribe("lead1").AbsoluteUri;
        Assert.StartsWith("https://followup.example/api/unsubscribe/", link, StringComparison.Ordinal);
        Assert.Equal($"<{link}>", mail!.Headers["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        Assert.StartsWith("Hi Dana,\n\nhere it is.\n", mail.Content.PlainText, StringComparison.Ordinal);
        Assert.Contains(BusinessProfileReader.Sample.Email!.PostalAddress, mail.Content.PlainText, StringComparison.Ordinal);
        Assert.Contains(link, mail.Content.PlainText, StringComparison.Ordinal);
        Assert.Equal(("office@example.com", "dana@example.com", "Your estimate"), (mail.SenderAddress, mail.Recipients.To.Single().Address, mail.Content.Subject));
        Assert.Equal("sam@example.com", mail.ReplyTo.Single().Address);
    }

    [Fact]
    public async Task Email_WithoutALinkKey_DoesNotLeave()
    {
        var sender = new AcsEmailSender(email.Object, new LinkSigner(Options.Create(new LinkOptions { PublicUrl = new("https://x.example") })), Touches.Playbooks, tries);

        await Assert.ThrowsAsync<InvalidOperationException>(() => sender.SendAsync(Touches.Email, CancellationToken.None));
        Assert.Empty(email.Invocations);
    }

    [Fact]
    public async Task Call_CallsBackWhereTheTouchIsNamed()
    {
        CreateCallOptions? placed = null;
        var client = new Mock<CallAutomationClient>();
        client.Setup(c => c.CreateCallAsync(It.IsAny<CreateCallOptions>(), It.IsAny<CancellationToken>()))
            .Callback((CreateCallOptions options, CancellationToken _) => placed = options)
            .ThrowsAsync(Touches.Failure(403, "Insufficient permissions."));
        var gateway = Gateway(client.Object, new() { SpeechEndpoint = new("https://speech.example") });

        Assert.Equal(
            new SendResult.Failed("FollowUp is not allowed to send calls: Insufficient permissions."), await gateway.SendAsync(Touches.Call, CancellationToken.None));

        Assert.Equal(Touches.Id, placed!.OperationContext);
        Assert.Equal(Touches.Id, Touches.Links.ReadCall(placed.CallbackUri.Segments[^1]));
        Assert.Equal("/api/acs/calls/", string.Concat(placed.CallbackUri.Segments[..^1]));
        Assert.Equal(new PhoneNumberIdentifier("+15125550142"), placed.CallInvite.Target);
        Assert.Equal(new PhoneNumberIdentifier("+15125550100"), placed.CallInvite.SourceCallerIdNumber);
        Assert.Equal(new Uri("https://speech.example"), placed.CallIntelligenceOptions.CognitiveServicesEndpoint);
    }

    [Fact]
    public async Task Call_NothingToSpeakWith_FailsWithAReason() => Assert.Contains(
        "FollowUp:SpeechEndpoint",
        Assert.IsType<SendResult.Failed>(await Gateway(Mock.Of<CallAutomationClient>(), new()).SendAsync(Touches.Call, CancellationToken.None)).Detail,
        StringComparison.Ordinal);

    [Fact]
    public async Task Call_AsManyUnderWayAsTheNumberMayPlace_WaitsItsTurn()
    {
        var gateway = Gateway(Mock.Of<CallAutomationClient>(), new() { SpeechEndpoint = new("https://speech.example"), ConcurrentCalls = 1 });
        await calls.SaveAsync(OutboundFlow.Begin(Touches.Call with { Touch = Touches.Call.Touch with { Id = "lead2-1-0.0-0" } }, Sample.Now), Sample.Now, null, default);

        Assert.Equal(60, Assert.IsType<SendResult.Busy>(await gateway.SendAsync(Touches.Call, CancellationToken.None)).RetryAfterSeconds);
        Assert.Null(await calls.LoadAsync(Touches.Id, default));
    }

    [Fact]
    public async Task Call_Refused_LeavesNoCallBehind()
    {
        var client = new Mock<CallAutomationClient>();
        client.Setup(c => c.CreateCallAsync(It.IsAny<CreateCallOptions>(), It.IsAny<CancellationToken>())).ThrowsAsync(Touches.Failure(400, "Bad number."));

        await Gateway(client.Object, new() { SpeechEndpoint = new("https://speech.example") }).SendAsync(Touches.Call, CancellationToken.None);

        Assert.Null(await calls.LoadAsync(Touches.Id, default));
    }

    [Fact]
    public async Task Call_AnswerLost_KeepsTheCallForItsCallbacks()
    {
        var client = new Mock<CallAutomationClient>();
        client.Setup(c => c.CreateCallAsync(It.IsAny<CreateCallOptions>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("reset"));

        await Assert.ThrowsAsync<IOException>(
            () => Gateway(client.Object, new() { SpeechEndpoint = new("https://speech.example") }).SendAsync(Touches.Call, CancellationToken.None));

        Assert.Equal(CallStage.Placing, (await calls.LoadAsync(Touches.Id, default))!.Call.Stage);
    }

    [Fact]
    public async Task Voicemail_WithoutAProvider_FailsWithAReason()
    {
        var result = await new NoVoicemail().SendAsync(null!, CancellationToken.None);

        Assert.Contains("use a call instead", Assert.IsType<SendResult.Failed>(result).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notification_GoesByTextAndByEmail()
    {
        Assert.Equal(new SendResult.Sent("Outgoing_1"), await Notifier(new()).SendAsync(Touches.Notification(), CancellationToken.None));

        sms.Verify(c => c.SendAsync(
            BusinessProfileReader.Sample.Phone, "+15125550111", "Missed call from Dana", It.Is<SmsSendOptions>(o => o.Tag == Touches.Id), It.IsAny<CancellationToken>()), Times.Once);
        Assert.Equal(("sam@example.com", "Missed call", "Missed call from Dana"), (mail!.Recipients.To.Single().Address, mail.Content.Subject, mail.Content.PlainText));
        Assert.Empty(mail.Headers);
    }

    [Fact]
    public async Task Notification_OneWayFails_TheOtherCounts()
    {
        SmsAnswers(SmsModelFactory.SmsSendResult("+15125550111", null, 500, false, null));
        var sent = Assert.IsType<SendResult.Sent>(await Notifier(new()).SendAsync(Touches.Notification(), CancellationToken.None));

        Assert.Equal(Touch.OperationIdOf(Touches.Id).ToString(), sent.ProviderId);
    }

    [Fact]
    public async Task Notification_OnlyWayInDoubt_Throws()
    {
        SmsAnswers(SmsModelFactory.SmsSendResult("+15125550111", null, 500, false, null));

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Notifier(new() { NotifyByEmail = false }).SendAsync(Touches.Notification(), CancellationToken.None));
    }

    [Fact]
    public async Task Notification_NobodyToReach_Fails() => Assert.IsType<SendResult.Failed>(await Notifier(new())
        .SendAsync(Touches.Notification(Touches.Sam with { Phone = null, Email = null }), CancellationToken.None));

    [Theory]
    [InlineData("https://hooks.slack.com/services/x", "\"text\":\"*Missed call*\\nMissed call from Dana\"")]
    [InlineData("https://prod-1.westus.logic.azure.com/workflows/x", "\"application/vnd.microsoft.card.adaptive\"")]
    public async Task Notification_TeamWebhook_GetsWhatItUnderstands(string url, string part)
    {
        var web = new FakeWeb();
        var notifier = Notifier(new() { NotifyByText = false, NotifyByEmail = false, TeamWebhookUrl = new(url) }, web);

        Assert.IsType<SendResult.Sent>(await notifier.SendAsync(Touches.Notification(), CancellationToken.None));
        Assert.Contains(part, web.Bodies.Single(), StringComparison.Ordinal);
    }

    private AcsCallGateway Gateway(CallAutomationClient client, AzureOptions options)
    {
        var clock = new FakeClock();
        return new(client, Touches.Links, options, tries, new CallBook(calls, Touches.Playbooks, clock), clock);
    }

    private sealed class FakeClock : IClock
    {
        public Instant GetCurrentInstant() => Sample.Now;
    }

    private TeamNotifier Notifier(NotificationOptions options, FakeWeb? web = null) =>
        new(Texts, Emails, new HttpClient(web ?? new FakeWeb()), options, Touches.Playbooks, tries);

    private void SmsAnswers(SmsSendResult result) => sms
        .Setup(c => c.SendAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<string>(), It.IsAny<SmsSendOptions>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync(Response.FromValue(result, Mock.Of<Response>()));
}
