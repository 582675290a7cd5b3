using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FollowUp.Core.Calls;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Core.Timelines;

namespace FollowUp.Core.Serialization;

/// <summary>
/// How states, events and sequences are written down: camelCase, nothing for what is missing or empty, ISO 8601 times, fixed
/// discriminators. Readers of stored documents ignore members they do not know, so an older version can read a newer one's.
/// </summary>
public static class StoredJson
{
    internal const string NullItem = "must not contain null";

    /// <summary>For documents of the store.</summary>
    public static readonly JsonSerializerOptions Options = Create(JsonUnmappedMemberHandling.Skip);

    /// <summary>For documents that people write: an unknown member is an error.</summary>
    public static readonly JsonSerializerOptions Strict = Create(JsonUnmappedMemberHandling.Disallow);

    /// <summary>Writes a lead's state.</summary>
    public static byte[] Write(LeadState state) => JsonSerializer.SerializeToUtf8Bytes(state, Options);

    /// <summary>Reads a lead's state.</summary>
    public static LeadState ReadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<LeadState>(json, Options)!;

    /// <summary>Writes an event.</summary>
    public static byte[] Write(EventEnvelope envelope) => JsonSerializer.SerializeToUtf8Bytes(envelope, Options);

    /// <summary>Reads an event.</summary>
    public static EventEnvelope ReadEvent(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<EventEnvelope>(json, Options)!;

    /// <summary>Writes a timeline row.</summary>
    public static byte[] Write(TimelineEntry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, Options);

    /// <summary>Reads a timeline row.</summary>
    public static TimelineEntry ReadEntry(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<TimelineEntry>(json, Options)!;

    /// <summary>Writes a call.</summary>
    public static byte[] Write(CallRecord call) => JsonSerializer.SerializeToUtf8Bytes(call, Options);

    /// <summary>Reads a call.</summary>
    public static CallRecord ReadCall(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<CallRecord>(json, Options)!;

    private static JsonSerializerOptions Create(JsonUnmappedMemberHandling unmapped)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // The documents are never put into HTML, and a plus sign is the first character of every phone number.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.Strict,
            UnmappedMemberHandling = unmapped,
            AllowOutOfOrderMetadataProperties = true,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            PropertyNameCaseInsensitive = false,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AllowMissingNulls, SkipDefaults, RefuseNullItems } },
        };
        options.AddDomainConverters();
        return options;
    }

    /// <summary>What is null is not written, so what may be null may be missing.</summary>
    private static void AllowMissingNulls(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        foreach (var property in type.Properties)
            if (property.AssociatedParameter is { HasDefaultValue: false, IsNullable: true }) property.IsRequired = false;
    }

    /// <summary>
    /// Empty lists and zeroes are what a missing member reads as, so they are not written; where missing means something else,
    /// the member may be null, or says <c>[JsonIgnore(Condition = Never)]</c>.
    /// </summary>
    private static void SkipDefaults(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.Type.Namespace?.StartsWith("FollowUp.Core", StringComparison.Ordinal) != true) return;
        foreach (var property in type.Properties)
        {
            if (property.IsRequired || property.IsGetNullable || property.AssociatedParameter is { HasDefaultValue: false }) continue;
            if (property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), false) is { Length: > 0 }) continue;
            if (typeof(ICollection).IsAssignableFrom(property.PropertyType))
            {
                // An immutable array that was never given, such as a trigger's conditions, cannot even be counted.
                var never = property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null;
                property.ShouldSerialize = (_, value) => value is ICollection items && !items.Equals(never) && items.Count > 0;
            }
            else if (property.PropertyType == typeof(int) || property.PropertyType == typeof(bool))
                property.ShouldSerialize = static (_, value) => value is not (0 or false);
        }
    }

    /// <summary>The reader respects nullability everywhere but inside lists, where a null would come up much later.</summary>
    private static void RefuseNullItems(JsonTypeInfo type)
    {
        if (type.Kind == JsonTypeInfoKind.Enumerable && type.ElementType is { IsValueType: false })
            type.OnDeserialized = static list =>
            {
                foreach (var item in (IEnumerable)list)
                    if (item is null) throw new JsonException(NullItem);
            };
    }
}
