using System.Text.Json;
using System.Text.RegularExpressions;

namespace FollowUp.Core.Serialization;

/// <summary>What is wrong with a JSON document, in words for the person who wrote it.</summary>
/// <param name="Field">Where, such as <c>steps[2].at</c>; empty for the document as a whole.</param>
/// <param name="Message">What.</param>
public sealed partial record JsonProblem(string Field, string Message)
{
    /// <summary>Reads a document, or says what is wrong with it.</summary>
    public static (T? Value, JsonProblem? Problem) TryRead<T>(ReadOnlySpan<byte> json, JsonSerializerOptions options)
    {
        try
        {
            var value = JsonSerializer.Deserialize<T>(json, options);
            return value is null ? (default, new("", "must not be null")) : (value, null);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return (default, Of(e));
        }
    }

    /// <summary>Explains an exception of the JSON reader.</summary>
    public static JsonProblem Of(Exception exception)
    {
        var path = exception is JsonException { Path: { } known } ? known : PathIn.Match(exception.Message) is { Success: true } found ? found.Groups[1].Value : "$";
        var field = path.TrimStart('$').TrimStart('.');
        var message = exception.Message;
        if (Unmapped.Match(message) is { Success: true } unmapped)
        {
            var name = unmapped.Groups[1].Value;
            return new(field.EndsWith(name, StringComparison.Ordinal) ? field : Join(field, name), "is not a known field");
        }
        if (message.StartsWith(StoredJson.NullItem, StringComparison.Ordinal)) // told at the end of the list: the place behind its last item
            return new(field[..Math.Max(0, field.LastIndexOf('['))], StoredJson.NullItem);
        if (Missing.Match(message) is { Success: true } missing)
            return new(Join(field, Quoted.Match(missing.Groups[1].Value).Groups[1].Value), "is missing");
        if (message.Contains("discriminator", StringComparison.Ordinal))
            return new(Join(field.EndsWith("type", StringComparison.Ordinal) ? field[..^4].TrimEnd('.') : field, "type"), "is missing or unknown");
        if (Convert.Match(message) is { Success: true } convert)
            // A wrong argument of a constructor is told in the name of the whole object; the cause knows what was wanted.
            return new(field, "must be " + (Wanted.Match(exception.InnerException?.Message ?? "") is { Success: true } wanted
                && convert.Groups[1].Value.StartsWith("FollowUp", StringComparison.Ordinal) ? Kind(wanted.Groups[1].Value) : Kind(convert.Groups[1].Value)));
        if (exception is JsonException { LineNumber: { } line, BytePositionInLine: { } position } && IsSyntax(message))
            return new(field, $"is not valid JSON (line {line + 1}, column {position + 1})");
        if (NotNull.Match(message) is { Success: true } notNull) return new(field.Length > 0 ? field : notNull.Groups[1].Value, "must not be null");
        return new(field, FirstSentence(message));
    }

    private static bool IsSyntax(string message) =>
        message.Contains("is an invalid", StringComparison.Ordinal) || message.Contains("Expected", StringComparison.Ordinal)
        || message.Contains("does not contain any JSON tokens", StringComparison.Ordinal) || message.Contains("invalid after", StringComparison.Ordinal)
        || message.Contains("is invalid without", StringComparison.Ordinal) || message.Contains("trailing comma", StringComparison.Ordinal);

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Kind(string type) => type switch
    {
        _ when type.Contains("Dictionary", StringComparison.Ordinal) => "an object with text values",
        "number" => "a number",
        "boolean" => "true or false",
        "string" => "a text",
        _ when type.Contains("ImmutableArray", StringComparison.Ordinal) || type.Contains("List", StringComparison.Ordinal) => "a list",
        _ when type.Contains("Int32", StringComparison.Ordinal) || type.Contains("Int64", StringComparison.Ordinal) => "a whole number",
        _ when type.Contains("Decimal", StringComparison.Ordinal) || type.Contains("Double", StringComparison.Ordinal) => "a number",
        _ when type.Contains("Boolean", StringComparison.Ordinal) => "true or false",
        _ when type.Contains("System.String", StringComparison.Ordinal) => "a text",
        _ => OneOf(type[(type.LastIndexOf('[') + 1)..].TrimEnd(']')),
    };

    private static string OneOf(string type)
    {
        if (typeof(JsonProblem).Assembly.GetType(type) is { IsEnum: true } words)
            return "one of " + string.Join(", ", Enum.GetValues(words).Cast<object>().Select(w => JsonSerializer.Serialize(w, words).Trim('"')));
        return $"a {type[(type.LastIndexOfAny(['.', '+']) + 1)..].ToLowerInvariant()}";
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }

    [GeneratedRegex(@"The JSON property '([^']+)' could not be mapped")]
    private static partial Regex Unmapped { get; }

    [GeneratedRegex(@"missing required properties including: (.+)")]
    private static partial Regex Missing { get; }

    [GeneratedRegex(@"'([^']+)'")]
    private static partial Regex Quoted { get; }

    [GeneratedRegex(@"could not be converted to ([^ ]+?)\.?( |$)")]
    private static partial Regex Convert { get; }

    [GeneratedRegex(@"(?:token type '\w+' as a |out of bounds for an )(\w+)")]
    private static partial Regex Wanted { get; }

    [GeneratedRegex(@"(?:property or field|parameter) '([^']+)'.*(?:null|nullable)")]
    private static partial Regex NotNull { get; }

    [GeneratedRegex(@"Path: (\$[^ |]*)")]
    private static partial Regex PathIn { get; }
}
