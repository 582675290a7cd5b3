using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;

namespace Azure.Data.Tables;

// One write of one entity: sent alone or as a part of a transaction.
internal sealed record TableOperation(RequestMethod Method, string Path, IReadOnlyDictionary<string, string> Headers, BinaryData Body)
{
    public string PartitionKey { get; private init; }

    public string RowKey { get; private init; }

    public static readonly IReadOnlyDictionary<string, string> NoContent = new Dictionary<string, string> { ["Prefer"] = "return-no-content" };

    public static TableOperation For(string table, TableTransactionActionType type, ITableEntity entity, ETag etag)
    {
        ArgumentNullException.ThrowIfNull(entity);
        var path = KeyPath(table, entity.PartitionKey, entity.RowKey);
        TableOperation operation = type switch
        {
            TableTransactionActionType.Add => new(RequestMethod.Post, table, NoContent, TableJson.Write(entity)),
            TableTransactionActionType.UpdateMerge => new(RequestMethod.Patch, path, IfMatch(etag), TableJson.Write(entity)),
            TableTransactionActionType.UpdateReplace => new(RequestMethod.Put, path, IfMatch(etag), TableJson.Write(entity)),
            TableTransactionActionType.UpsertMerge => new(RequestMethod.Patch, path, null, TableJson.Write(entity)),
            TableTransactionActionType.UpsertReplace => new(RequestMethod.Put, path, null, TableJson.Write(entity)),
            TableTransactionActionType.Delete => new(RequestMethod.Delete, path, IfMatch(etag == default ? ETag.All : etag), null),
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };
        return operation with { PartitionKey = entity.PartitionKey, RowKey = entity.RowKey };
    }

    public static string KeyPath(string table, string partitionKey, string rowKey) =>
        $"{table}(PartitionKey='{Escape(partitionKey)}',RowKey='{Escape(rowKey)}')";

    // Without an ETag there is no header, and then the service inserts what is missing: the real client does the same
    // (src/TableClient.cs, CreateUpdateOrMergeRequest), so an update in a transaction must be given its ETag.
    private static Dictionary<string, string> IfMatch(ETag etag) => etag == default ? null : new() { ["If-Match"] = etag.ToString() };

    private static string Escape(string key) =>
        Uri.EscapeDataString((key ?? throw new ArgumentNullException(nameof(key))).Replace("'", "''"));
}

// Entities on the wire: learn.microsoft.com/rest/api/storageservices/payload-format-for-table-service-operations, minimal metadata.
internal static class TableJson
{
    private const string TypeSuffix = "@odata.type";

    public static BinaryData Write(ITableEntity entity)
    {
        if (entity is not TableEntity table)
        {
            throw new NotSupportedException($"This contract writes TableEntity, not {entity.GetType()}.");
        }
        var json = new JsonObject();
        foreach (var (name, value) in table)
        {
            if (value is null || name is nameof(ITableEntity.Timestamp) or TableEntity.ETagName)
            {
                continue;
            }
            (JsonNode node, string type) = value switch
            {
                string text => ((JsonNode)text, (string)null),
                bool flag => (flag, null),
                int number => (number, null),
                long number => (number.ToString(CultureInfo.InvariantCulture), "Edm.Int64"),
                double number when double.IsFinite(number) => (number, "Edm.Double"),
                double number => (number.ToString(CultureInfo.InvariantCulture), "Edm.Double"),
                Guid id => (id.ToString(), "Edm.Guid"),
                byte[] bytes => (Convert.ToBase64String(bytes), "Edm.Binary"),
                BinaryData bytes => (Convert.ToBase64String(bytes.ToArray()), "Edm.Binary"),
                DateTimeOffset time => (Time(time), "Edm.DateTime"),
                DateTime time => (Time(time), "Edm.DateTime"),
                _ => throw new NotSupportedException($"The Table service has no type for property {name} of type {value.GetType()}."),
            };
            json[name] = node;
            if (type is not null)
            {
                json[name + TypeSuffix] = type;
            }
        }
        return BinaryData.FromString(json.ToJsonString());
    }

    public static TableEntity ReadEntity(BinaryData content)
    {
        using var document = JsonDocument.Parse(content);
        return ReadEntity(document.RootElement);
    }

    public static TableEntity ReadEntity(JsonElement json)
    {
        var entity = new TableEntity();
        foreach (var property in json.EnumerateObject())
        {
            if (property.Name.EndsWith(TypeSuffix, StringComparison.Ordinal) || property.Name == "odata.metadata")
            {
                continue;
            }
            var type = json.TryGetProperty(property.Name + TypeSuffix, out var annotation) ? annotation.GetString() : null;
            entity[property.Name] = property.Name == nameof(ITableEntity.Timestamp)
                ? property.Value.GetDateTimeOffset()
                : Value(property.Value, type);
        }
        return entity;
    }

    private static object Value(JsonElement value, string type) => (type, value.ValueKind) switch
    {
        (_, JsonValueKind.Null) => null,
        ("Edm.Int64", _) => long.Parse(value.GetString(), CultureInfo.InvariantCulture),
        ("Edm.Double", JsonValueKind.String) => double.Parse(value.GetString(), CultureInfo.InvariantCulture),
        ("Edm.Double", _) => value.GetDouble(),
        ("Edm.Guid", _) => value.GetGuid(),
        ("Edm.Binary", _) => value.GetBytesFromBase64(),
        ("Edm.DateTime", _) => DateTimeOffset.Parse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        (_, JsonValueKind.True) => true,
        (_, JsonValueKind.False) => false,
        (_, JsonValueKind.Number) => value.TryGetInt32(out var number) ? (object)number : value.GetDouble(),
        _ => value.GetString(),
    };

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
