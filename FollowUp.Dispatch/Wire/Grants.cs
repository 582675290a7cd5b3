using System.Globalization;
using System.Text.Json;

namespace FollowUp.Dispatch.Wire;

/// <summary>What the token endpoints of OAuth 2.0 have in common (RFC 6749, sections 4.4, 5 and 6).</summary>
internal static class Grants
{
    /// <summary>Asks for a token. A refusal is for good: asking again with the same credentials changes nothing.</summary>
    public static async Task<JsonElement> AskAsync(HttpClient http, string title, HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await BoardWire.SendAsync(http, title, request, cancellation);
        }
        catch (BoardException e) when (e.Fault is BoardFault.Token or BoardFault.Lasting)
        {
            throw new BoardException(BoardFault.Lasting, $"{title} does not accept our credentials. Connect it again.", inner: e);
        }
    }

    /// <summary>Reads the answer.</summary>
    public static AccessToken Read(JsonElement answer, string title, TimeSpan usualLifetime)
    {
        var token = answer.Text("access_token") ?? throw new BoardException(BoardFault.Passing, $"{title} gave no token.");
        var seconds = double.TryParse(answer.Text("expires_in"), CultureInfo.InvariantCulture, out var given) ? given : usualLifetime.TotalSeconds;
        return new(token, TimeSpan.FromSeconds(seconds));
    }
}

/// <summary>Checks that a board is connected.</summary>
internal static class Needed
{
    /// <summary>Names the first setting that is missing.</summary>
    public static void All(string title, string section, params ReadOnlySpan<(string Name, string? Value)> settings)
    {
        foreach (var (name, value) in settings)
            if (string.IsNullOrWhiteSpace(value))
                throw new BoardException(BoardFault.Lasting, $"{title} is not connected: the setting FollowUp:Dispatch:{section}:{name} is missing.");
    }
}
