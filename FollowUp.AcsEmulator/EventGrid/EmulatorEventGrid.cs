using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FollowUp.AcsEmulator.Faults;
using FollowUp.AcsEmulator.Hosting;
using FollowUp.AcsEmulator.Rest;
using FollowUp.AcsEmulator.Time;

namespace FollowUp.AcsEmulator.EventGrid;

/// <summary>The resource's Event Grid system topic: subscriptions, deliveries with retries, dead letters.</summary>
public sealed class EmulatorEventGrid
{
    private readonly AcsEmulatorOptions _options;
    private readonly IEmulatorScheduler _scheduler;
    private readonly Outbox _outbox;
    private readonly WebhookClient _webhooks;
    private readonly IdSource _ids;
    private readonly EmulatorLog _log;
    private readonly SubscriptionHandshake _handshake;
    private readonly DeadLetterStore _deadLetters;
    private readonly ConcurrentDictionary<string, EventSubscription> _subscriptions = new(StringComparer.OrdinalIgnoreCase);

    internal EmulatorEventGrid(
        AcsEmulatorOptions options, IEmulatorScheduler scheduler, Outbox outbox, WebhookClient webhooks, IdSource ids, EmulatorLog log)
    {
        (_options, _scheduler, _outbox, _webhooks, _ids, _log) = (options, scheduler, outbox, webhooks, ids, log);
        _handshake = new SubscriptionHandshake(webhooks, options, scheduler, ids);
        _deadLetters = new DeadLetterStore(options.DeadLetterFolder);
    }

    public IReadOnlyList<EventSubscription> Subscriptions => [.. _subscriptions.Values.OrderBy(subscription => subscription.Name, StringComparer.Ordinal)];

    public IReadOnlyList<DeadLetter> DeadLetters => _deadLetters.All;

    /// <summary>Creates or replaces the subscription of that name and shakes hands with its endpoint.</summary>
    /// <param name="subscription">What to subscribe.</param>
    /// <param name="validationBase">Where this emulator is reached, for the validation URL of the manual handshake.</param>
    public async Task<EventSubscription> SubscribeAsync(EventSubscription subscription, Uri validationBase)
    {
        if (subscription.Endpoint is null)
            throw new ArgumentException("The subscription needs an endpoint.", nameof(subscription));
        var pending = subscription with { ValidationCode = _ids.New().ToUpperInvariant(), State = SubscriptionState.Creating };
        _subscriptions[subscription.Name] = pending;
        var state = subscription.SkipValidation ? SubscriptionState.Succeeded : await _handshake.RunAsync(pending, validationBase);
        _log.Add("event", "subscription", $"{subscription.Name} -> {state}");
        // The endpoint may have used the validation URL before it answered.
        return _subscriptions.AddOrUpdate(subscription.Name, pending with { State = state }, (_, now) =>
            now.ValidationCode == pending.ValidationCode && now.State != SubscriptionState.Succeeded ? now with { State = state } : now);
    }

    public bool Unsubscribe(string name) => _subscriptions.TryRemove(name, out _);

    internal bool Validate(string code)
    {
        var found = _subscriptions.Values.FirstOrDefault(subscription => subscription.ValidationCode == code);
        return found is not null && _subscriptions.TryUpdate(found.Name, found with { State = SubscriptionState.Succeeded }, found);
    }

    internal void Publish(EmulatedEvent published)
    {
        foreach (var subscription in _subscriptions.Values.Where(subscription => subscription.Wants(published.Type)))
        {
            var attempt = new Attempt(published, subscription.Name, 1, _scheduler.UtcNow);
            _outbox.Send($"events.{published.ShortType}", subscription.Name, null, _options.Timing.EventGridDelay, () => DeliverAsync(attempt));
        }
    }

    private async Task DeliverAsync(Attempt attempt)
    {
        if (!_subscriptions.TryGetValue(attempt.Subscription, out var subscription))
            return;
        var shaped = attempt.Event.Shape(subscription.DeliverySchema, _options.Topic);
        var answer = await _webhooks.SendAsync(HttpMethod.Post, subscription.Endpoint!, Payload(shaped, subscription), ContentType(subscription), Headers(attempt));
        _log.Add("event", attempt.Event.ShortType, $"attempt {attempt.Number} to {subscription.Name} -> {answer.Status?.ToString(CultureInfo.InvariantCulture) ?? answer.Outcome}", shaped);
        if (RetrySchedule.IsSuccess(answer.Status))
            return;
        var wait = RetrySchedule.Wait(attempt.Number, answer.Status);
        var expires = attempt.Published + TimeSpan.FromMinutes(subscription.EventTimeToLiveInMinutes);
        var reason = RetrySchedule.IsFinal(answer.Status) ? "NotRetriable"
            : attempt.Number >= subscription.MaxDeliveryAttempts ? "MaxDeliveryAttemptsExceeded"
            : _scheduler.UtcNow + wait > expires ? "TimeToLiveExceeded"
            : null;
        if (reason is null)
            _scheduler.Schedule(wait, () => DeliverAsync(attempt with { Number = attempt.Number + 1 }));
        else
            _deadLetters.Add(new DeadLetter(subscription.Name, attempt.Event.Id, attempt.Event.Type, reason, attempt.Number, answer.Outcome,
                attempt.Published, _scheduler.UtcNow, JsonSerializer.SerializeToElement(shaped)));
    }

    private static string Payload(JsonObject shaped, EventSubscription subscription) =>
        subscription is { DeliverySchema: EventSchema.CloudEventSchemaV1_0, Batched: false }
            ? shaped.ToJsonString(EmulatorJson.Options)
            : $"[{shaped.ToJsonString(EmulatorJson.Options)}]";

    private static string ContentType(EventSubscription subscription) => subscription switch
    {
        { DeliverySchema: EventSchema.EventGridSchema } => "application/json; charset=utf-8",
        { Batched: true } => "application/cloudevents-batch+json; charset=utf-8",
        _ => "application/cloudevents+json; charset=utf-8",
    };

    // Header names: articles/event-grid/webhook-event-delivery.md and receive-events.md (MicrosoftDocs); the count starts at 0.
    private static Dictionary<string, string> Headers(Attempt attempt) => new()
    {
        ["aeg-event-type"] = "Notification",
        ["aeg-subscription-name"] = attempt.Subscription.ToUpperInvariant(),
        ["aeg-delivery-count"] = (attempt.Number - 1).ToString(CultureInfo.InvariantCulture),
        ["aeg-data-version"] = "1.0",
        ["aeg-metadata-version"] = "1",
    };

    private sealed record Attempt(EmulatedEvent Event, string Subscription, int Number, DateTimeOffset Published);
}
