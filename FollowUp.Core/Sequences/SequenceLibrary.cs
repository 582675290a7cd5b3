namespace FollowUp.Core.Sequences;

/// <summary>The sequences that come with the product, embedded from <c>Sequences/library</c>.</summary>
public static class SequenceLibrary
{
    private const string Folder = "Sequences/library/";

    /// <summary>Every sequence of the library.</summary>
    /// <exception cref="InvalidOperationException">A file of the library is wrong; the message names file, step and field.</exception>
    public static IReadOnlyList<Sequence> All { get; } = [.. Load()];

    private static IEnumerable<Sequence> Load()
    {
        foreach (var name in typeof(SequenceLibrary).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(Resources.Open(name));
            var (sequence, errors) = SequenceReader.Read(reader.ReadToEnd(), name[Folder.Length..]);
            yield return sequence ?? throw new InvalidOperationException(string.Join('\n', errors));
        }
    }
}
