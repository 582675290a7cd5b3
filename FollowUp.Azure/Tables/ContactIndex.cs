using Azure;
using Azure.Data.Tables;

namespace FollowUp.Azure.Tables;

/// <summary>Who owns a phone number, an address or a message id: a partition each, inserted once and never changed.</summary>
internal sealed class ContactIndex(LeadTables tables)
{
    private const string Row = "c";
    private const string Lead = "Lead";

    /// <summary>One operation for a newcomer, two when somebody owns the contact: ask with <see cref="FindAsync"/> where that is likely.</summary>
    public async Task<string> ClaimAsync(string contact, string leadId, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await tables.Contacts.AddEntityAsync(new TableEntity(TableKeys.Encode(contact), Row) { [Lead] = leadId }, cancellation);
                return leadId;
            }
            catch (RequestFailedException e) when (e.Status == 409)
            {
                if (await FindAsync(contact, cancellation) is { } owner) return owner;
            }
        }
    }

    public async Task<string?> FindAsync(string contact, CancellationToken cancellation)
    {
        var row = await tables.Contacts.GetEntityIfExistsAsync<TableEntity>(TableKeys.Encode(contact), Row, [Lead], cancellation);
        return row.HasValue ? row.Value!.GetString(Lead) : null;
    }

    /// <summary>
    /// Frees what a lead owns, but for what it keeps. It looks through the whole table: leads are erased a few times a year, and a second index kept up
    /// for that would cost an operation with every contact.
    /// </summary>
    public async Task FreeAsync(string leadId, IReadOnlyList<string> kept, CancellationToken cancellation)
    {
        var keys = kept.Select(TableKeys.Encode).ToHashSet();
        var filter = TableClient.CreateQueryFilter($"Lead eq {leadId}");
        await foreach (var row in tables.Contacts.QueryAsync<TableEntity>(filter, null, [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)], cancellation))
            if (!keys.Contains(row.PartitionKey)) await tables.Contacts.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellation);
    }
}
