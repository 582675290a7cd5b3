using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace FollowUp.Api.Web;

/// <summary>Serves the web app at <c>/</c>: its files, and its page for every address that the app itself routes.</summary>
public static class WebEndpoints
{
    // The bundler writes this word into the page (FollowUp.Web/vite.config.ts).
    private const string NonceWord = "FOLLOWUP-NONCE";
    private const int NonceBytes = 18;

    private const string NotBuilt = """
        <!doctype html><html lang="en"><title>FollowUp</title>
        <h1>The web app is not built</h1><p>Run <code>dotnet dev.cs up</code>, which builds it with Node.js 20 or later. The API works without it.</p>
        """;

    /// <summary>Maps the web app behind every other route.</summary>
    public static void MapFollowUpWeb(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/{**path}", [HttpMethods.Get, HttpMethods.Head], ServeAsync).WithOrder(int.MaxValue).ExcludeFromDescription();

    private static Task ServeAsync(HttpContext http, string? path)
    {
        var files = WebFiles.Embedded;
        http.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (path is not null and not "index.html" && files.Find(path) is { } file) return SendAsync(http, file);
        if (IsOfTheApp(path)) return SendPageAsync(http, files.Page ?? NotBuilt);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>An address with a dot in its last part names a file, and those of the API and the simulator are theirs.</summary>
    private static bool IsOfTheApp(string? path) =>
        path is null || !(path.StartsWith("api/", StringComparison.Ordinal) || path.StartsWith("sim/", StringComparison.Ordinal) || Path.HasExtension(path));

    private static async Task SendAsync(HttpContext http, WebFile file)
    {
        var headers = http.Response.Headers;
        headers.ETag = file.ETag;
        headers.CacheControl = file.IsImmutable ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        if (http.Request.Headers.IfNoneMatch == file.ETag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var zipped = http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (zipped) headers.ContentEncoding = "gzip";
        http.Response.ContentType = file.ContentType;
        await WriteAsync(http, zipped ? file.Gzip : file.Bytes);
    }

    private static async Task SendPageAsync(HttpContext http, string page)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
        var headers = http.Response.Headers;
        // Styles need the nonce, because the component library writes its variables into a style element.
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            + "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-store";
        http.Response.ContentType = "text/html; charset=utf-8";
        await WriteAsync(http, System.Text.Encoding.UTF8.GetBytes(page.Replace(NonceWord, nonce, StringComparison.Ordinal)));
    }

    private static async Task WriteAsync(HttpContext http, byte[] bytes)
    {
        http.Response.ContentLength = bytes.Length;
        if (HttpMethods.IsGet(http.Request.Method)) await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }
}
