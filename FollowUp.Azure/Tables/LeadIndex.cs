using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using FollowUp.Core.Leads;
using FollowUp.Core.Serialization;
using FollowUp.Core.Stores;
using ETag = Azure.ETag;
using RequestFailedException = Azure.RequestFailedException;

namespace FollowUp.Azure.Tables;

/// <summary>The row of an index that counts for a lead, as the lead's head names it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Digest">Of its place and its columns: whether the next commit has anything new to say.</param>
internal sealed record IndexMark(string Key, string Digest);

/// <summary>What a commit does to an index.</summary>
/// <param name="Mark">The row that counts afterwards.</param>
/// <param name="Row">To be written before; null when nothing changes.</param>
/// <param name="Gone">The key of the row that counts no more.</param>
internal sealed record IndexStep(IndexMark Mark, TableEntity? Row, string? Gone);

/// <summary>
/// Leads in an order, with what a list is narrowed by. A row is written before the commit that it speaks of, under a key of that
/// commit's own, and counts from the moment the lead's head names it. So a row never changes, no two commits write over each other,
/// and a crash leaves a row too many and never one too few; whoever meets one clears it away when nothing can be under way behind it.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="reader">Reads the leads that rows point to.</param>
/// <param name="time">The service's clock.</param>
/// <param name="partition">The index.</param>
/// <param name="column">Where heads name their row.</param>
/// <param name="rowOf">What the index says of a lead; its key is the lead's place.</param>
internal sealed class LeadIndex(
    LeadTables tables, LeadReader reader, TimeProvider time, string partition, string column, Func<LeadState, TableEntity> rowOf)
{
    private const int Parallel = 16;
    private const int LongestPage = 1000;

    /// <summary>What a commit has to do.</summary>
    public IndexStep Plan(IndexMark? before, LeadState after, string commit)
    {
        var row = rowOf(after);
        var digest = DigestOf(row);
        if (before?.Digest == digest) return new(before, null, null);
        (row.PartitionKey, row.RowKey) = (partition, TableKeys.OfCommit(row.RowKey, commit));
        return new(new(row.RowKey, digest), row, before?.Key);
    }

    /// <summary>Before the commit.</summary>
    public Task AnnounceAsync(IndexStep step, CancellationToken cancellation) =>
        step.Row is null ? Task.CompletedTask : tables.Listing.UpsertEntityAsync(step.Row, TableUpdateMode.Replace, cancellation);

    /// <summary>After the commit, come true or not; whatever becomes of this.</summary>
    public async Task SettleAsync(IndexStep step, bool isTrue, CancellationToken cancellation)
    {
        if ((isTrue ? step.Gone : step.Row?.RowKey) is not { } key) return;
        try
        {
            await RemoveAsync(key, cancellation);
        }
        catch (RequestFailedException)
        {
            // Whoever lists it next clears it away.
        }
    }

    /// <summary>Removes a row.</summary>
    public Task RemoveAsync(string key, CancellationToken cancellation) =>
        tables.Listing.DeleteEntityAsync(partition, key, ETag.All, cancellation);

    /// <summary>A page; the cursor is the key of its last row. One operation for each page of the index and one for each lead.</summary>
    /// <param name="filter">What the service narrows by; null for all.</param>
    /// <param name="mayFit">What else a row tells; null when nothing. It may let too much through.</param>
    /// <param name="fits">Has the last word.</param>
    /// <param name="max">Rows in the page.</param>
    /// <param name="cursor">Of the page before.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<Page<LeadState>> PageAsync(
        string? filter, Func<TableEntity, bool>? mayFit, Func<LeadState, bool> fits, int max, string? cursor, CancellationToken cancellation)
    {
        var items = new List<(string Key, LeadState State)>();
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {cursor ?? ""}") + (filter is null ? "" : " and " + filter);
        var size = mayFit is null ? Math.Min(max + 1, LongestPage) : LongestPage;
        await foreach (var page in tables.Listing.QueryAsync<TableEntity>(query, size, null, cancellation).AsPages())
        {
            foreach (var some in page.Values.Where(row => mayFit?.Invoke(row) != false).Chunk(Parallel))
            {
                var states = await Task.WhenAll(some.Select(row => StateAsync(row, cancellation)));
                items.AddRange(some.Zip(states).Where(s => s.Second is { } state && fits(state)).Select(s => (s.First.RowKey, s.Second!)));
                if (items.Count > max) return new([.. items.Take(max).Select(i => i.State)], items[max - 1].Key);
            }
        }
        return new([.. items.Select(i => i.State)], null);
    }

    /// <summary>The lead for which a row counts, or null.</summary>
    private async Task<LeadState?> StateAsync(TableEntity row, CancellationToken cancellation)
    {
        var lead = await reader.RowAsync(TableKeys.ReadOrdered(row.RowKey).LeadId, cancellation);
        if (lead?.GetString(column) == row.RowKey) return StoredJson.ReadState(Chunks.Read(lead));
        if (row.Timestamp < time.GetUtcNow() - DueIndex.Settled) await RemoveAsync(row.RowKey, cancellation);
        return null;
    }

    private static string DigestOf(TableEntity row)
    {
        var text = row.OrderBy(c => c.Key, StringComparer.Ordinal).Where(c => c.Value is not null)
            .Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key}\u001e{c.Value}\u001d"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(text))).AsSpan(0, 16));
    }
}
