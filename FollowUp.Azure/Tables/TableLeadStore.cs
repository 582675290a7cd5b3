using System.Globalization;
using Azure.Data.Tables;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Core.Serialization;
using FollowUp.Core.Stores;
using FollowUp.Core.Timelines;
using NodaTime;
using ETag = Azure.ETag;

namespace FollowUp.Azure.Tables;

/// <summary>
/// Leads and sequences in Azure Table Storage: a partition per lead, so that a decision is one entity group transaction, and
/// index tables that are written before what they point to. A storage operation is a round trip and is paid for; each method
/// says how many it takes, and a test counts them.
/// </summary>
public sealed class TableLeadStore : ILeadStore, ISequenceStore, IDocumentStore
{
    private readonly LeadTables tables;
    private readonly HeadCache heads = new();
    private readonly ContactIndex contacts;
    private readonly DueIndex due;
    private readonly LeadReader reader;
    private readonly LeadIndex listing;
    private readonly LeadIndex activity;
    private readonly LeadCommits commits;
    private readonly LeadErasures erasures;
    private readonly TimelineBlocks timeline;
    private readonly SequenceTable sequences;
    private readonly DocumentTable documents;

    /// <summary>Makes the store.</summary>
    /// <param name="tables">Its tables, which must be there.</param>
    /// <param name="time">Tells how old index rows are by the service's clock: the real time, whatever time the leads live in.</param>
    public TableLeadStore(LeadTables tables, TimeProvider time)
    {
        this.tables = tables;
        contacts = new(tables);
        due = new(tables, time);
        reader = new(tables, heads);
        listing = new(tables, reader, time, "leads", Head.ListKey, IndexRows.Listed);
        activity = new(tables, reader, time, "active", Head.ActiveKey, IndexRows.Active);
        commits = new(tables, reader, heads, due, listing, activity);
        erasures = new(tables, reader, heads, listing, activity, commits, contacts);
        timeline = new(tables);
        sequences = new(tables);
        documents = new(tables);
    }

    /// <inheritdoc/>
    /// <remarks>One operation when nobody owns the contact, two when somebody does.</remarks>
    public Task<string> ClaimContactAsync(string contact, string leadId, CancellationToken cancellation) =>
        contacts.ClaimAsync(contact, leadId, cancellation);

    /// <inheritdoc/>
    /// <remarks>One operation.</remarks>
    public Task<string?> FindByContactAsync(string contact, CancellationToken cancellation) => contacts.FindAsync(contact, cancellation);

    /// <inheritdoc/>
    /// <remarks>Two operations: the hint that the lead is due, then the event with the key that tells its repetition.</remarks>
    public async Task<bool> AppendAsync(string leadId, EventEnvelope envelope, Instant now, CancellationToken cancellation)
    {
        var at = TableKeys.Floor(now);
        var row = UnseenRow.Of(leadId, envelope, at);
        await due.HintAsync(leadId, at, cancellation);
        try
        {
            await tables.Leads.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.Add, new TableEntity(row.PartitionKey, TableKeys.Known + UnseenRow.HashOf(row))),
                    new(TableTransactionActionType.Add, row),
                ],
                cancellation);
            return true;
        }
        catch (TableTransactionFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    /// <remarks>One operation.</remarks>
    public Task<LeadSnapshot> LoadAsync(string leadId, CancellationToken cancellation) => reader.LoadAsync(leadId, cancellation);

    /// <inheritdoc/>
    /// <remarks>One operation.</remarks>
    public Task<bool> IsCurrentAsync(string leadId, long version, CancellationToken cancellation) =>
        reader.IsCurrentAsync(leadId, version, cancellation);

    /// <inheritdoc/>
    /// <remarks>One to six operations: see <see cref="LeadCommits"/>. A state takes at most 704 KiB.</remarks>
    /// <exception cref="InvalidOperationException">The state, or the decision, is larger than a row, or a transaction, can be.</exception>
    public Task<bool> CommitAsync(LeadCommit commit, CancellationToken cancellation) => commits.CommitAsync(commit, cancellation);

    /// <inheritdoc/>
    /// <remarks>One operation for each page of hints, one for each lead in them, one for a hundred that are cleared away.</remarks>
    public Task<IReadOnlyList<string>> DueAsync(Instant now, int max, CancellationToken cancellation) => due.DueAsync(now, max, cancellation);

    /// <inheritdoc/>
    public Task<Instant?> NextDueAsync(CancellationToken cancellation) => due.NextDueAsync(cancellation);

    /// <inheritdoc/>
    /// <remarks>One operation for each page of the listing and one for each lead.</remarks>
    public async Task<Page<LeadState>> ListAsync(LeadFilter filter, int max, string? cursor, CancellationToken cancellation)
    {
        if (cursor is not null && !TableKeys.IsOrdered(cursor)) throw NotOurs();
        if (filter.Phone is null && filter.Email is null)
            return await listing.PageAsync(IndexRows.Of(filter), IndexRows.MayFit(filter), lead => IndexRows.Fits(lead, filter), max, cursor, cancellation);

        // One lead at most, so there is never a second page.
        var owners = new List<string?>();
        foreach (var contact in new[] { filter.Phone, filter.Email }.OfType<string>()) owners.Add(await contacts.FindAsync(contact, cancellation));
        return cursor is null && owners[0] is { } id && owners.TrueForAll(o => o == id)
            && await reader.RowAsync(id, cancellation) is { } row && StoredJson.ReadState(Chunks.Read(row)) is var lead && IndexRows.Fits(lead, filter)
            ? new([lead], null)
            : new([], null);
    }

    /// <inheritdoc/>
    /// <remarks>One operation for each page of the index and one for each lead found; a text is looked for in pages of a thousand.</remarks>
    public Task<Page<LeadState>> FindAsync(LeadQuery query, int max, string? cursor, CancellationToken cancellation) =>
        cursor is not null && !TableKeys.IsOrdered(cursor)
            ? throw NotOurs()
            : activity.PageAsync(IndexRows.Of(query), IndexRows.MayFit(query), lead => query.Fits(LeadCard.Of(lead)), max, cursor, cancellation);

    /// <inheritdoc/>
    /// <remarks>One operation.</remarks>
    public Task<StoredDocument?> LatestAsync(string name, CancellationToken cancellation) => documents.LatestAsync(name, cancellation);

    /// <inheritdoc/>
    /// <remarks>One operation.</remarks>
    public Task<bool> AddAsync(string name, StoredDocument document, CancellationToken cancellation) =>
        documents.AddAsync(name, document, cancellation);

    /// <inheritdoc/>
    /// <remarks>One operation, and one for each row longer than 8 KiB.</remarks>
    public async Task<Page<TimelineEntry>> TimelineAsync(string leadId, int max, string? cursor, CancellationToken cancellation)
    {
        var after = 0;
        if (cursor is not null && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after)) throw NotOurs();
        var rows = await timeline.AfterAsync(leadId, after, max + 1, cancellation);
        return rows.Count <= max
            ? new(rows, null)
            : new(rows[..max], rows[max - 1].Seq.ToString(CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    /// <remarks>One operation after a load, else two.</remarks>
    public async Task<IReadOnlyList<TimelineEntry>> LatestAsync(string leadId, int max, CancellationToken cancellation)
    {
        if ((heads.Find(leadId) ?? await reader.HeadAsync(leadId, cancellation)) is not { } head) return [];
        var rows = await timeline.AllAfterAsync(leadId, Math.Max(0, head.LastSeq - max), cancellation);
        return rows.Count <= max ? rows : rows[^max..];
    }

    /// <inheritdoc/>
    /// <remarks>Some ten operations, one for a hundred of its rows, and a look through all contacts.</remarks>
    public Task<bool> EraseAsync(string leadId, long version, LeadState? remains, CancellationToken cancellation) =>
        erasures.EraseAsync(leadId, version, remains, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Sequence>> AllAsync(CancellationToken cancellation) => sequences.AllAsync(cancellation);

    /// <inheritdoc/>
    public Task<bool> AddAsync(Sequence sequence, CancellationToken cancellation) => sequences.AddAsync(sequence, cancellation);

    private static FormatException NotOurs() => new("the cursor is not one that a page of this list gave");
}
