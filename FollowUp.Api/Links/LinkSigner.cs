using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace FollowUp.Api.Links;

/// <summary>What links that leave the house are made of: section <c>FollowUp</c> of the configuration.</summary>
public sealed class LinkOptions
{
    /// <summary>Where the API is reached from outside, such as <c>https://followup-abc.azurewebsites.net</c>.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>The secret that links are signed with, of 32 characters or more. The same in every instance, kept over restarts.</summary>
    public string? LinkKey { get; set; }

    /// <summary>
    /// The secret before this one: its links still work. An unsubscribe link has to for 30 days at least (15 USC 7704(a)(3)(A)(ii)).
    /// </summary>
    public string? PreviousLinkKey { get; set; }
}

/// <summary>Makes links that carry their own proof: what they are for and whom they are about, signed (HMAC-SHA256), with nothing stored.</summary>
public sealed class LinkSigner(IOptions<LinkOptions> options)
{
    private const string Unsubscribing = "unsubscribe";
    private const string Calling = "call";
    private const int MacBytes = 16;
    private const int MinKeyLength = 32;

    /// <summary>The address that unsubscribes a lead: a page for people, one click for mail programs (RFC 8058).</summary>
    /// <exception cref="InvalidOperationException">The public address or the key is not configured.</exception>
    public Uri Unsubscribe(string leadId) => Address("api/unsubscribe/", Unsubscribing, leadId);

    /// <summary>The lead of an unsubscribe token, or null when we did not sign it.</summary>
    public string? ReadUnsubscribe(string token) => Read(Unsubscribing, token);

    /// <summary>The address that the events of a call go to, which a touch has placed.</summary>
    /// <exception cref="InvalidOperationException">The public address or the key is not configured.</exception>
    public Uri CallEvents(string touchId) => Address("api/acs/calls/", Calling, touchId);

    /// <summary>The touch of a call's token, or null when we did not sign it.</summary>
    public string? ReadCall(string token) => Read(Calling, token);

    private Uri Address(string path, string purpose, string subject)
    {
        var settings = options.Value;
        if (settings.PublicUrl is null) throw new InvalidOperationException("FollowUp:PublicUrl is not set: nobody could follow a link to FollowUp.");
        if (settings.LinkKey is not { Length: >= MinKeyLength } key)
            throw new InvalidOperationException($"FollowUp:LinkKey is not set, or shorter than {MinKeyLength} characters: links cannot be signed.");
        var token = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(subject))}.{Base64Url.EncodeToString(Mac(key, purpose, subject))}";
        return new(new Uri(settings.PublicUrl.AbsoluteUri.TrimEnd('/') + "/"), path + token);
    }

    private string? Read(string purpose, string token)
    {
        var dot = token.IndexOf('.', StringComparison.Ordinal);
        if (dot < 1 || !Base64Url.IsValid(token.AsSpan(0, dot)) || !Base64Url.IsValid(token.AsSpan(dot + 1))) return null;
        var subject = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.AsSpan(0, dot)));
        var given = Base64Url.DecodeFromChars(token.AsSpan(dot + 1));
        foreach (var key in new[] { options.Value.LinkKey, options.Value.PreviousLinkKey })
            if (key is { Length: >= MinKeyLength } && CryptographicOperations.FixedTimeEquals(given, Mac(key, purpose, subject))) return subject;
        return null;
    }

    private static byte[] Mac(string key, string purpose, string subject) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{purpose}\n{subject}"))[..MacBytes];
}
