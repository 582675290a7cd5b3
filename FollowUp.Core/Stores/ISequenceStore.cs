using FollowUp.Core.Sequences;

namespace FollowUp.Core.Stores;

/// <summary>Where the business's sequences are kept: versions are added, never changed.</summary>
public interface ISequenceStore
{
    /// <summary>Every version of every sequence.</summary>
    Task<IReadOnlyList<Sequence>> AllAsync(CancellationToken cancellation);

    /// <summary>Adds a version. False when that version is there already.</summary>
    Task<bool> AddAsync(Sequence sequence, CancellationToken cancellation);
}
