using System.Text.Json;
using FollowUp.Api.Http;
using FollowUp.Core.Serialization;
using NodaTime;

namespace FollowUp.Api.Acs;

/// <summary>An event as Event Grid delivers it, in either schema.</summary>
/// <param name="Index">Its place in the delivery.</param>
/// <param name="Id">Its id: the same on every repetition.</param>
/// <param name="Type">Its type, such as <c>Microsoft.Communication.SMSReceived</c>.</param>
/// <param name="Subject">What it is about, as a path.</param>
/// <param name="At">When it happened.</param>
/// <param name="Data">What happened.</param>
internal sealed record GridEvent(int Index, string Id, string Type, string Subject, Instant At, JsonElement Data);

/// <summary>
/// Reads Event Grid deliveries: the Event Grid schema and CloudEvents 1.0, a list or a single event. Field names have been seen
/// in both camelCase and PascalCase, so their case does not count.
/// </summary>
internal static class EventGridReader
{
    /// <exception cref="ProblemException">The delivery is malformed; the place is named.</exception>
    public static IReadOnlyList<GridEvent> Read(ReadOnlyMemory<byte> body)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(body);
            root = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw ProblemException.Bad("body", $"is not valid JSON (line {e.LineNumber + 1}, column {e.BytePositionInLine + 1})");
        }
        if (root.ValueKind == JsonValueKind.Object) return [ReadOne(root, 0)];
        if (root.ValueKind != JsonValueKind.Array) throw ProblemException.Bad("body", "must be a list of events");
        return [.. root.EnumerateArray().Select(ReadOne)];
    }

    /// <summary>A text member, whatever the case of its name; null when it is missing or not a text.</summary>
    public static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A member, whatever the case of its name.</summary>
    public static JsonElement? Member(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object) return null;
        if (element.TryGetProperty(name, out var exact)) return exact;
        foreach (var property in element.EnumerateObject())
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return property.Value;
        return null;
    }

    private static GridEvent ReadOne(JsonElement element, int index)
    {
        if (element.ValueKind != JsonValueKind.Object) throw ProblemException.Bad($"[{index}]", "must be an event");
        var type = Text(element, "eventType") ?? Text(element, "type") ?? throw ProblemException.Bad($"[{index}].eventType", "is missing");
        var id = Text(element, "id") ?? throw ProblemException.Bad($"[{index}].id", "is missing");
        var time = Text(element, "eventTime") ?? Text(element, "time") ?? throw ProblemException.Bad($"[{index}].eventTime", "is missing");
        var (at, error) = Converters.ParseInstant(time);
        if (error is not null) throw ProblemException.Bad($"[{index}].eventTime", error);
        return new(index, id, type, Text(element, "subject") ?? "", at, Member(element, "data") ?? default);
    }
}
