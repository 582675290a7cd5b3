using System.Net;
using System.Text.Json;

namespace FollowUp.Dispatch.Wire;

/// <summary>Sends a request to a board and reads its answer; what is not an answer becomes a fault in plain words.</summary>
internal static class BoardWire
{
    private const int MaxWords = 300;
    private static readonly TimeSpan UsualWait = TimeSpan.FromMinutes(1);
    private static readonly string[] Worded = ["message", "error_description", "detail", "title", "error", "errors"];

    /// <summary>The answer of a board.</summary>
    /// <param name="http">The client, with the board's address.</param>
    /// <param name="title">The board's name in messages.</param>
    /// <param name="request">The request; it is disposed of.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public static async Task<JsonElement> SendAsync(HttpClient http, string title, HttpRequestMessage request, CancellationToken cancellation)
    {
        using (request)
        {
            try
            {
                using var response = await http.SendAsync(request, cancellation);
                var body = await response.Content.ReadAsStringAsync(cancellation);
                if (!response.IsSuccessStatusCode) throw Fault(title, response, body);
                if (body.Length == 0) return default;
                using var document = JsonDocument.Parse(body);
                return document.RootElement.Clone();
            }
            catch (HttpRequestException e)
            {
                throw new BoardException(BoardFault.Passing, $"{title} could not be reached.", inner: e);
            }
            catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
            {
                throw new BoardException(BoardFault.Passing, $"{title} did not answer in time.", inner: e);
            }
            catch (JsonException e)
            {
                throw new BoardException(BoardFault.Passing, $"{title} gave an answer that is not JSON.", inner: e);
            }
        }
    }

    /// <summary>A member of an object; null when there is none, or it is null.</summary>
    public static JsonElement? Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A text or number as text; null for anything else.</summary>
    public static string? Text(this JsonElement element, string name) => element.Get(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    /// <summary>The items of a list; none when there is no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    private static BoardException Fault(string title, HttpResponseMessage response, string body)
    {
        var status = (int)response.StatusCode;
        var words = Words(body);
        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => new(BoardFault.Busy, $"{title} asks us to slow down.", RetryAfter(response)),
            HttpStatusCode.Unauthorized => new(BoardFault.Token, $"{title} does not accept our access any more{words}. Connect it again."),
            HttpStatusCode.ServiceUnavailable when response.Headers.RetryAfter is not null =>
                new(BoardFault.Busy, $"{title} is down for a while.", RetryAfter(response)),
            HttpStatusCode.RequestTimeout => new(BoardFault.Passing, $"{title} did not answer in time."),
            _ when status >= 500 => new(BoardFault.Passing, $"{title} has trouble of its own ({status}){words}."),
            HttpStatusCode.Forbidden => new(BoardFault.Lasting, $"{title} does not allow us to do this{words}. Check what our access may do."),
            _ => new(BoardFault.Lasting, $"{title} refused the booking ({status}){words}."),
        };
    }

    private static TimeSpan RetryAfter(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            // Counted from the board's own clock, so that ours need not agree with it.
            { Date: { } date } when response.Headers.Date is { } now => date - now,
            _ => UsualWait,
        };
        return wait > TimeSpan.Zero ? wait : UsualWait;
    }

    /// <summary>What the board says is wrong, if it says so in a form that we know.</summary>
    private static string Words(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var words = Say(document.RootElement);
            if (string.IsNullOrWhiteSpace(words)) return "";
            return ": " + (words.Length > MaxWords ? words[..MaxWords] + "…" : words).Trim().TrimEnd('.');
        }
        catch (JsonException)
        {
            // A page of some proxy in between: nothing that would help a person.
            return "";
        }
    }

    private static string Say(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return element.GetString()!;
            case JsonValueKind.Array:
                return string.Join("; ", element.EnumerateArray().Select(Say).Where(s => s.Length > 0));
            case JsonValueKind.Object:
                // The detailed list of a problem document says more than its title.
                if (element.Get("errors") is { ValueKind: JsonValueKind.Object } fields)
                    return string.Join("; ", fields.EnumerateObject().Select(f => $"{f.Name} {Say(f.Value)}"));
                foreach (var name in Worded)
                    if (element.Get(name) is { } value && Say(value) is { Length: > 0 } words) return words;
                return "";
            default:
                return "";
        }
    }
}
