using FollowUp.Core.Business;
using FollowUp.Core.Compliance;
using FollowUp.Core.Decisions;
using FollowUp.Core.Sequences;
using FollowUp.Core.Stores;
using NodaTime;

namespace FollowUp.Core.Engine;

/// <summary>
/// The rules as they are stored, kept in memory and read again when they are older than a time: with several processes at work,
/// that is how long an edit may take to reach all of them.
/// </summary>
public sealed class StoredPlaybook(ISequenceStore store, BusinessProfile business, IClock clock, Duration? refreshAfter) : IPlaybookSource, IDisposable
{
    private readonly SemaphoreSlim loading = new(1, 1);
    private Playbook? current;
    private Instant loadedAt;

    /// <inheritdoc/>
    public ValueTask<Playbook> CurrentAsync(CancellationToken cancellation) =>
        current is { } fresh && (refreshAfter is not { } limit || clock.GetCurrentInstant() - loadedAt < limit)
            ? ValueTask.FromResult(fresh)
            : new(LoadAsync(force: false, cancellation));

    /// <summary>Saves a sequence as the next version of its id, which new leads enter from now on.</summary>
    /// <returns>The sequence with its version; the latest one when nothing has changed.</returns>
    public async Task<Sequence> SaveAsync(Sequence sequence, CancellationToken cancellation)
    {
        while (true)
        {
            var latest = (await LoadAsync(force: true, cancellation)).Latest(sequence.Id);
            if (latest is not null && SequenceReader.Write(latest) == SequenceReader.Write(sequence with { Version = latest.Version })) return latest;
            var next = sequence with { Version = (latest?.Version ?? 0) + 1 };
            if (!await store.AddAsync(next, cancellation)) continue;
            await LoadAsync(force: true, cancellation);
            return next;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => loading.Dispose();

    private async Task<Playbook> LoadAsync(bool force, CancellationToken cancellation)
    {
        await loading.WaitAsync(cancellation);
        try
        {
            var now = clock.GetCurrentInstant();
            if (!force && current is { } fresh && (refreshAfter is not { } limit || now - loadedAt < limit)) return fresh;

            // The library's versions are stored as well: a later release may bring other ones, and leads stay on theirs.
            var stored = await store.AllAsync(cancellation);
            var missing = SequenceLibrary.All.Where(l => !stored.Any(s => s.Id == l.Id && s.Version == l.Version)).ToList();
            foreach (var sequence in missing) await store.AddAsync(sequence, cancellation);
            (current, loadedAt) = (new Playbook(business, QuietHours.Default, [.. stored, .. missing]), now);
            return current;
        }
        finally
        {
            loading.Release();
        }
    }
}
