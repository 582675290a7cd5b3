using System.Net;
using Azure;
using Azure.Data.Tables;
using FollowUp.Core.Calls;
using FollowUp.Core.Serialization;
using FollowUp.Core.Stores;
using NodaTime;

namespace FollowUp.Azure.Tables;

/// <summary>
/// Calls, a row each in one partition: there are never more than a day's, so that what is due or under way is found by one short scan.
/// </summary>
public sealed class TableCallStore(LeadTables tables) : ICallStore
{
    private const string Partition = "calls";
    private const string Due = "Due";
    private const string OpenFrom = "OpenFrom";
    private const string Save = "Save";

    /// <inheritdoc/>
    public async Task<StoredCall?> LoadAsync(string id, CancellationToken cancellation)
    {
        var row = await tables.Calls.GetEntityIfExistsAsync<TableEntity>(Partition, TableKeys.Encode(id), cancellationToken: cancellation);
        return row.HasValue ? new(StoredJson.ReadCall(Chunks.Read(row.Value!)), row.Value!.ETag.ToString()) : null;
    }

    /// <inheritdoc/>
    public async Task<bool> SaveAsync(CallRecord call, Instant due, string? version, CancellationToken cancellation)
    {
        var mark = Guid.NewGuid().ToString("n");
        var row = new TableEntity(Partition, TableKeys.Encode(call.Id)) { [Due] = due.ToUnixTimeTicks(), [Save] = mark };
        if (call is { IsOutbound: true, Stage: not CallStage.Over }) row[OpenFrom] = call.Number;
        Chunks.Write(row, StoredJson.Write(call), "The call");
        try
        {
            if (version is null) await tables.Calls.AddEntityAsync(row, cancellation);
            else await tables.Calls.UpdateEntityAsync(row, new ETag(version), TableUpdateMode.Replace, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is (int)HttpStatusCode.Conflict or (int)HttpStatusCode.PreconditionFailed || (e.Status == (int)HttpStatusCode.NotFound && version is not null))
        {
            // Somebody else was first; or it was ourselves, and the answer to the first try was lost on the way.
            var stored = await tables.Calls.GetEntityIfExistsAsync<TableEntity>(Partition, row.RowKey, [Save], cancellation);
            return stored.HasValue && stored.Value!.GetString(Save) == mark;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> DueAsync(Instant now, int max, CancellationToken cancellation)
    {
        var due = new List<string>();
        await foreach (var row in RowsAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and Due le {now.ToUnixTimeTicks()}"), cancellation))
        {
            due.Add(TableKeys.Decode(row.RowKey));
            if (due.Count == max) break;
        }
        return due;
    }

    /// <inheritdoc/>
    public async Task<Instant?> NextCallDueAsync(CancellationToken cancellation)
    {
        long? next = null;
        await foreach (var row in RowsAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellation))
            next = row.GetInt64(Due) is { } at && (next is null || at < next) ? at : next;
        return next is { } ticks ? Instant.FromUnixTimeTicks(ticks) : null;
    }

    /// <inheritdoc/>
    public async Task<int> OpenAsync(string number, CancellationToken cancellation)
    {
        var open = 0;
        await foreach (var row in RowsAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and OpenFrom eq {number}"), cancellation)) open++;
        return open;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string id, CancellationToken cancellation) =>
        tables.Calls.DeleteEntityAsync(Partition, TableKeys.Encode(id), cancellationToken: cancellation);

    private AsyncPageable<TableEntity> RowsAsync(string filter, CancellationToken cancellation) =>
        tables.Calls.QueryAsync<TableEntity>(filter, select: ["RowKey", Due], cancellationToken: cancellation);
}
