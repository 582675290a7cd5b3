using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FollowUp.Azure.Sending;
using FollowUp.Core.Carriers;

namespace FollowUp.Azure.Webhooks;

/// <summary>How posts to systems of the business are signed: section <c>FollowUp</c> of the configuration.</summary>
public sealed class WebhookOptions
{
    /// <summary>The secret shared with the receivers; without one, posts are not signed.</summary>
    public string? WebhookSigningKey { get; set; }
}

/// <summary>
/// Posts to systems of the business. The Idempotency-Key is the touch, so a receiver can tell a repetition; the signature follows
/// https://www.standardwebhooks.com (HMAC-SHA256 over id, time and body).
/// </summary>
public sealed class WebhookPoster(HttpClient http, WebhookOptions options, TimeProvider time, Tries tries) : ICarrier<Outbound.Webhook>
{
    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(Outbound.Webhook message, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(message.Url, UriKind.Absolute, out var url) || !(url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback)))
            return new SendResult.Failed($"the webhook's address must begin with https://, and is {message.Url}");
        return await tries.RunAsync(message.Touch.Id, "webhooks", c => PostAsync(url, message, c), cancellation);
    }

    private async Task<SendResult> PostAsync(Uri url, Outbound.Webhook message, CancellationToken cancellation)
    {
        var id = message.Touch.Id;
        var sentAt = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = JsonSerializer.SerializeToUtf8Bytes(new { touchId = id, leadId = message.LeadId, text = message.Text });
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", id);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", sentAt);
        if (options.WebhookSigningKey is { } key) request.Headers.Add("webhook-signature", Sign(key, id, sentAt, body));

        using var response = await http.SendAsync(request, cancellation);
        if (response.IsSuccessStatusCode) return new SendResult.Sent(null);
        var asked = response.Headers.TryGetValues("Retry-After", out var values) ? Faults.RetryAfter(values.First(), time.GetUtcNow()) : 0;
        var words = $"{url.Host} answered {(int)response.StatusCode}";
        return (int)response.StatusCode is >= 300 and < 400
            ? new SendResult.Failed($"{words}: redirects are not followed")
            : Faults.OfStatus((int)response.StatusCode, words, asked, "webhooks") ?? throw new HttpRequestException(words);
    }

    /// <summary>The signature of a body.</summary>
    public static string Sign(string key, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), signed));
    }
}
