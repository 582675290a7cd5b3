using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

public class TableServiceClient
{
    private readonly TableWire _wire;

    protected TableServiceClient() { }

    internal TableServiceClient(TableWire wire) => _wire = wire;

    public TableServiceClient(string connectionString) : this(connectionString, null) { }

    public TableServiceClient(string connectionString, TableClientOptions options = null) => _wire = TableWire.Create(connectionString, options);

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential) : this(endpoint, credential, null) { }

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options) =>
        _wire = TableWire.Create(endpoint, credential, options);

    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions options = null) =>
        _wire = TableWire.Create(endpoint, tokenCredential, options);

    public virtual string AccountName => _wire.AccountName;

    public virtual Uri Uri => _wire.Endpoint;

    public virtual TableClient GetTableClient(string tableName) => new(_wire, tableName);

    public virtual async Task<Response<TableItem>> CreateTableAsync(string tableName, CancellationToken cancellationToken = default)
    {
        var response = await _wire.CreateTableAsync(tableName, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(new TableItem(tableName), TableWire.Expect(response, 201, 204));
    }

    public virtual async Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default)
    {
        var response = await _wire.CreateTableAsync(tableName, cancellationToken).ConfigureAwait(false);
        if (response.Status == 409)
        {
            var failure = TableWire.Failure(response);
            return failure.ErrorCode == "TableAlreadyExists" ? Response.FromValue(new TableItem(tableName), response) : throw failure;
        }
        return Response.FromValue(new TableItem(tableName), TableWire.Expect(response, 201, 204));
    }

    // As in the real one, a table that is not there is not an error: the 404 comes back as the response.
    public virtual async Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        TableWire.Expect(await _wire.SendAsync(RequestMethod.Delete, $"Tables('{Uri.EscapeDataString(tableName)}')", null, null, cancellationToken)
            .ConfigureAwait(false), 204, 404);

    public virtual AsyncPageable<TableItem> QueryAsync(string filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new TablePageable<TableItem>(_wire, "Tables", filter, null, maxPerPage, row => new TableItem(row.GetString("TableName")), cancellationToken);

    public static string CreateQueryFilter(FormattableString filter) => TableClient.CreateQueryFilter(filter);
}
