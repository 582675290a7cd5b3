namespace FollowUp.Core.Stores;

/// <summary>A version of a document.</summary>
/// <param name="Version">From 1.</param>
/// <param name="Body">UTF-8, at most 64 KiB.</param>
public sealed record StoredDocument(int Version, ReadOnlyMemory<byte> Body);

/// <summary>Where the business's own documents are kept, its profile above all: versions are added, never changed.</summary>
public interface IDocumentStore
{
    /// <summary>The name of the business profile.</summary>
    const string Business = "business";

    /// <summary>The latest version of a document; null when there is none.</summary>
    Task<StoredDocument?> LatestAsync(string name, CancellationToken cancellation);

    /// <summary>Adds a version. False when that version is there already.</summary>
    Task<bool> AddAsync(string name, StoredDocument document, CancellationToken cancellation);
}
