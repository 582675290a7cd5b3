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
public sealed class StoredPlaybook(ISequenceStore store, BusinessProfile business, IClock clock, Duration? refreshAfter, IDocumentStore? documents = null)
    : IPlaybookSource, IDisposable
{
    private readonly SemaphoreSlim loading = new(1, 1);
    private Playbook? current;
    private Instant loadedAt;

    /// <summary>The version of the business profile in force; 0 while it is the one the host was started with.</summary>
    public int BusinessVersion { get; private set; }

    /// <summary>The rules that were read last; null before the first time.</summary>
    public Playbook? Current => current;

    /// <inheritdoc/>
    public ValueTask<Playbook> CurrentAsync(CancellationToken cancellation) =>
        current is { } fresh && (refreshAfter is not { } limit || clock.GetCurrentInstant() - loadedAt < limit)
            ? ValueTask.FromResult(fresh)
            : new(LoadAsync(force: false, cancellation));

    /// <summary>Saves a sequence as the next version of its id, which new leads enter from now on.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="expectedVersion">The version that was edited; null to come after whatever is there.</param>
    /// <param name="cancellation">Cancels before the version is durable.</param>
    /// <returns>
    /// The sequence with its version; the latest one when nothing has changed. Null when somebody has saved another version since the
    /// expected one.
    /// </returns>
    public async Task<Sequence?> SaveAsync(Sequence sequence, int? expectedVersion, CancellationToken cancellation)
    {
        while (true)
        {
            var latest = (await LoadAsync(force: true, cancellation)).Latest(sequence.Id);
            if (latest is not null && SequenceReader.Write(latest) == SequenceReader.Write(sequence with { Version = latest.Version })) return latest;
            if (expectedVersion is { } expected && expected != (latest?.Version ?? 0)) return null;
            var next = sequence with { Version = (latest?.Version ?? 0) + 1 };
            if (!await store.AddAsync(next, cancellation)) continue;
            await LoadAsync(force: true, cancellation);
            return next;
        }
    }

    /// <summary>Saves a business profile as its next version, which every decision is made with from now on.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="expectedVersion">The version that was edited; null to replace whatever is there.</param>
    /// <param name="cancellation">Cancels before the profile is durable.</param>
    /// <returns>False when somebody has saved another version since the expected one.</returns>
    /// <exception cref="InvalidOperationException">The host keeps no documents.</exception>
    public async Task<bool> SaveAsync(BusinessProfile profile, int? expectedVersion, CancellationToken cancellation)
    {
        if (documents is null) throw new InvalidOperationException("this host has nowhere to keep a business profile");
        var body = BusinessProfileReader.Write(profile);
        while (true)
        {
            var latest = await documents.LatestAsync(IDocumentStore.Business, cancellation);
            if (expectedVersion is { } expected && expected != (latest?.Version ?? 0)) return false;
            if (await documents.AddAsync(IDocumentStore.Business, new((latest?.Version ?? 0) + 1, body), cancellation)) break;
        }
        await LoadAsync(force: true, cancellation);
        return true;
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
            (current, loadedAt) = (new Playbook(await BusinessAsync(cancellation), QuietHours.Default, [.. stored, .. missing]), now);
            return current;
        }
        finally
        {
            loading.Release();
        }
    }

    /// <summary>A profile that cannot be read must not be replaced by another business's in silence.</summary>
    private async Task<BusinessProfile> BusinessAsync(CancellationToken cancellation)
    {
        if (documents is null || await documents.LatestAsync(IDocumentStore.Business, cancellation) is not { } stored) return business;
        var (profile, problems) = BusinessProfileReader.Read(stored.Body.Span);
        BusinessVersion = stored.Version;
        return profile ?? throw new InvalidOperationException(
            $"version {stored.Version} of the business profile cannot be read: {string.Join("; ", problems.Select(p => $"{p.Field} {p.Message}"))}");
    }
}
