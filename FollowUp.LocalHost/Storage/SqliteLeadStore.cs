using System.Text.Json;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Core.Serialization;
using FollowUp.Core.Stores;
using FollowUp.Core.Timelines;
using NodaTime;

namespace FollowUp.LocalHost.Storage;

/// <summary>
/// Leads and sequences in one SQLite file in WAL mode. Nothing is answered before it is on the disk; writes that come together
/// share one flush (<see cref="GroupCommit"/>), and reads go past the writer.
/// </summary>
public sealed class SqliteLeadStore : ILeadStore, ISequenceStore, IDocumentStore, IAsyncDisposable
{
    private readonly LeadWriter writer;
    private readonly GroupCommit commits;
    private readonly ReaderPool readers;
    private bool disposed;

    private SqliteLeadStore(string path)
    {
        writer = new LeadWriter(Schema.OpenWriter(path));
        commits = new GroupCommit(writer);
        readers = new ReaderPool(path);
    }

    /// <summary>Transactions committed since it was opened.</summary>
    internal long Transactions => commits.Transactions;

    /// <summary>Operations committed in them.</summary>
    internal long Operations => commits.Operations;

    /// <summary>Opens a database file; makes it, and its directory, when there is none.</summary>
    /// <param name="path">The file; SQLite keeps two more beside it while it is open.</param>
    /// <exception cref="InvalidOperationException">A newer version of the product wrote it.</exception>
    public static SqliteLeadStore Open(string path)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return new SqliteLeadStore(full);
    }

    /// <inheritdoc/>
    public async Task<string> ClaimContactAsync(string contact, string leadId, CancellationToken cancellation) =>
        // Most who call have called before; only a newcomer has to wait for the disk.
        await FindByContactAsync(contact, cancellation) ?? await commits.RunAsync(w => w.Claim(contact, leadId), cancellation);

    /// <inheritdoc/>
    public Task<string?> FindByContactAsync(string contact, CancellationToken cancellation) =>
        readers.RunAsync(r => r.FindByContact(contact), cancellation);

    /// <inheritdoc/>
    public Task<bool> AppendAsync(string leadId, EventEnvelope envelope, Instant now, CancellationToken cancellation)
    {
        var (key, body, at) = (Keys.OfEvent(envelope.Id), StoredJson.Write(envelope), Keys.Floor(now));
        return commits.RunAsync(w => w.Append(leadId, key, body, at), cancellation);
    }

    /// <inheritdoc/>
    public Task<LeadSnapshot> LoadAsync(string leadId, CancellationToken cancellation) =>
        readers.RunAsync(r => r.Load(leadId), cancellation);

    /// <inheritdoc/>
    public Task<bool> IsCurrentAsync(string leadId, long version, CancellationToken cancellation) =>
        readers.RunAsync(r => r.IsCurrent(leadId, version), cancellation);

    /// <summary>Told of every lead that a commit has changed, after it is durable; must be quick and not throw.</summary>
    public event Action<string>? Committed;

    /// <inheritdoc/>
    public async Task<bool> CommitAsync(LeadCommit commit, CancellationToken cancellation)
    {
        var prepared = Prepare(commit);
        if (!await commits.RunAsync(w => w.Commit(prepared), cancellation)) return false;
        Committed?.Invoke(commit.State.Id);
        return true;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> DueAsync(Instant now, int max, CancellationToken cancellation) =>
        readers.RunAsync(r => r.Due(now, max), cancellation);

    /// <inheritdoc/>
    public Task<Instant?> NextDueAsync(CancellationToken cancellation) => readers.RunAsync(r => r.NextDue(), cancellation);

    /// <inheritdoc/>
    public Task<Page<LeadState>> ListAsync(LeadFilter filter, int max, string? cursor, CancellationToken cancellation) =>
        readers.RunAsync(r => r.List(filter, max, cursor), cancellation);

    /// <inheritdoc/>
    public Task<Page<LeadState>> FindAsync(LeadQuery query, int max, string? cursor, CancellationToken cancellation) =>
        readers.RunAsync(r => r.FindLeads(query, max, cursor), cancellation);

    /// <inheritdoc/>
    public Task<StoredDocument?> LatestAsync(string name, CancellationToken cancellation) =>
        readers.RunAsync(r => r.Document(name), cancellation);

    /// <inheritdoc/>
    public Task<bool> AddAsync(string name, StoredDocument document, CancellationToken cancellation)
    {
        var body = document.Body.ToArray();
        return commits.RunAsync(w => w.AddDocument(name, document.Version, body), cancellation);
    }

    /// <inheritdoc/>
    public Task<Page<TimelineEntry>> TimelineAsync(string leadId, int max, string? cursor, CancellationToken cancellation) =>
        readers.RunAsync(r => r.Timeline(leadId, max, cursor), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TimelineEntry>> LatestAsync(string leadId, int max, CancellationToken cancellation) =>
        readers.RunAsync(r => r.Latest(leadId, max), cancellation);

    /// <inheritdoc/>
    public async Task<bool> EraseAsync(string leadId, long version, LeadState? remains, CancellationToken cancellation)
    {
        var prepared = remains is null ? null : Prepare(new LeadCommit(remains, version, [], [], [], null));
        string[] contacts = [.. remains?.Phones ?? [], .. remains?.Emails ?? []];
        if (!await commits.RunAsync(w => w.Erase(leadId, version, prepared, contacts), cancellation)) return false;
        Committed?.Invoke(leadId);
        return true;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Sequence>> AllAsync(CancellationToken cancellation) => readers.RunAsync(r => r.Sequences(), cancellation);

    /// <inheritdoc/>
    public Task<bool> AddAsync(Sequence sequence, CancellationToken cancellation)
    {
        var (id, version, body) = (sequence.Id, sequence.Version, JsonSerializer.SerializeToUtf8Bytes(sequence, StoredJson.Options));
        return commits.RunAsync(w => w.AddSequence(id, version, body), cancellation);
    }

    /// <summary>Writes what waits, merges the log into the file and closes it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed) return;
        disposed = true;
        await commits.DisposeAsync();
        readers.Dispose();
        writer.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        writer.Dispose();
    }

    private static PreparedCard Prepare(LeadCard card) => new(
        Keys.Floor(card.ActiveAt), card.Owner, (long)card.Marks, card.Search, [.. card.Appointments.Select(Keys.Floor).Distinct()]);

    private static PreparedCommit Prepare(LeadCommit commit) => new(
        commit.State.Id,
        commit.ExpectedVersion,
        Packed.Pack(StoredJson.Write(commit.State)),
        Keys.Floor(commit.State.CreatedAt),
        commit.State.Stage,
        commit.State.Owner,
        Keys.OfTags(commit.State),
        Keys.Ceiling(commit.WakeAt),
        Prepare(LeadCard.Of(commit.State)),
        [.. commit.Seen.Select(Keys.OfEvent)],
        [.. commit.Entries.Select(e => (e.Seq, Packed.Pack(StoredJson.Write(e))))],
        [.. commit.Changes.Select(c => (c.Seq, Keys.OfStatus(c.Status), c.Reason, c.Rule))]);
}
