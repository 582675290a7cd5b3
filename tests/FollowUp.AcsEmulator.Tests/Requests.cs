using System.Text.Json.Nodes;

namespace FollowUp.AcsEmulator.Tests;

/// <summary>The requests that several tests make.</summary>
internal static class Requests
{
    public const string Calls = "api-version=2024-09-15";

    public static Task<(int Status, JsonNode? Body, HttpResponseMessage Response)> SendSmsAsync(
        this EmulatorHost host, string text = "Hello", string? requestId = null, string to = EmulatorHost.Ana, string? tag = null) =>
        host.SendAsync(HttpMethod.Post, "/sms?api-version=2021-03-07", new
        {
            from = EmulatorHost.Business,
            smsRecipients = new[] { new { to, repeatabilityRequestId = requestId, repeatabilityFirstSent = requestId is null ? null : "Tue, 03 Nov 2026 14:00:00 GMT" } },
            message = text,
            smsSendOptions = new { enableDeliveryReport = true, tag },
        });

    public static async Task<string> CreateCallAsync(this EmulatorHost host, string to = EmulatorHost.Ana, string? requestId = null)
    {
        (string, string)[] headers = requestId is null
            ? []
            : [("Repeatability-Request-ID", requestId), ("Repeatability-First-Sent", "Tue, 03 Nov 2026 14:00:00 GMT")];
        var (status, body, _) = await host.SendAsync(HttpMethod.Post, $"/calling/callConnections?{Calls}", new
        {
            targets = new[] { Phone(to) },
            sourceCallerIdNumber = new { value = EmulatorHost.Business },
            callbackUri = host.Hook,
            operationContext = "touch",
        }, headers: headers);
        Assert.Equal(201, status);
        return (string)body!["callConnectionId"]!;
    }

    public static async Task<(int Status, string? Id)> AnswerAsync(this EmulatorHost host)
    {
        var context = (string)host.Received.Last(delivery => delivery.Type == "IncomingCall").Data["incomingCallContext"]!;
        var (status, body, _) = await host.SendAsync(HttpMethod.Post, $"/calling/callConnections:answer?{Calls}",
            new { incomingCallContext = context, callbackUri = host.Hook });
        return (status, (string?)body?["callConnectionId"]);
    }

    public static Task<(int Status, JsonNode? Body, HttpResponseMessage Response)> ActAsync(this EmulatorHost host, string call, string action, object? body = null) =>
        host.SendAsync(HttpMethod.Post, $"/calling/callConnections/{call}{action}?{Calls}", body);

    public static Task<(int Status, JsonNode? Body, HttpResponseMessage Response)> AddAsync(this EmulatorHost host, string call, string number, int seconds) =>
        host.ActAsync(call, "/participants:add", new
        {
            participantToAdd = Phone(number),
            sourceCallerIdNumber = new { value = EmulatorHost.Business },
            invitationTimeoutInSeconds = seconds,
        });

    public static object Phone(string number) => new { kind = "phoneNumber", rawId = $"4:{number}", phoneNumber = new { value = number } };
}
