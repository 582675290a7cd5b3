using FollowUp.Core.Serialization;

namespace FollowUp.Core.Sequences;

/// <summary>The sequences that come with the product, embedded from <c>Sequences/library</c>.</summary>
public static class SequenceLibrary
{
    private const string Folder = "Sequences/library/";

    /// <summary>Every sequence of the library.</summary>
    /// <exception cref="InvalidOperationException">A file of the library is not a sequence; the message names file and field.</exception>
    public static IReadOnlyList<Sequence> All { get; } = [.. Load()];

    // That they keep every rule of a sequence is tested once and for all: to check it here would cost each start half a second.
    private static IEnumerable<Sequence> Load()
    {
        foreach (var name in typeof(SequenceLibrary).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var file = Resources.Open(name);
            var json = new byte[file.Length];
            file.ReadExactly(json);
            var (sequence, problem) = JsonProblem.TryRead<Sequence>(json, StoredJson.Strict);
            yield return sequence ?? throw new InvalidOperationException($"{name}: {problem!.Field} {problem.Message}");
        }
    }
}
