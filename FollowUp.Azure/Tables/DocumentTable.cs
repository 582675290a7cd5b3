using System.Globalization;
using Azure;
using Azure.Data.Tables;
using FollowUp.Core.Stores;

namespace FollowUp.Azure.Tables;

/// <summary>The business's documents beside its sequences: a partition per document, a row per version, inserted once.</summary>
internal sealed class DocumentTable(LeadTables tables)
{
    // Versions count down, so that the latest is the first row of its partition.
    private const int Highest = 99_999_999;

    public async Task<StoredDocument?> LatestAsync(string name, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(name)}");
        await foreach (var row in tables.Sequences.QueryAsync<TableEntity>(filter, maxPerPage: 1, cancellationToken: cancellation))
            return new(Highest - int.Parse(row.RowKey, CultureInfo.InvariantCulture), Chunks.Read(row).ToArray());
        return null;
    }

    public async Task<bool> AddAsync(string name, StoredDocument document, CancellationToken cancellation)
    {
        var key = (Highest - document.Version).ToString("d8", CultureInfo.InvariantCulture);
        try
        {
            var row = Chunks.Write(new TableEntity(PartitionOf(name), key), document.Body.ToArray(), "The document");
            await tables.Sequences.AddEntityAsync(row, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }

    private static string PartitionOf(string name) => "document." + TableKeys.Encode(name);
}
