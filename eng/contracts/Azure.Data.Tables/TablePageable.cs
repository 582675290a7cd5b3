using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables;

// Query pages: the service says where to go on in two headers, which make up the continuation token.
internal sealed class TablePageable<T>(
    TableWire wire, string path, string filter, IEnumerable<string> select, int? maxPerPage, Func<TableEntity, T> read, CancellationToken cancellation)
    : AsyncPageable<T>(cancellation)
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var response = await wire.SendAsync(RequestMethod.Get, Query(continuationToken, pageSizeHint ?? maxPerPage), null, null, CancellationToken)
                .ConfigureAwait(false);
            using var document = JsonDocument.Parse(TableWire.Expect(response, 200).Content);
            var rows = document.RootElement.GetProperty("value").EnumerateArray().Select(row => read(TableJson.ReadEntity(row))).ToList();
            continuationToken = Continuation(response);
            yield return Page<T>.FromValues(rows, continuationToken, response);
        }
        while (continuationToken is not null);
    }

    private string Query(string continuationToken, int? top)
    {
        var parts = new List<string>();
        void Add(string name, string value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }
        Add("$filter", filter);
        Add("$select", select is null ? null : string.Join(',', select));
        Add("$top", top?.ToString());
        if (continuationToken?.Split(' ', 2) is [var first, var second])
        {
            Add(path == "Tables" ? "NextTableName" : "NextPartitionKey", first);
            Add("NextRowKey", second);
        }
        return parts.Count == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }

    private static string Continuation(Response response)
    {
        string Header(string name) => response.Headers.TryGetValue("x-ms-continuation-" + name, out var value) ? value : null;
        var first = Header("NextPartitionKey") ?? Header("NextTableName");
        return first is null ? null : $"{first} {Header("NextRowKey")}";
    }
}
