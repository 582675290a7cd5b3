using Azure.Data.Tables;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Serialization;
using FollowUp.Core.Stores;

namespace FollowUp.Azure.Tables;

/// <summary>Reads of one lead; an operation each.</summary>
internal sealed class LeadReader(LeadTables tables, HeadCache heads)
{
    private static readonly string[] VersionColumns = [nameof(TableEntity.RowKey), nameof(Head.Version), nameof(Head.Taken)];
    private static readonly string[] KeyColumns = [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)];

    public async Task<LeadSnapshot> LoadAsync(string leadId, CancellationToken cancellation)
    {
        // The state sorts first. Should a commit come between two pages, the version read here is stale and decisions on it are refused.
        TableEntity? state = null;
        Head? head = null;
        var events = new List<EventEnvelope>();
        await foreach (var row in tables.Leads.QueryAsync<TableEntity>(Rows.StateAndUnseen(leadId), cancellationToken: cancellation))
        {
            if (row.RowKey == TableKeys.State) (state, head) = (row, Head.Read(row, row.ETag));
            else if (head?.Taken.Contains(UnseenRow.HashOf(row)) != true) events.Add(StoredJson.ReadEvent(Chunks.Read(row)));
        }
        if (state is null)
        {
            heads.Forget(leadId);
            return new(null, 0, events);
        }
        heads.Set(leadId, head!);
        return new(StoredJson.ReadState(Chunks.Read(state)), head!.Version, events);
    }

    public async Task<bool> IsCurrentAsync(string leadId, long version, CancellationToken cancellation)
    {
        var found = 0L;
        IReadOnlyList<string> taken = [];
        await foreach (var row in tables.Leads.QueryAsync<TableEntity>(Rows.StateAndUnseen(leadId), null, VersionColumns, cancellation))
        {
            if (row.RowKey == TableKeys.State) (found, taken) = (row.GetInt64(nameof(Head.Version))!.Value, Head.ReadTaken(row));
            else if (!taken.Contains(UnseenRow.HashOf(row))) return false;
        }
        return found == version;
    }

    /// <summary>The row of a lead's state, head and all.</summary>
    public async Task<TableEntity?> RowAsync(string leadId, CancellationToken cancellation)
    {
        var row = await tables.Leads.GetEntityIfExistsAsync<TableEntity>(TableKeys.Encode(leadId), TableKeys.State, null, cancellation);
        return row.HasValue ? row.Value : null;
    }

    /// <summary>A lead's head as it stands now.</summary>
    public async Task<Head?> HeadAsync(string leadId, CancellationToken cancellation)
    {
        var row = await tables.Leads.GetEntityIfExistsAsync<TableEntity>(TableKeys.Encode(leadId), TableKeys.State, Head.Columns, cancellation);
        return row.HasValue ? Head.Read(row.Value!, row.GetRawResponse().Headers.ETag ?? row.Value!.ETag) : null;
    }

    /// <summary>The hashes of the events whose rows stand.</summary>
    public async Task<HashSet<string>> UnseenAsync(string leadId, CancellationToken cancellation)
    {
        var hashes = new HashSet<string>();
        await foreach (var key in KeysAsync(Rows.Between(leadId, TableKeys.Unseen, TableKeys.AfterUnseen), cancellation))
            hashes.Add(key[TableKeys.Unseen.Length..]);
        return hashes;
    }

    /// <summary>Every row of a lead.</summary>
    public IAsyncEnumerable<string> KeysAsync(string leadId, string from, CancellationToken cancellation) =>
        KeysAsync(Rows.Between(leadId, from, "~"), cancellation);

    private async IAsyncEnumerable<string> KeysAsync(
        string filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in tables.Leads.QueryAsync<TableEntity>(filter, null, KeyColumns, cancellation)) yield return row.RowKey;
    }
}
