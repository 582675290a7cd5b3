using Azure;
using Azure.Data.Tables;
using NodaTime;

namespace FollowUp.Azure.Tables;

/// <summary>
/// Hints at when leads are due, in the order of time. A hint is written before the fact or the decision it belongs to, so a crash
/// in between leaves a hint too many and never one too few; whoever reads a hint asks the lead, and clears away what is not true
/// any more. All are in one partition, which takes 2,000 operations a second
/// (https://learn.microsoft.com/azure/storage/tables/scalability-targets): several hundred leads advancing at once.
/// </summary>
internal sealed class DueIndex(LeadTables tables, TimeProvider time)
{
    /// <summary>
    /// The age at which nothing can be under way behind an index row any more. A write gives up after four tries of ten seconds
    /// (<see cref="AzureSetup"/>), so ten minutes are ample.
    /// </summary>
    public static readonly TimeSpan Settled = TimeSpan.FromMinutes(10);

    private const string Partition = "due";
    private const int Parallel = 16;
    private const int BatchSize = 100;
    private static readonly string[] DueColumns = [nameof(TableEntity.RowKey), nameof(Head.Due), nameof(Head.Taken), UnseenRow.At];

    /// <summary>Says that a lead is due at a time.</summary>
    public Task HintAsync(string leadId, long due, CancellationToken cancellation) =>
        // Replaced if it is there: the new ETag keeps a reader that has just judged the old one from deleting it.
        tables.Due.UpsertEntityAsync(
            new TableEntity(Partition, TableKeys.Ordered(due, leadId)), TableUpdateMode.Replace, cancellation);

    /// <summary>Leads due at or before a time, the longest due first.</summary>
    public async Task<IReadOnlyList<string>> DueAsync(Instant now, int max, CancellationToken cancellation)
    {
        var found = new List<string>();
        var until = TableKeys.Sortable(TableKeys.Floor(now) + 1);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey lt {until}");
        await foreach (var (leadId, _) in LiveAsync(filter, Math.Clamp(2 * max, 20, 1000), cancellation))
        {
            found.Add(leadId);
            if (found.Count == max) break;
        }
        return found;
    }

    /// <summary>When the next lead is due.</summary>
    public async Task<Instant?> NextDueAsync(CancellationToken cancellation)
    {
        await foreach (var (_, due) in LiveAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), 20, cancellation))
            return TableKeys.Time(due);
        return null;
    }

    private async IAsyncEnumerable<(string LeadId, long Due)> LiveAsync(
        string filter, int pageSize, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var known = new Dictionary<string, HashSet<long>>();
        var given = new HashSet<string>();
        await foreach (var page in tables.Due.QueryAsync<TableEntity>(filter, pageSize, null, cancellation).AsPages())
        {
            var hints = page.Values.Select(row => (Row: row, Key: TableKeys.ReadOrdered(row.RowKey))).ToList();
            await AskAsync([.. hints.Select(h => h.Key.LeadId).Distinct().Where(l => !known.ContainsKey(l))], known, cancellation);
            await ClearAsync([.. hints.Where(h => !known[h.Key.LeadId].Contains(h.Key.Number)).Select(h => h.Row)], cancellation);
            foreach (var (_, (due, lead)) in hints)
                if (known[lead] is { Count: > 0 } times && times.Min() <= due && given.Add(lead))
                    yield return (lead, times.Min());
        }
    }

    /// <summary>Asks leads when they are due: by their decision, and at once for each event that none has seen.</summary>
    private async Task AskAsync(IReadOnlyList<string> leads, Dictionary<string, HashSet<long>> known, CancellationToken cancellation)
    {
        foreach (var some in leads.Chunk(Parallel))
        {
            var answers = await Task.WhenAll(some.Select(lead => AskAsync(lead, cancellation)));
            for (var i = 0; i < some.Length; i++) known[some[i]] = answers[i];
        }
    }

    private async Task<HashSet<long>> AskAsync(string leadId, CancellationToken cancellation)
    {
        var due = new HashSet<long>();
        IReadOnlyList<string> taken = [];
        await foreach (var row in tables.Leads.QueryAsync<TableEntity>(Rows.StateAndUnseen(leadId), null, DueColumns, cancellation))
        {
            if (row.RowKey == TableKeys.State)
            {
                taken = Head.ReadTaken(row);
                if (row.GetInt64(nameof(Head.Due)) is { } decided) due.Add(decided);
            }
            else if (!taken.Contains(UnseenRow.HashOf(row)))
            {
                due.Add(row.GetInt64(UnseenRow.At)!.Value);
            }
        }
        return due;
    }

    /// <summary>Deletes hints that are not true, unless what they announce may still be under way or they were given anew.</summary>
    private async Task ClearAsync(IReadOnlyList<TableEntity> stale, CancellationToken cancellation)
    {
        var settled = time.GetUtcNow() - Settled;
        foreach (var batch in stale.Where(row => row.Timestamp < settled).Chunk(BatchSize))
        {
            try
            {
                await tables.Due.SubmitTransactionAsync(
                    batch.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag)), cancellation);
            }
            catch (RequestFailedException e) when (e.Status is 404 or 412)
            {
                // Somebody else cleared them, or one was given anew: whoever reads them next looks again.
            }
        }
    }
}
