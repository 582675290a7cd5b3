namespace FollowUp.Core.Sequences;

/// <summary>The published JSON Schema of a sequence, for editors and for other systems that write sequences.</summary>
public static class SequenceSchema
{
    /// <summary>The address it is known by.</summary>
    public const string Id = "https://followup.example/schemas/sequence.json";

    /// <summary>The schema (draft 2020-12), as a JSON document.</summary>
    public static string Text { get; } = Load();

    private static string Load()
    {
        using var reader = new StreamReader(Resources.Open("Sequences/sequence.schema.json"));
        return reader.ReadToEnd();
    }
}
