using System.Text.Json;
using Azure;
using Azure.Communication;
using Azure.Communication.CallAutomation;
using Azure.Communication.Email;
using Azure.Communication.Sms;

namespace FollowUp.Contracts.Tests;

public sealed class CommunicationTests : IDisposable
{
    private static readonly PhoneNumberIdentifier Business = new("+15125550100");
    private static readonly PhoneNumberIdentifier Lead = new("+15125550123");
    private readonly RecordingServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task SmsSend_WithTag_SendsItAndReadsEachResult()
    {
        _server.Answer(202, """{"value":[{"to":"+15125550123","messageId":"m1","httpStatusCode":202,"successful":true}]}""");

        var result = (await new SmsClient(_server.ConnectionString)
            .SendAsync("+15125550100", "+15125550123", "Hi", new SmsSendOptions(enableDeliveryReport: true) { Tag = "touch-1" })).Value;

        Assert.Equal(("m1", 202, true, null), (result.MessageId, result.HttpStatusCode, result.Successful, result.ErrorMessage));
        var (method, path, body, _) = Assert.Single(_server.Requests);
        Assert.Equal(("POST", "/sms?api-version=2021-03-07"), (method, path));
        Assert.Equal("""{"enableDeliveryReport":true,"tag":"touch-1"}""", body.GetProperty("smsSendOptions").GetRawText());
        Assert.True(Guid.TryParse(body.GetProperty("smsRecipients")[0].GetProperty("repeatabilityRequestId").GetString(), out _));
    }

    [Fact]
    public async Task SmsSend_Refused_IsRequestFailedWithCode()
    {
        _server.Answer(400, """{"error":{"code":"BadRequest","message":"from is not yours"}}""");

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => new SmsClient(_server.ConnectionString).SendAsync("+1", "+2", "Hi"));

        Assert.Equal((400, "BadRequest"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task EmailSend_WithOperationId_StartsThenPolls()
    {
        var id = Guid.NewGuid();
        _server.Answer(202, $$"""{"id":"{{id}}","status":"Running"}""");
        _server.Answer(200, $$"""{"id":"{{id}}","status":"Running"}""");
        _server.Answer(200, $$"""{"id":"{{id}}","status":"Succeeded"}""");
        var message = new EmailMessage("office@example.com", "lead@example.com", new EmailContent("Hello") { PlainText = "Hi" })
        {
            Headers = { ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click" },
            ReplyTo = { new EmailAddress("reply@example.com") },
        };

        var operation = await new EmailClient(_server.ConnectionString).SendAsync(WaitUntil.Started, message, id);
        await operation.UpdateStatusAsync();
        var running = operation.HasCompleted;
        await operation.UpdateStatusAsync();

        Assert.Equal((id.ToString(), false, EmailSendStatus.Succeeded), (operation.Id, running, operation.Value.Status));
        Assert.Equal(("POST", "/emails:send?api-version=2025-09-01"), (_server.Requests[0].Method, _server.Requests[0].PathAndQuery));
        Assert.Equal(id.ToString(), _server.Requests[0].Headers["Operation-Id"]);
        Assert.Equal($"/emails/operations/{id}?api-version=2025-09-01", _server.Requests[1].PathAndQuery);
        Assert.False(_server.Requests[0].Body.GetProperty("recipients").TryGetProperty("cc", out _));
    }

    [Fact]
    public async Task EmailSend_Failed_IsRequestFailedWithCode()
    {
        _server.Answer(202, """{"id":"1","status":"Running"}""");
        _server.Answer(200, """{"id":"1","status":"Failed","error":{"code":"EmailDropped","message":"dropped"}}""");
        var operation = await new EmailClient(_server.ConnectionString)
            .SendAsync(WaitUntil.Started, new EmailMessage("a@example.com", "b@example.com", new EmailContent("x") { Html = "y" }));

        Assert.Equal("EmailDropped", (await Assert.ThrowsAsync<RequestFailedException>(() => operation.UpdateStatusAsync().AsTask())).ErrorCode);
    }

    [Fact]
    public async Task CallAutomation_AnswerAddRecognizePlayHangUp_AsTheSpecificationSays()
    {
        _server.Answer(200, """{"callConnectionId":"c1","serverCallId":"s1","callConnectionState":"connecting","targets":[{"rawId":"4:+15125550123","phoneNumber":{"value":"+15125550123"}}]}""");
        _server.Answer(202, """{"invitationId":"i1","operationContext":"ring","participant":{"identifier":{"phoneNumber":{"value":"+15125550123"}}}}""");
        _server.Answer(202);
        _server.Answer(202);
        _server.Answer(204);

        var answered = (await new CallAutomationClient(_server.ConnectionString).AnswerCallAsync("context", new Uri("https://app/cb"))).Value;
        var added = (await answered.CallConnection.AddParticipantAsync(
            new AddParticipantOptions(new CallInvite(Lead, Business)) { InvitationTimeoutInSeconds = 18, OperationContext = "ring" })).Value;
        var media = answered.CallConnection.GetCallMedia();
        await media.StartRecognizingAsync(new CallMediaRecognizeDtmfOptions(Lead, 1) { Prompt = new TextSource("Press 1", "en-US-AvaNeural") });
        await media.PlayToAllAsync(new FileSource(new Uri("https://app/bye.wav")));
        await answered.CallConnection.HangUpAsync(forEveryone: true);

        Assert.Equal(("c1", "connecting"), (answered.CallConnectionProperties.CallConnectionId, answered.CallConnectionProperties.CallConnectionState.ToString()));
        Assert.Equal(Lead, answered.CallConnectionProperties.Targets[0]);
        Assert.Equal(("i1", Lead), (added.InvitationId, added.Participant.Identifier));
        Assert.Equal(
            [
                "/calling/callConnections:answer?api-version=2024-09-15", "/calling/callConnections/c1/participants:add?api-version=2024-09-15",
                "/calling/callConnections/c1:recognize?api-version=2024-09-15", "/calling/callConnections/c1:play?api-version=2024-09-15",
                "/calling/callConnections/c1:terminate?api-version=2024-09-15",
            ],
            _server.Requests.Select(request => request.PathAndQuery));
        Assert.Equal(18, _server.Requests[1].Body.GetProperty("invitationTimeoutInSeconds").GetInt32());
        Assert.Equal("+15125550100", _server.Requests[1].Body.GetProperty("sourceCallerIdNumber").GetProperty("value").GetString());
        Assert.Equal("dtmf", _server.Requests[2].Body.GetProperty("recognizeInputType").GetString());
        Assert.Equal(JsonValueKind.Array, _server.Requests[3].Body.GetProperty("playTo").ValueKind);
    }

    [Fact]
    public async Task CallAutomation_CreateTransferRedirectReject_AsTheSpecificationSays()
    {
        _server.Answer(201, """{"callConnectionId":"c2"}""");
        _server.Answer(202, """{"operationContext":"t"}""");
        _server.Answer(204);
        _server.Answer(204);
        var client = new CallAutomationClient(_server.ConnectionString);

        var created = (await client.CreateCallAsync(new CreateCallOptions(new CallInvite(Lead, Business), new Uri("https://app/cb")) { OperationContext = "o" })).Value;
        await created.CallConnection.TransferCallToParticipantAsync(new TransferToParticipantOptions(Business) { Transferee = Lead });
        await client.RedirectCallAsync("context", new CallInvite(Lead, Business));
        await client.RejectCallAsync(new RejectCallOptions("context") { CallRejectReason = CallRejectReason.Busy });

        Assert.Equal("c2", created.CallConnection.CallConnectionId);
        Assert.Equal("4:+15125550123", _server.Requests[0].Body.GetProperty("targets")[0].GetProperty("rawId").GetString());
        Assert.Equal("/calling/callConnections/c2:transferToParticipant?api-version=2024-09-15", _server.Requests[1].PathAndQuery);
        Assert.Equal("busy", _server.Requests[3].Body.GetProperty("callRejectReason").GetString());
    }

    [Fact]
    public void EventParser_Callbacks_GiveTheirTypes()
    {
        var events = CallAutomationEventParser.ParseMany(BinaryData.FromString("""
            [
              {"id":"1","source":"s","specversion":"1.0","type":"Microsoft.Communication.AddParticipantFailed","data":{"callConnectionId":"c","operationContext":"ring",
               "resultInformation":{"code":408,"subCode":10003,"message":"no answer"},"participant":{"rawId":"4:+15125550123","kind":"phoneNumber","phoneNumber":{"value":"+15125550123"}}}},
              {"id":"2","source":"s","specversion":"1.0","type":"Microsoft.Communication.RecognizeCompleted","data":{"callConnectionId":"c","recognitionType":"dtmf","dtmfResult":{"tones":["one","pound"]}}},
              {"id":"3","source":"s","specversion":"1.0","type":"Microsoft.Communication.SomethingNew","data":{}}
            ]
            """));

        var failed = Assert.IsType<AddParticipantFailed>(events[0]);
        Assert.Equal(("c", "ring", 408, 10003), (failed.CallConnectionId, failed.OperationContext, failed.ResultInformation!.Code, failed.ResultInformation.SubCode));
        Assert.Equal(Lead, failed.Participant);
        Assert.Equal("1#", Assert.IsType<DtmfResult>(Assert.IsType<RecognizeCompleted>(events[1]).RecognizeResult).ConvertToString());
        Assert.Null(events[2]);
    }

    [Theory]
    [InlineData("4:+15125550123", typeof(PhoneNumberIdentifier))]
    [InlineData("8:acs:1_2", typeof(CommunicationUserIdentifier))]
    [InlineData("28:bot", typeof(UnknownIdentifier))]
    public void FromRawId_KnownPrefixes_GiveTheirIdentifier(string rawId, Type type)
    {
        var identifier = CommunicationIdentifier.FromRawId(rawId);

        Assert.Equal((type, rawId), (identifier.GetType(), identifier.RawId));
    }
}
