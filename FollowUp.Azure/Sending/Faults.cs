using System.Globalization;
using System.Net;
using Azure;
using Azure.Identity;
using FollowUp.Core.Carriers;

namespace FollowUp.Azure.Sending;

/// <summary>What a failed request means for the touch: refused for good, not taken now, or nobody knows.</summary>
internal static class Faults
{
    /// <summary>What is waited for when a carrier does not say how long.</summary>
    private const int UnsaidSeconds = 0;

    /// <summary>The meaning of an exception; null when the touch may have left.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="what">What was to be sent, such as "texts".</param>
    /// <param name="now">For a Retry-After that is a date.</param>
    public static SendResult? Of(Exception failure, string what, DateTimeOffset now) => failure switch
    {
        // No token, no request. (CredentialUnavailableException is one of these.)
        AuthenticationFailedException => new SendResult.Busy($"Azure gave FollowUp no token to send {what} with", UnsaidSeconds),
        RequestFailedException { Status: 0 } e => e.InnerException is HttpRequestException inner ? Of(inner, what, now) : null,
        RequestFailedException e => OfStatus(e.Status, Words(e), RetryAfter(e.GetRawResponse(), now), what),
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError,
        } => new SendResult.Busy($"the service that sends {what} could not be reached", UnsaidSeconds),
        _ => null,
    };

    /// <summary>The meaning of a status; null when the touch may have left.</summary>
    public static SendResult? OfStatus(int status, string words, int retryAfterSeconds, string what) => status switch
    {
        408 or 429 or 503 => new SendResult.Busy(words, retryAfterSeconds),
        401 or 403 => new SendResult.Failed($"FollowUp is not allowed to send {what}: {words}"),
        >= 400 and < 500 => new SendResult.Failed(words),
        _ => null,
    };

    /// <summary>Seconds until a carrier wants to be asked again; 0 when it does not say.</summary>
    public static int RetryAfter(string? header, DateTimeOffset now) =>
        int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds
        : DateTimeOffset.TryParse(header, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? (int)Math.Clamp(Math.Ceiling((at - now).TotalSeconds), 0, int.MaxValue)
        : UnsaidSeconds;

    private static int RetryAfter(Response? response, DateTimeOffset now) =>
        RetryAfter(response?.Headers.TryGetValue("Retry-After", out var header) == true ? header : null, now);

    /// <summary>The first line is what the service said; the rest is status and headers.</summary>
    private static string Words(RequestFailedException failure)
    {
        var line = failure.Message.Split('\n', 2)[0].Trim();
        return line.Length > 0 && !line.StartsWith("Service request failed", StringComparison.Ordinal)
            ? line
            : $"Azure answered {failure.Status} ({failure.ErrorCode ?? ((HttpStatusCode)failure.Status).ToString()})";
    }
}
