using System.Diagnostics.CodeAnalysis;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables;

// Entity group transactions: learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions.
internal static class TableBatch
{
    public static async Task<Response<IReadOnlyList<Response>>> SubmitAsync(
        TableWire wire, IReadOnlyList<TableOperation> operations, CancellationToken cancellationToken)
    {
        Refuse(operations);
        var batch = $"batch_{Guid.NewGuid()}";
        var headers = new Dictionary<string, string> { ["Content-Type"] = $"multipart/mixed; boundary={batch}" };
        var body = BinaryData.FromString(Write(wire.BaseAddress, batch, operations));
        var response = await wire.SendAsync(RequestMethod.Post, "$batch", headers, body, cancellationToken).ConfigureAwait(false);
        if (response.Status != 202)
        {
            throw new TableTransactionFailedException(TableWire.Failure(response));
        }
        var parts = Read(response);
        // A transaction that fails answers with one part, the failure of the operation that caused it.
        var failed = parts.FirstOrDefault(part => part.Status >= 400);
        return failed is null
            ? Response.FromValue<IReadOnlyList<Response>>(parts, response)
            : throw new TableTransactionFailedException(TableWire.Failure(failed));
    }

    // What the service refuses and Azurite 3.37.0 lets pass, said here so that a test on Azurite shows it.
    private static void Refuse(IReadOnlyList<TableOperation> operations)
    {
        var (code, index) =
            operations.Count > 100 ? ("InvalidInput", 100)
            : operations.Any(operation => operation.PartitionKey != operations[0].PartitionKey) ? ("CommandsInBatchActOnDifferentPartitions", 1)
            : operations.DistinctBy(operation => operation.RowKey).Count() < operations.Count ? ("InvalidDuplicateRow", 1)
            : (null, 0);
        if (code is not null)
        {
            var failure = new RequestFailedException(400, $"{index}:The batch request is not valid ({code}).", code, null);
            failure.Data[TableTransactionFailedException.FailedEntity] = $"{index}";
            throw new TableTransactionFailedException(failure);
        }
    }

    private static string Write(string baseAddress, string batch, IReadOnlyList<TableOperation> operations)
    {
        var changeset = $"changeset_{Guid.NewGuid()}";
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append("\r\n");
        Line($"--{batch}");
        Line($"Content-Type: multipart/mixed; boundary={changeset}");
        Line();
        foreach (var operation in operations)
        {
            Line($"--{changeset}");
            Line("Content-Type: application/http");
            Line("Content-Transfer-Encoding: binary");
            Line();
            Line($"{operation.Method} {baseAddress}{operation.Path} HTTP/1.1");
            Line("Accept: application/json;odata=minimalmetadata");
            Line("DataServiceVersion: 3.0");
            foreach (var (name, value) in operation.Headers ?? new Dictionary<string, string>())
            {
                Line($"{name}: {value}");
            }
            if (operation.Body is not null)
            {
                Line("Content-Type: application/json");
                Line($"Content-Length: {operation.Body.ToMemory().Length}");
            }
            Line();
            Line(operation.Body?.ToString() ?? "");
        }
        Line($"--{changeset}--");
        Line($"--{batch}--");
        return text.ToString();
    }

    private static List<Response> Read(Response response)
    {
        var parts = new List<Response>();
        var text = response.Content.ToString();
        for (var start = text.IndexOf("HTTP/1.1 ", StringComparison.Ordinal); start >= 0;)
        {
            var boundary = text.IndexOf("\r\n--changeset", start, StringComparison.Ordinal);
            var end = boundary < 0 ? text.Length : boundary;
            parts.Add(new PartResponse(text[start..end], response.ClientRequestId));
            start = boundary < 0 ? -1 : text.IndexOf("HTTP/1.1 ", boundary, StringComparison.Ordinal);
        }
        return parts;
    }

    private sealed class PartResponse : Response
    {
        private readonly List<HttpHeader> _headers = [];

        public PartResponse(string text, string clientRequestId)
        {
            var halves = text.Split("\r\n\r\n", 2);
            var lines = halves[0].Split("\r\n");
            var status = lines[0].Split(' ', 3);
            Status = int.Parse(status[1]);
            ReasonPhrase = status.ElementAtOrDefault(2) ?? "";
            foreach (var line in lines.Skip(1).Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2))
            {
                _headers.Add(new HttpHeader(line[0].Trim(), line[1].Trim()));
            }
            ContentStream = new MemoryStream(Encoding.UTF8.GetBytes(halves.ElementAtOrDefault(1)?.Trim() ?? ""));
            ClientRequestId = clientRequestId;
        }

        public override int Status { get; }
        public override string ReasonPhrase { get; }
        public override Stream ContentStream { get; set; }
        public override string ClientRequestId { get; set; }
        public override void Dispose() { }
        protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);
        protected override IEnumerable<HttpHeader> EnumerateHeaders() => _headers;

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string value)
        {
            value = _headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
            return value is not null;
        }

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string> values)
        {
            values = TryGetHeader(name, out var value) ? [value] : null;
            return values is not null;
        }
    }
}
