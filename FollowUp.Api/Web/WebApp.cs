using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FollowUp.Api.Web;

/// <summary>Serves the web app at <c>/</c>: its files, and its page for every address that the app itself routes.</summary>
public static class WebApp
{
    // The bundler writes this word into the page (FollowUp.Web/vite.config.ts).
    private const string NonceWord = "FOLLOWUP-NONCE";
    private const int NonceBytes = 18;

    private const string NotBuilt = """
        <!doctype html><html lang="en"><title>FollowUp</title>
        <h1>The web app is not built</h1><p>Run <code>dotnet dev.cs up</code>, which builds it with Node.js 20 or later. The API works without it.</p>
        """;

    /// <summary>
    /// Answers what no route answers; it belongs behind the routing. An unknown address of the API or the simulator stays unknown.
    /// </summary>
    public static void UseFollowUpWeb(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var isAsked = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        var isElsewhere = http.GetEndpoint() is not null || http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/sim");
        return isAsked && !isElsewhere ? ServeAsync(http, next) : next(http);
    });

    private static Task ServeAsync(HttpContext http, RequestDelegate next)
    {
        var files = WebFiles.Embedded;
        var path = http.Request.Path.Value!.TrimStart('/');
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (path != "index.html" && files.Find(path) is { } file) return SendAsync(http, file);

        // An address with a dot in its last part names a file; every other one is a page of the app.
        return Path.HasExtension(path) ? next(http) : SendPageAsync(http, files.Page ?? NotBuilt);
    }

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
        await WriteAsync(http, Encoding.UTF8.GetBytes(page.Replace(NonceWord, nonce, StringComparison.Ordinal)));
    }

    private static async Task WriteAsync(HttpContext http, byte[] bytes)
    {
        http.Response.ContentLength = bytes.Length;
        if (HttpMethods.IsGet(http.Request.Method)) await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }
}
