using System.Text.Json;
using System.Text.Json.Nodes;
using FollowUp.AcsEmulator.Rest;

namespace FollowUp.AcsEmulator.EventGrid;

/// <summary>An event before it takes the shape of a schema.</summary>
internal sealed record EmulatedEvent(string Id, string Type, string Subject, DateTimeOffset Time, object Data)
{
    /// <summary>The type without its prefix: what faults are named after.</summary>
    public string ShortType => Type[(Type.LastIndexOf('.') + 1)..];

    public JsonObject Shape(EventSchema schema, string topic) => schema == EventSchema.EventGridSchema
        ? new JsonObject
        {
            ["id"] = Id,
            ["topic"] = topic,
            ["subject"] = Subject,
            ["data"] = JsonSerializer.SerializeToNode(Data, EmulatorJson.Options),
            ["eventType"] = Type,
            ["dataVersion"] = "1.0",
            ["metadataVersion"] = "1",
            ["eventTime"] = JsonValue.Create(Time.UtcDateTime),
        }
        : new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = Id,
            ["type"] = Type,
            ["source"] = topic,
            ["subject"] = Subject,
            ["time"] = JsonValue.Create(Time.UtcDateTime),
            ["data"] = JsonSerializer.SerializeToNode(Data, EmulatorJson.Options),
        };
}
