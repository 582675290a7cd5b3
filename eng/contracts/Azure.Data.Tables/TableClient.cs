using System.Globalization;
using System.Xml;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

// The body knows one entity type, the dictionary TableEntity; a typed entity is refused rather than half supported.
public class TableClient
{
    private readonly TableWire _wire;

    protected TableClient() { }

    internal TableClient(TableWire wire, string tableName)
    {
        _wire = wire;
        Name = tableName ?? throw new ArgumentNullException(nameof(tableName));
    }

    public TableClient(string connectionString, string tableName) : this(connectionString, tableName, null) { }

    public TableClient(string connectionString, string tableName, TableClientOptions options = null)
        : this(TableWire.Create(connectionString, options), tableName) { }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential) : this(endpoint, tableName, credential, null) { }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions options = null)
        : this(TableWire.Create(endpoint, credential, options), tableName) { }

    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions options = null)
        : this(TableWire.Create(endpoint, tokenCredential, options), tableName) { }

    public virtual string AccountName => _wire.AccountName;

    public virtual string Name { get; }

    public virtual Uri Uri => new($"{_wire.Endpoint.AbsoluteUri.TrimEnd('/')}/{Name}");

    public virtual Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        new TableServiceClient(_wire).CreateTableAsync(Name, cancellationToken);

    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        new TableServiceClient(_wire).CreateTableIfNotExistsAsync(Name, cancellationToken);

    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        new TableServiceClient(_wire).DeleteTableAsync(Name, cancellationToken);

    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var response = await GetAsync(partitionKey, rowKey, select, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(Read<T>(TableWire.Expect(response, 200)), response);
    }

    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var response = await GetAsync(partitionKey, rowKey, select, cancellationToken).ConfigureAwait(false);
        return response.Status == 404
            ? new NoValueResponse<T>(response)
            : Response.FromValue(Read<T>(TableWire.Expect(response, 200)), response);
    }

    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) where T : ITableEntity =>
        TableWire.Expect(await SendAsync(TableTransactionActionType.Add, entity, default, cancellationToken).ConfigureAwait(false), 201, 204);

    public virtual async Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) where T : ITableEntity =>
        TableWire.Expect(await SendAsync(
            mode == TableUpdateMode.Merge ? TableTransactionActionType.UpsertMerge : TableTransactionActionType.UpsertReplace,
            entity, default, cancellationToken).ConfigureAwait(false), 204);

    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) where T : ITableEntity
    {
        if (ifMatch == default)
        {
            throw new ArgumentException("Value cannot be empty.", nameof(ifMatch));
        }
        return TableWire.Expect(await SendAsync(
            mode == TableUpdateMode.Merge ? TableTransactionActionType.UpdateMerge : TableTransactionActionType.UpdateReplace,
            entity, ifMatch, cancellationToken).ConfigureAwait(false), 204);
    }

    // As in the real one, an entity that is not there is not an error: the 404 comes back as the response.
    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        TableWire.Expect(await SendAsync(
            TableTransactionActionType.Delete, new TableEntity(partitionKey, rowKey), ifMatch, cancellationToken).ConfigureAwait(false), 204, 404);

    public virtual Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);

    public virtual AsyncPageable<T> QueryAsync<T>(
        string filter = null, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new TablePageable<T>(_wire, $"{Name}()", filter, select, maxPerPage, Cast<T>, cancellationToken);

    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        var operations = transactionActions.Select(action => TableOperation.For(Name, action.ActionType, action.Entity, action.ETag)).ToList();
        if (operations.Count == 0)
        {
            throw new InvalidOperationException("The batch contains no entity operations.");
        }
        return await TableBatch.SubmitAsync(_wire, operations, cancellationToken).ConfigureAwait(false);
    }

    // Literals as in the real src/TableOdataFilter.cs.
    public static string CreateQueryFilter(FormattableString filter)
    {
        var literals = filter.GetArguments().Select(argument => (object)(argument switch
        {
            null => "null",
            bool value => value ? "true" : "false",
            long or ulong => string.Create(CultureInfo.InvariantCulture, $"{argument}L"),
            sbyte or byte or short or ushort or int or uint or decimal or float or double => Convert.ToString(argument, CultureInfo.InvariantCulture),
            Guid value => $"guid'{value}'",
            byte[] value => $"X'{Convert.ToHexString(value)}'",
            BinaryData value => $"X'{Convert.ToHexString(value.ToArray())}'",
            DateTimeOffset value => $"datetime'{XmlConvert.ToString(value.UtcDateTime, XmlDateTimeSerializationMode.RoundtripKind)}'",
            DateTime value => $"datetime'{XmlConvert.ToString(value.ToUniversalTime(), XmlDateTimeSerializationMode.RoundtripKind)}'",
            string or char => $"'{argument.ToString().Replace("'", "''")}'",
            _ => throw new ArgumentException($"Unable to convert an argument of type {argument.GetType()} to an OData literal."),
        }));
        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals.ToArray());
    }

    private Task<Response> GetAsync(string partitionKey, string rowKey, IEnumerable<string> select, CancellationToken cancellationToken)
    {
        var path = TableOperation.KeyPath(Name, partitionKey, rowKey);
        var query = select is null ? "" : $"?$select={Uri.EscapeDataString(string.Join(',', select))}";
        return _wire.SendAsync(RequestMethod.Get, path + query, null, null, cancellationToken);
    }

    private Task<Response> SendAsync(TableTransactionActionType type, ITableEntity entity, ETag etag, CancellationToken cancellationToken)
    {
        var operation = TableOperation.For(Name, type, entity, etag);
        return _wire.SendAsync(operation.Method, operation.Path, operation.Headers, operation.Body, cancellationToken);
    }

    private static T Read<T>(Response response) where T : class, ITableEntity => Cast<T>(TableJson.ReadEntity(response.Content));

    private static T Cast<T>(TableEntity entity) where T : class, ITableEntity =>
        entity as T ?? throw new NotSupportedException($"This contract reads TableEntity, not {typeof(T)}.");

    private sealed class NoValueResponse<T>(Response response) : NullableResponse<T>
    {
        public override bool HasValue => false;
        public override T Value => throw new InvalidOperationException("The response has no value.");
        public override Response GetRawResponse() => response;
    }
}
