using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Communication.Pipeline;

// What the communication clients share: authentication and JSON over Azure.Core's pipeline.
internal sealed class CommunicationWire
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private readonly HttpPipeline _pipeline;
    private readonly Uri _endpoint;
    private readonly string _version;

    private CommunicationWire(Uri endpoint, HttpPipelinePolicy authentication, ClientOptions options, string version)
    {
        _endpoint = endpoint;
        _version = version;
        _pipeline = HttpPipelineBuilder.Build(options, [], [authentication], new ResponseClassifier());
    }

    public static CommunicationWire Create(string connectionString, ClientOptions options, string version)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var settings = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair.Length == 2 ? pair[1] : "", StringComparer.OrdinalIgnoreCase);
        return settings.TryGetValue("endpoint", out var endpoint) && settings.TryGetValue("accesskey", out var key)
            ? Create(new Uri(endpoint), new AzureKeyCredential(key), options, version)
            : throw new InvalidOperationException("The connection string must have an endpoint and an accesskey.");
    }

    public static CommunicationWire Create(Uri endpoint, AzureKeyCredential credential, ClientOptions options, string version) =>
        new(endpoint, new HmacPolicy(credential), options, version);

    public static CommunicationWire Create(Uri endpoint, TokenCredential credential, ClientOptions options, string version) =>
        new(endpoint, new BearerTokenAuthenticationPolicy(credential, "https://communication.azure.com//.default"), options, version);

    public async Task<Response> SendAsync(
        RequestMethod method, string path, object body, int expected, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using var message = _pipeline.CreateMessage();
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(new Uri($"{_endpoint.AbsoluteUri.TrimEnd('/')}{path}?api-version={_version}"));
        request.Headers.Add("Accept", "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }
        if (body is not null)
        {
            request.Headers.Add("Content-Type", "application/json");
            request.Content = RequestContent.Create(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(body, Json)));
        }
        await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return message.Response.Status == expected ? message.Response : throw new RequestFailedException(message.Response);
    }

    public static JsonElement Read(Response response)
    {
        using var document = JsonDocument.Parse(response.Content);
        return document.RootElement.Clone();
    }

    // New for every call, as in the real clients: a retry inside one call is recognised, a second call is not.
    public static (string Name, string Value)[] Repeatability() =>
        [("Repeatability-Request-ID", Guid.NewGuid().ToString()), ("Repeatability-First-Sent", DateTimeOffset.UtcNow.ToString("r", CultureInfo.InvariantCulture))];

    // learn.microsoft.com/rest/api/communication/authentication, "Access key authentication".
    private sealed class HmacPolicy(AzureKeyCredential credential) : HttpPipelinePolicy
    {
        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            throw new NotSupportedException("This contract has the asynchronous methods only.");

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            using var content = new MemoryStream();
            if (message.Request.Content is not null)
            {
                await message.Request.Content.WriteToAsync(content, message.CancellationToken).ConfigureAwait(false);
            }
            var hash = Convert.ToBase64String(SHA256.HashData(content.ToArray()));
            var date = DateTimeOffset.UtcNow.ToString("r", CultureInfo.InvariantCulture);
            var uri = message.Request.Uri.ToUri();
            var toSign = $"{message.Request.Method}\n{uri.PathAndQuery}\n{date};{uri.Authority};{hash}";
            var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(credential.Key), Encoding.ASCII.GetBytes(toSign)));
            message.Request.Headers.SetValue("x-ms-date", date);
            message.Request.Headers.SetValue("x-ms-content-sha256", hash);
            message.Request.Headers.SetValue(
                "Authorization", $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}");
            await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
        }
    }
}
