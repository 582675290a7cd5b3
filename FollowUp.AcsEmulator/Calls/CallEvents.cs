using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FollowUp.AcsEmulator.EventGrid;
using FollowUp.AcsEmulator.Faults;
using FollowUp.AcsEmulator.Hosting;
using FollowUp.AcsEmulator.Rest;
using FollowUp.AcsEmulator.Time;

namespace FollowUp.AcsEmulator.Calls;

/// <summary>
/// Callbacks: an array of one CloudEvent, POSTed with a token of its own ("a new token is created for every event",
/// how-tos/call-automation/secure-webhook-endpoint.md). The service documents no retry, so one that fails is only logged.
/// </summary>
internal sealed class CallEvents(
    AcsEmulatorOptions options, IEmulatorScheduler scheduler, Outbox outbox, WebhookClient webhooks, CallbackTokens tokens, IdSource ids, EmulatorLog log)
{
    private const string Prefix = "Microsoft.Communication.";

    public void Send(CallConnection call, string type, string? operationContext, CallResult? result, object? more = null, string? callbackUri = null)
    {
        var data = new JsonObject
        {
            ["version"] = call.ApiVersion,
            ["callConnectionId"] = call.Id,
            ["serverCallId"] = call.ServerCallId,
            ["correlationId"] = call.CorrelationId,
            ["publicEventType"] = Prefix + type,
        };
        if (operationContext is not null)
            data["operationContext"] = operationContext;
        if (result is not null)
            data["resultInformation"] = JsonSerializer.SerializeToNode(result, EmulatorJson.Options);
        if (more is not null && JsonSerializer.SerializeToNode(more, EmulatorJson.Options) is JsonObject fields)
        {
            foreach (var (name, value) in fields)
                data[name] = value?.DeepClone();
        }
        var uri = callbackUri is null ? call.CallbackUri : CallErrors.CallbackUri(callbackUri);
        var json = new JsonObject
        {
            ["id"] = ids.New(),
            ["source"] = $"calling/callConnections/{call.Id}",
            ["type"] = Prefix + type,
            ["data"] = data,
            ["time"] = JsonValue.Create(scheduler.UtcNow.UtcDateTime),
            ["specversion"] = "1.0",
            ["datacontenttype"] = "application/json",
            ["subject"] = $"calling/callConnections/{call.Id}",
        };
        outbox.Send($"callbacks.{type}", call.Id, call.Id, options.Timing.CallbackDelay, () => PostAsync(type, uri, json));
    }

    public void ParticipantsUpdated(CallConnection call) => Send(call, "ParticipantsUpdated", null, null, new
    {
        SequenceNumber = ++call.SequenceNumber,
        Participants = call.Participants.Select(participant => participant.View()).ToList(),
    });

    private async Task PostAsync(string type, Uri uri, JsonObject json)
    {
        var headers = new Dictionary<string, string> { ["Authorization"] = $"Bearer {tokens.Create()}" };
        var answer = await webhooks.SendAsync(
            HttpMethod.Post, uri, $"[{json.ToJsonString(EmulatorJson.Options)}]", "application/cloudevents-batch+json; charset=utf-8", headers);
        log.Add("callback", type, $"{uri} -> {answer.Status?.ToString(CultureInfo.InvariantCulture) ?? answer.Outcome}", json);
    }
}
