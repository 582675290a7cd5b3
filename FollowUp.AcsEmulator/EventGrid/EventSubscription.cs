using System.Text.Json;
using System.Text.Json.Serialization;

namespace FollowUp.AcsEmulator.EventGrid;

/// <summary>The schemas by the names Event Grid has for them.</summary>
public enum EventSchema
{
    EventGridSchema,
#pragma warning disable CA1707 // The name on the wire and in configuration.
    CloudEventSchemaV1_0,
#pragma warning restore CA1707
}

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
    // On the property: a converter on the type would lose against the one in the options, which writes camelCase.
    [JsonConverter(typeof(JsonStringEnumConverter<EventSchema>))]
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

    [JsonConverter(typeof(JsonStringEnumConverter<SubscriptionState>))]
    public SubscriptionState State { get; init; } = SubscriptionState.Creating;

    internal string ValidationCode { get; init; } = "";

    internal bool Wants(string type) =>
        State == SubscriptionState.Succeeded && (IncludedEventTypes.Count == 0 || IncludedEventTypes.Contains(type, StringComparer.OrdinalIgnoreCase));
}

/// <summary>An event given up on, with the reason and the words of delivery-and-retry.md.</summary>
public sealed record DeadLetter(
    string Subscription, string EventId, string EventType, string DeadLetterReason, int DeliveryAttempts, string LastDeliveryOutcome,
    DateTimeOffset PublishTime, DateTimeOffset LastDeliveryAttemptTime, JsonElement Event);
