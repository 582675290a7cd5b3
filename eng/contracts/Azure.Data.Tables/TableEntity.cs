using System.Collections;

namespace Azure.Data.Tables;

public sealed class TableEntity : ITableEntity, IDictionary<string, object>
{
    internal const string ETagName = "odata.etag";
    private readonly Dictionary<string, object> _properties;

    public TableEntity() : this(null) { }

    public TableEntity(string partitionKey, string rowKey) : this(null)
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    public TableEntity(IDictionary<string, object> values) =>
        _properties = values is null ? [] : new Dictionary<string, object>(values);

    public string PartitionKey { get => GetString(nameof(PartitionKey)); set => _properties[nameof(PartitionKey)] = value; }
    public string RowKey { get => GetString(nameof(RowKey)); set => _properties[nameof(RowKey)] = value; }
    public DateTimeOffset? Timestamp { get => GetDateTimeOffset(nameof(Timestamp)); set => _properties[nameof(Timestamp)] = value; }
    public ETag ETag { get => new(GetString(ETagName)); set => _properties[ETagName] = value.ToString(); }

    public string GetString(string key) => Get<string>(key);
    public byte[] GetBinary(string key) => Get(key) is BinaryData data ? data.ToArray() : Get<byte[]>(key);
    public BinaryData GetBinaryData(string key) => Get(key) is byte[] bytes ? BinaryData.FromBytes(bytes) : Get<BinaryData>(key);
    public bool? GetBoolean(string key) => Get<bool?>(key);
    public DateTime? GetDateTime(string key) => Get(key) is DateTimeOffset offset ? offset.UtcDateTime : Get<DateTime?>(key);
    public DateTimeOffset? GetDateTimeOffset(string key) => Get<DateTimeOffset?>(key);
    public double? GetDouble(string key) => Get<double?>(key);
    public Guid? GetGuid(string key) => Get<Guid?>(key);
    public int? GetInt32(string key) => Get<int?>(key);
    public long? GetInt64(string key) => Get<long?>(key);

    public object this[string key] { get => Get(key); set => _properties[key] = value; }
    public int Count => _properties.Count;
    public ICollection<string> Keys => _properties.Keys;
    public void Add(string key, object value) => _properties.Add(key, value);
    public void Clear() => _properties.Clear();
    public bool ContainsKey(string key) => _properties.ContainsKey(key);
    public bool Remove(string key) => _properties.Remove(key);
    public bool TryGetValue(string key, out object value) => _properties.TryGetValue(key, out value);

    ICollection<object> IDictionary<string, object>.Values => _properties.Values;
    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;
    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => _properties[item.Key] = item.Value;
    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) => _properties.Contains(item);
    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object>>)_properties).CopyTo(array, arrayIndex);
    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) => _properties.Remove(item.Key);
    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() => _properties.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => _properties.GetEnumerator();

    private object Get(string key) => _properties.TryGetValue(key, out var value) ? value : null;

    private T Get<T>(string key)
    {
        var value = Get(key);
        if (value is null)
        {
            return default;
        }
        return value is T typed ? typed : throw new InvalidOperationException($"Cannot return {typeof(T)} type for a {value.GetType()} typed property.");
    }
}
