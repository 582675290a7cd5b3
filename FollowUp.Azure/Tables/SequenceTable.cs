using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using FollowUp.Core.Sequences;
using FollowUp.Core.Serialization;

namespace FollowUp.Azure.Tables;

/// <summary>The business's sequences in one partition, a row per version, inserted once.</summary>
internal sealed class SequenceTable(LeadTables tables)
{
    private const string Partition = "sequences";

    public async Task<IReadOnlyList<Sequence>> AllAsync(CancellationToken cancellation)
    {
        var all = new List<Sequence>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition}");
        await foreach (var row in tables.Sequences.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            all.Add(JsonSerializer.Deserialize<Sequence>(Chunks.Read(row), StoredJson.Options)!);
        return all;
    }

    public async Task<bool> AddAsync(Sequence sequence, CancellationToken cancellation)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{TableKeys.Encode(sequence.Id)}.{sequence.Version:d8}");
        var document = JsonSerializer.SerializeToUtf8Bytes(sequence, StoredJson.Options);
        try
        {
            await tables.Sequences.AddEntityAsync(Chunks.Write(new TableEntity(Partition, key), document, "The sequence"), cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }
}
