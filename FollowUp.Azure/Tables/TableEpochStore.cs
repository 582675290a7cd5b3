using System.Net;
using Azure;
using Azure.Data.Tables;
using FollowUp.Core.Stores;

namespace FollowUp.Azure.Tables;

/// <summary>Epochs in a row of the lead's own partition, which goes when the lead is erased.</summary>
public sealed class TableEpochStore(LeadTables tables) : IEpochStore
{
    /// <summary>The row.</summary>
    internal const string Row = "epoch";

    private const string Epoch = "Epoch";

    /// <inheritdoc/>
    public async Task<int> CurrentAsync(string leadId, CancellationToken cancellation) => (await ReadAsync(leadId, cancellation))?.GetInt32(Epoch) ?? 0;

    /// <inheritdoc/>
    public async Task<int> NextAsync(string leadId, int seen, CancellationToken cancellation)
    {
        while (true)
        {
            var row = await ReadAsync(leadId, cancellation);
            var current = row?.GetInt32(Epoch) ?? 0;
            if (current != seen) return current;

            // The run of an erased lead ends after it; a row of its own would be left for ever.
            if (row is null && !await IsThereAsync(leadId, cancellation)) return current;
            var next = new TableEntity(TableKeys.Encode(leadId), Row) { [Epoch] = seen + 1 };
            try
            {
                if (row is null) await tables.Leads.AddEntityAsync(next, cancellation);
                else await tables.Leads.UpdateEntityAsync(next, row.ETag, TableUpdateMode.Replace, cancellation);
                return seen + 1;
            }
            catch (RequestFailedException e) when (e.Status is (int)HttpStatusCode.Conflict or (int)HttpStatusCode.PreconditionFailed or (int)HttpStatusCode.NotFound)
            {
                // Somebody else has just ended the same epoch, or the lead was erased: look again.
            }
        }
    }

    private async Task<TableEntity?> ReadAsync(string leadId, CancellationToken cancellation)
    {
        var row = await tables.Leads.GetEntityIfExistsAsync<TableEntity>(TableKeys.Encode(leadId), Row, cancellationToken: cancellation);
        return row.HasValue ? row.Value : null;
    }

    private async Task<bool> IsThereAsync(string leadId, CancellationToken cancellation)
    {
        var state = await tables.Leads.GetEntityIfExistsAsync<TableEntity>(
            TableKeys.Encode(leadId), TableKeys.State, [nameof(TableEntity.RowKey)], cancellation);
        return state.HasValue;
    }
}
