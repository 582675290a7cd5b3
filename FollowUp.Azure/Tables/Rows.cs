using Azure.Data.Tables;
using FollowUp.Core.Events;
using FollowUp.Core.Serialization;

namespace FollowUp.Azure.Tables;

/// <summary>Ranges of rows in a lead's partition.</summary>
internal static class Rows
{
    /// <summary>The state and the unseen events: one query has both.</summary>
    public static string StateAndUnseen(string leadId) => Between(leadId, TableKeys.State, TableKeys.AfterUnseen);

    /// <summary>The rows from a key up to, and without, another.</summary>
    public static string Between(string leadId, string from, string to)
    {
        var partition = TableKeys.Encode(leadId);
        return TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {to}");
    }
}

/// <summary>An event that no decision has seen.</summary>
internal static class UnseenRow
{
    /// <summary>The column that says when it was taken in.</summary>
    public const string At = "At";

    public static TableEntity Of(string leadId, EventEnvelope envelope, long at)
    {
        var row = new TableEntity(TableKeys.Encode(leadId), TableKeys.Unseen + TableKeys.OfEvent(envelope.Id)) { [At] = at };
        return Chunks.Write(row, StoredJson.Write(envelope), "The event");
    }

    public static string HashOf(TableEntity row) => row.RowKey[TableKeys.Unseen.Length..];
}
