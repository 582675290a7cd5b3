using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

// The REST protocol of the Table service (learn.microsoft.com/rest/api/storageservices/table-service-rest-api) over Azure.Core's
// pipeline, so retries, timeouts, logging and the transport are the real ones.
internal sealed class TableWire
{
    private const string Json = "application/json;odata=minimalmetadata";
    private readonly HttpPipeline _pipeline;
    private readonly string _version;

    private TableWire(Uri endpoint, string accountName, HttpPipelinePolicy authentication, TableClientOptions options)
    {
        options ??= new TableClientOptions();
        Endpoint = endpoint;
        AccountName = accountName;
        _version = options.Version;
        _pipeline = HttpPipelineBuilder.Build(options, [], [authentication], new ResponseClassifier());
    }

    public Uri Endpoint { get; }

    public string AccountName { get; }

    public string BaseAddress => Endpoint.AbsoluteUri.TrimEnd('/') + "/";

    public static TableWire Create(string connectionString, TableClientOptions options)
    {
        var (endpoint, credential) = TableConnection.Parse(connectionString);
        return Create(endpoint, credential, options);
    }

    public static TableWire Create(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options) =>
        new(endpoint, credential.AccountName, new SharedKeyLitePolicy(credential), options);

    public static TableWire Create(Uri endpoint, TokenCredential credential, TableClientOptions options)
    {
        var isPathStyle = endpoint.IsLoopback || endpoint.HostNameType != UriHostNameType.Dns;
        var account = isPathStyle ? endpoint.Segments.ElementAtOrDefault(1)?.Trim('/') : endpoint.Host.Split('.')[0];
        return new(endpoint, account, new BearerTokenAuthenticationPolicy(credential, "https://storage.azure.com/.default"), options);
    }

    public async Task<Response> SendAsync(
        RequestMethod method, string path, IReadOnlyDictionary<string, string> headers, BinaryData body, CancellationToken cancellationToken)
    {
        using var message = _pipeline.CreateMessage();
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(new Uri(BaseAddress + path));
        request.Headers.Add("x-ms-version", _version);
        request.Headers.Add("DataServiceVersion", "3.0");
        request.Headers.Add("Accept", Json);
        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
        {
            request.Headers.SetValue(name, value);
        }
        if (body is not null)
        {
            request.Content = RequestContent.Create(body);
            if (!request.Headers.Contains("Content-Type"))
            {
                request.Headers.Add("Content-Type", "application/json");
            }
        }
        await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return message.Response;
    }

    public Task<Response> CreateTableAsync(string name, CancellationToken cancellationToken) => SendAsync(
        RequestMethod.Post, "Tables", TableOperation.NoContent, BinaryData.FromObjectAsJson(new { TableName = name }), cancellationToken);

    public static Response Expect(Response response, params ReadOnlySpan<int> statuses) =>
        statuses.Contains(response.Status) ? response : throw Failure(response);

    public static RequestFailedException Failure(Response response) => new(response, null, new ODataErrorParser());

    private sealed class ODataErrorParser : RequestFailedDetailsParser
    {
        public override bool TryParse(Response response, out ResponseError error, out IDictionary<string, string> data)
        {
            (error, data) = (null, null);
            try
            {
                using var document = JsonDocument.Parse(response.Content);
                var body = document.RootElement.GetProperty("odata.error");
                var message = body.GetProperty("message").GetProperty("value").GetString();
                error = new ResponseError(body.GetProperty("code").GetString(), message);
                // In a transaction the message begins with the index of the operation: "3:The specified entity already exists."
                var prefix = message.Split(':', 2)[0];
                if (int.TryParse(prefix, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                {
                    data = new Dictionary<string, string> { [TableTransactionFailedException.FailedEntity] = prefix };
                }
                return true;
            }
            catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                return false;
            }
        }
    }

    // learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key, "Shared Key Lite and Table service format".
    private sealed class SharedKeyLitePolicy(TableSharedKeyCredential credential) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message)
        {
            var date = DateTimeOffset.UtcNow.ToString("r", CultureInfo.InvariantCulture);
            var toSign = $"{date}\n/{credential.AccountName}{message.Request.Uri.ToUri().AbsolutePath}";
            var signature = Convert.ToBase64String(HMACSHA256.HashData(credential.Key, Encoding.UTF8.GetBytes(toSign)));
            message.Request.Headers.SetValue("x-ms-date", date);
            message.Request.Headers.SetValue("Authorization", $"SharedKeyLite {credential.AccountName}:{signature}");
        }
    }
}
