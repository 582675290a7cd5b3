using System.Text.Json;
using System.Text.Json.Nodes;
using FollowUp.AcsEmulator.Hosting;
using FollowUp.AcsEmulator.Rest;
using FollowUp.AcsEmulator.Time;

namespace FollowUp.AcsEmulator.EventGrid;

/// <summary>
/// Event Grid schema: a validation event whose code must be echoed, or whose URL must be fetched by hand
/// (articles/event-grid/webhook-event-delivery.md). CloudEvents: OPTIONS with the request origin, answered by the allowed one
/// (cloudevents/spec, http-webhook.md, "Abuse protection").
/// </summary>
internal sealed class SubscriptionHandshake(WebhookClient webhooks, AcsEmulatorOptions options, IEmulatorScheduler scheduler, IdSource ids)
{
    private const string Origin = "eventgrid.azure.net";

    public Task<SubscriptionState> RunAsync(EventSubscription subscription, Uri validationBase)
    {
        var url = new Uri(validationBase, $"/emulator/eventgrid/validate?code={subscription.ValidationCode}").ToString();
        return subscription.DeliverySchema == EventSchema.EventGridSchema ? EchoAsync(subscription, url) : OptionsAsync(subscription, url);
    }

    private async Task<SubscriptionState> EchoAsync(EventSubscription subscription, string url)
    {
        var validation = new JsonObject
        {
            ["id"] = ids.New(),
            ["topic"] = options.Topic,
            ["subject"] = "",
            ["data"] = new JsonObject { ["validationCode"] = subscription.ValidationCode, ["validationUrl"] = url },
            ["eventType"] = "Microsoft.EventGrid.SubscriptionValidationEvent",
            ["eventTime"] = JsonValue.Create(scheduler.UtcNow.UtcDateTime),
            ["metadataVersion"] = "1",
            ["dataVersion"] = "2",
        };
        var headers = new Dictionary<string, string>
        {
            ["aeg-event-type"] = "SubscriptionValidation",
            ["aeg-subscription-name"] = subscription.Name.ToUpperInvariant(),
        };
        var answer = await webhooks.SendAsync(
            HttpMethod.Post, subscription.Endpoint!, $"[{validation.ToJsonString(EmulatorJson.Options)}]", "application/json; charset=utf-8", headers);
        if (answer.Status != 200)
            return SubscriptionState.Failed;
        return Echoed(answer.Body) == subscription.ValidationCode ? SubscriptionState.Succeeded : SubscriptionState.AwaitingManualAction;
    }

    private async Task<SubscriptionState> OptionsAsync(EventSubscription subscription, string url)
    {
        var headers = new Dictionary<string, string>
        {
            ["WebHook-Request-Origin"] = Origin,
            ["WebHook-Request-Callback"] = url,
            ["WebHook-Request-Rate"] = "120",
        };
        var answer = await webhooks.SendAsync(HttpMethod.Options, subscription.Endpoint!, null, "", headers);
        var allowed = answer.Headers.GetValueOrDefault("WebHook-Allowed-Origin", "");
        if (answer.Status is not (>= 200 and < 300))
            return SubscriptionState.Failed;
        return allowed is "*" || allowed.Contains(Origin, StringComparison.OrdinalIgnoreCase)
            ? SubscriptionState.Succeeded
            : SubscriptionState.AwaitingManualAction;
    }

    private static string? Echoed(string body)
    {
        try
        {
            return JsonNode.Parse(body) is JsonObject echo ? echo["validationResponse"]?.GetValue<string>() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
