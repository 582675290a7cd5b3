using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FollowUp.Core.Serialization;

namespace FollowUp.Core.Sequences;

/// <summary>Something wrong with a sequence.</summary>
/// <param name="File">The document it stands in.</param>
/// <param name="Step">The step's id, or its place such as <c>#3</c>; null when the sequence as a whole is meant.</param>
/// <param name="Field">The field, such as <c>steps[2].actions[0].text</c>.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record SequenceError(string File, string? Step, string Field, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Step is null ? $"{File}: {Field} {Message}" : $"{File}: step '{Step}': {Field} {Message}";
}

/// <summary>Reads sequences written as JSON (<c>sequence.schema.json</c>) and says everything that is wrong with them.</summary>
public static partial class SequenceReader
{
    [GeneratedRegex(@"^steps\[(\d+)\]")]
    private static partial Regex StepPath { get; }

    /// <summary>Reads a sequence; it is null when there are errors.</summary>
    /// <param name="json">The document.</param>
    /// <param name="file">Its name, for the errors.</param>
    public static (Sequence? Sequence, IReadOnlyList<SequenceError> Errors) Read(string json, string file)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var (sequence, problem) = JsonProblem.TryRead<Sequence>(bytes, StoredJson.Strict);
        if (problem is not null) return (null, [new(file, StepAt(bytes, problem.Field), problem.Field, problem.Message)]);
        var errors = SequenceChecks.Check(sequence!)
            .Select(e => new SequenceError(file, StepOf(sequence!, e.Field), e.Field, e.Message)).ToList();
        return (errors.Count == 0 ? sequence : null, errors);
    }

    /// <summary>Writes a sequence the way <see cref="Read"/> reads it.</summary>
    public static string Write(Sequence sequence) => JsonSerializer.Serialize(sequence, StoredJson.Strict);

    private static string? StepOf(Sequence sequence, string field) =>
        StepPath.Match(field) is { Success: true } match ? sequence.Steps[int.Parse(match.Groups[1].Value, null)].Id : null;

    /// <summary>The id of a step in a document that could not be read whole.</summary>
    private static string? StepAt(byte[] json, string field)
    {
        if (StepPath.Match(field) is not { Success: true } match) return null;
        var index = int.Parse(match.Groups[1].Value, null);
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.TryGetProperty("steps", out var steps) && steps.ValueKind == JsonValueKind.Array
                && index < steps.GetArrayLength() && steps[index] is { ValueKind: JsonValueKind.Object } step
                && step.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
                ? id.GetString()
                : $"#{index + 1}";
        }
        catch (JsonException)
        {
            return $"#{index + 1}";
        }
    }
}
