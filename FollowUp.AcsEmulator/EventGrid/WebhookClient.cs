using System.Net.Http.Headers;
using System.Text;

namespace FollowUp.AcsEmulator.EventGrid;

/// <summary>What came back. No status: nothing did, for the reason in <paramref name="Body"/>.</summary>
internal sealed record WebhookAnswer(int? Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Outcome => Status switch
    {
        null => Body,
        404 => "NotFound",
        401 => "Unauthorized",
        403 => "Forbidden",
        400 => "BadRequest",
        413 => "RequestEntityTooLarge",
        503 => "ServiceUnavailable",
        { } status => $"Http{status}",
    };
}

/// <summary>Carries deliveries out of the emulator, for Event Grid and Call Automation alike.</summary>
internal sealed class WebhookClient(AcsEmulatorOptions options) : IDisposable
{
    // "Event Grid waits 30 seconds for a response after delivering a message", delivery-and-retry.md.
    private readonly HttpClient _http = new(options.CreateHandler?.Invoke() ?? new SocketsHttpHandler(), disposeHandler: true)
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    public async Task<WebhookAnswer> SendAsync(HttpMethod method, Uri uri, string? body, string contentType, IReadOnlyDictionary<string, string> headers)
    {
        using var request = new HttpRequestMessage(method, uri);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } };
        try
        {
            using var response = await _http.SendAsync(request);
            var answer = response.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
            return new WebhookAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), answer);
        }
        catch (HttpRequestException error)
        {
            return Nothing(error.HttpRequestError.ToString());
        }
        catch (OperationCanceledException)
        {
            return Nothing("TimedOut");
        }
    }

    public void Dispose() => _http.Dispose();

    private static WebhookAnswer Nothing(string why) => new(null, why, new Dictionary<string, string>());
}
