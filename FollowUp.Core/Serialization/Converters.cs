using System.Text.Json;
using System.Text.Json.Serialization;
using FollowUp.Core.Calendars;
using NodaTime;
using NodaTime.Text;

namespace FollowUp.Core.Serialization;

/// <summary>Converters for the values of the domain, for stored documents and for the HTTP contract.</summary>
public static class Converters
{
    private static readonly InstantPattern InstantText = InstantPattern.ExtendedIso;
    private static readonly OffsetDateTimePattern OffsetText = OffsetDateTimePattern.Rfc3339;

    /// <summary>Adds the converters.</summary>
    public static void AddDomainConverters(this JsonSerializerOptions options)
    {
        options.Converters.Add(new TextConverter<Instant>(ParseInstant, InstantText.Format));
        options.Converters.Add(new TextConverter<LocalDate>(ParseDate, LocalDatePattern.Iso.Format));
        options.Converters.Add(new TextConverter<OffsetDateTime>(
            t => OffsetText.Parse(t) is { Success: true } r ? (r.Value, null) : (default, "is not a time with an offset"), OffsetText.Format));
        options.Converters.Add(new TextConverter<Calendars.Offset>(
            t => Calendars.Offset.TryParse(t, out var o, out var e) ? (o, null) : (default, e), o => o.ToString()));
        options.Converters.Add(new TextConverter<TimeWindow>(
            t => TimeWindow.TryParse(t, out var w, out var e) ? (w, null) : (default, e), w => w.ToString()));
    }

    /// <summary>Reads an ISO 8601 time: with Z or any offset.</summary>
    public static (Instant Value, string? Error) ParseInstant(string text)
    {
        var exact = InstantText.Parse(text);
        if (exact.Success) return (exact.Value, null);
        var offset = OffsetDateTimePattern.ExtendedIso.Parse(text);
        return offset.Success
            ? (offset.Value.ToInstant(), null)
            : (default, $"'{text}' is not a time such as 2026-11-03T14:13:20Z or 2026-11-03T08:13:20-06:00");
    }

    private static (LocalDate Value, string? Error) ParseDate(string text)
    {
        var parsed = LocalDatePattern.Iso.Parse(text);
        return parsed.Success ? (parsed.Value, null) : (default, $"'{text}' is not a date such as 2027-03-31");
    }

    private sealed class TextConverter<T>(Func<string, (T Value, string? Error)> parse, Func<T, string> format) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String) throw new JsonException("must be a text");
            var (value, error) = parse(reader.GetString()!);
            return error is null ? value : throw new JsonException(error);
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(format(value));
    }
}
