using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FollowUp.AcsEmulator.Rest;
using Microsoft.AspNetCore.Http.Features;

namespace FollowUp.AcsEmulator.Auth;

/// <summary>
/// Checks <c>Authorization: HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&amp;Signature=…</c> over
/// <c>VERB \n path-and-query \n date;host;content-hash</c> (learn.microsoft.com/rest/api/communication/authentication).
/// </summary>
internal sealed class HmacAuthenticator(AcsEmulatorOptions options, TimeProvider time)
{
    private const string Scheme = "HMAC-SHA256 ";
    private const string SignedHeaders = "x-ms-date;host;x-ms-content-sha256";
    private static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(15);

    /// <summary>Throws the 401 of the family: calls answer with subcode 7509, the others with "Denied".</summary>
    public void Check(HttpContext http, byte[] body, ApiFamily family)
    {
        if (!IsSigned(http.Request, RawTarget(http), body))
            throw Refusal(family);
    }

    private static AcsError Refusal(ApiFamily family)
    {
        // Azure-Samples/communication-services-dotnet-quickstarts issue 220 (calls); Azure/azure-sdk-for-js issue 31604 (sms, email).
        var error = family == ApiFamily.Calls
            ? new AcsError(401, "7509", "HMAC-SHA256 validation failed")
            : new AcsError(401, "Denied", "Denied by the resource provider.");
        error.Headers["WWW-Authenticate"] = "HMAC-SHA256";
        return error;
    }

    private bool IsSigned(HttpRequest request, string target, byte[] body)
    {
        var authorization = request.Headers.Authorization.ToString();
        var date = request.Headers["x-ms-date"].ToString();
        var hash = request.Headers["x-ms-content-sha256"].ToString();
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || hash != Convert.ToBase64String(SHA256.HashData(body)))
            return false;
        if (!DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var sent))
            return false;
        if (options.CheckRequestDate && (time.GetUtcNow() - sent).Duration() > AllowedSkew)
            return false;
        var parts = authorization[Scheme.Length..].Split('&', 2);
        if (parts.Length != 2 || !parts[0].Equals($"SignedHeaders={SignedHeaders}", StringComparison.OrdinalIgnoreCase))
            return false;
        var expected = Sign($"{request.Method}\n{target}\n{date};{request.Host.Value};{hash}");
        var given = parts[1].StartsWith("Signature=", StringComparison.OrdinalIgnoreCase) ? parts[1]["Signature=".Length..] : "";
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));
    }

    // The client signs the path and query it sends, escapes included, so the raw target and not the decoded path is checked.
    private static string RawTarget(HttpContext http)
    {
        var raw = http.Features.Get<IHttpRequestFeature>()?.RawTarget;
        return string.IsNullOrEmpty(raw) ? $"{http.Request.Path}{http.Request.QueryString}" : raw;
    }

    private string Sign(string text) =>
        Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(options.AccessKey), Encoding.UTF8.GetBytes(text)));
}
