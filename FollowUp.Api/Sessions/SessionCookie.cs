using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace FollowUp.Api.Sessions;

/// <summary>
/// Who is signed in at a browser: the member's id and the end of the session, signed with the API key, in a cookie that scripts
/// cannot read and other sites cannot send. A new key ends every session.
/// </summary>
internal static class SessionCookie
{
    private const string Name = "followup-session";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    public static void Write(HttpContext http, string memberId, string secret, DateTimeOffset now)
    {
        var end = now + Lifetime;
        var content = string.Create(CultureInfo.InvariantCulture, $"{memberId}|{end.ToUnixTimeSeconds()}");
        http.Response.Cookies.Append(Name, Text(Encoding.UTF8.GetBytes(content)) + "." + Text(Sign(content, secret)), Options(http, end));
    }

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http, null));

    /// <summary>The member's id; null when nobody is signed in.</summary>
    public static string? Read(HttpContext http, string secret, DateTimeOffset now)
    {
        if (http.Request.Cookies[Name]?.Split('.') is not [var body, var signature]) return null;
        try
        {
            var content = Encoding.UTF8.GetString(Bytes(body));
            if (!CryptographicOperations.FixedTimeEquals(Bytes(signature), Sign(content, secret))) return null;
            var bar = content.LastIndexOf('|');
            return long.Parse(content.AsSpan(bar + 1), CultureInfo.InvariantCulture) > now.ToUnixTimeSeconds() ? content[..bar] : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The key a member signs in with: made from the API key, so that nothing has to be stored.</summary>
    public static string PersonalKey(string memberId, string key) =>
        memberId + "." + Text(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes("personal key of " + memberId)));

    private static byte[] Sign(string content, string secret) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes("session " + content));

    private static CookieOptions Options(HttpContext http, DateTimeOffset? end) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = "/", Expires = end };

    private static string Text(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static byte[] Bytes(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);
}
