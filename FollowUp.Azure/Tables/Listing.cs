using Azure.Data.Tables;
using FollowUp.Core.Leads;
using FollowUp.Core.Stores;
using NodaTime;
using ETag = Azure.ETag;
using RequestFailedException = Azure.RequestFailedException;

namespace FollowUp.Azure.Tables;

/// <summary>
/// Leads, newest first, with what a list is filtered by. A row is written before the commit that it speaks of and marked unsure
/// while that is under way; an unsure row passes every filter, and the state has the last word on all of them.
/// </summary>
internal sealed class Listing(LeadTables tables, LeadReader reader, TimeProvider time)
{
    private const string Partition = "leads";
    private const string Unsure = "Unsure";
    private const int Parallel = 16;
    private const int FilteredPage = 1000;

    /// <summary>A lead's row: the newest sorts first.</summary>
    public static string KeyOf(LeadState state) =>
        TableKeys.Ordered(TableKeys.Floor(Instant.MaxValue) - TableKeys.Floor(state.CreatedAt), state.Id);

    /// <summary>Writes what a commit is about to make true. Returns the row when it has to be confirmed afterwards.</summary>
    public async Task<TableEntity?> AnnounceAsync(ListColumns? before, ListColumns after, CancellationToken cancellation)
    {
        if (before == after) return null;
        var row = RowOf(after);
        if (before is null)
        {
            try
            {
                await tables.Listing.AddEntityAsync(row, cancellation);
                return null;
            }
            catch (RequestFailedException e) when (e.Status == 409)
            {
                // Somebody else is at it, or was cut off: which of the two will have its way is not known yet.
            }
        }
        row[Unsure] = true;
        var written = await tables.Listing.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
        row.Remove(Unsure);
        row.ETag = written.Headers.ETag ?? ETag.All;
        return row;
    }

    /// <summary>Says that what was announced has come true, unless somebody has announced something else since.</summary>
    public async Task ConfirmAsync(TableEntity row, CancellationToken cancellation)
    {
        try
        {
            await tables.Listing.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
        }
    }

    public Task RemoveAsync(string key, CancellationToken cancellation) =>
        tables.Listing.DeleteEntityAsync(Partition, key, ETag.All, cancellation);

    /// <summary>A page; the cursor is the key of its last row.</summary>
    public async Task<Page<LeadState>> PageAsync(LeadFilter filter, int max, string? cursor, CancellationToken cancellation)
    {
        var items = new List<(string Key, LeadState State)>();
        var isFiltered = filter.Stage is not null || filter.Owner is not null || filter.Tag is not null;
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {cursor ?? ""}");
        await foreach (var page in tables.Listing.QueryAsync<TableEntity>(query, isFiltered ? FilteredPage : Math.Min(max + 1, 1000), null, cancellation).AsPages())
        {
            foreach (var some in page.Values.Where(row => row.GetBoolean(Unsure) == true || Fits(ListColumns.Read(row.RowKey, row), filter)).Chunk(Parallel))
            {
                var states = await Task.WhenAll(some.Select(row => StateAsync(row, cancellation)));
                items.AddRange(states.OfType<LeadState>().Select(s => (Columns: ListColumns.Of(s), State: s))
                    .Where(s => Fits(s.Columns, filter)).Select(s => (s.Columns.Key, s.State)));
                if (items.Count > max) return new([.. items.Take(max).Select(i => i.State)], items[max - 1].Key);
            }
        }
        return new([.. items.Select(i => i.State)], null);
    }

    /// <summary>Whether the columns of a lead are what a list is narrowed to.</summary>
    public static bool Fits(ListColumns lead, LeadFilter filter) =>
        (filter.Stage is null || filter.Stage == lead.Stage) && (filter.Owner is null || filter.Owner == lead.Owner)
        && (filter.Tag is null || lead.HasTag(filter.Tag));

    /// <summary>The lead of a row, or null when it has no decision or is listed elsewhere; sets right what has long been settled.</summary>
    private async Task<LeadState?> StateAsync(TableEntity row, CancellationToken cancellation)
    {
        var state = await reader.StateAsync(TableKeys.ReadOrdered(row.RowKey).LeadId, cancellation);
        var columns = state is null ? null : ListColumns.Of(state);
        var isTrue = columns?.Key == row.RowKey;
        if (row.Timestamp < time.GetUtcNow() - DueIndex.Settled)
        {
            if (!isTrue) await DropAsync(row, cancellation);
            else if (row.GetBoolean(Unsure) == true) await ConfirmAsync(RowOf(columns!, row.ETag), cancellation);
        }
        return isTrue ? state : null;
    }

    private async Task DropAsync(TableEntity row, CancellationToken cancellation)
    {
        try
        {
            await tables.Listing.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
        }
    }

    private static TableEntity RowOf(ListColumns columns, ETag etag = default)
    {
        var row = new TableEntity(Partition, columns.Key);
        columns.Write(row);
        if (etag != default) row.ETag = etag;
        return row;
    }
}
