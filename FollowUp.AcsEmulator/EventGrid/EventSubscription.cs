using System.Text.Json.Serialization;

namespace FollowUp.AcsEmulator.EventGrid;

[JsonConverter(typeof(JsonStringEnumConverter<EventSchema>))]
public enum EventSchema
{
    EventGridSchema,

    [JsonStringEnumMemberName("CloudEventSchemaV1_0")]
    CloudEvents,
}

[JsonConverter(typeof(JsonStringEnumConverter<SubscriptionState>))]
public enum SubscriptionState
{
    Creating,

    /// <summary>The endpoint took the validation event but did not echo the code: someone must GET the validation URL.</summary>
    AwaitingManualAction,

    Succeeded,
    Failed,
}

/// <summary>An event subscription of the resource, with the property names of Event Grid's own where it has them.</summary>
public sealed record EventSubscription
{
    public string Name { get; init; } = "default";
    public Uri? Endpoint { get; init; }
    public EventSchema DeliverySchema { get; init; } = EventSchema.EventGridSchema;

    /// <summary>Full event types; empty means all.</summary>
    public IList<string> IncludedEventTypes { get; init; } = [];

    /// <summary>Default 30, delivery-and-retry.md.</summary>
    public int MaxDeliveryAttempts { get; init; } = 30;

    /// <summary>Default 1440, delivery-and-retry.md.</summary>
    public int EventTimeToLiveInMinutes { get; init; } = 1440;

    /// <summary>CloudEvents only: true sends an array (batched delivery), false the single event. The Event Grid schema is always an array.</summary>
    public bool Batched { get; init; } = true;

    /// <summary>Deliver without a handshake.</summary>
    public bool SkipValidation { get; init; }

    public SubscriptionState State { get; init; } = SubscriptionState.Creating;

    internal string ValidationCode { get; init; } = "";

    internal bool Wants(string type) =>
        State == SubscriptionState.Succeeded && (IncludedEventTypes.Count == 0 || IncludedEventTypes.Contains(type, StringComparer.OrdinalIgnoreCase));
}

/// <summary>An event given up on, with the reason and the words of delivery-and-retry.md.</summary>
public sealed record DeadLetter(
    string Subscription, string EventId, string EventType, string DeadLetterReason, int DeliveryAttempts, string LastDeliveryOutcome,
    DateTimeOffset PublishTime, DateTimeOffset LastDeliveryAttemptTime, System.Text.Json.JsonElement Event);
