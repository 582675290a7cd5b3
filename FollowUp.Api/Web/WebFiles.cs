using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.StaticFiles;

namespace FollowUp.Api.Web;

/// <summary>One file of the built web app, held in memory with its compressed form.</summary>
internal sealed class WebFile
{
    private readonly Lazy<byte[]> gzip;

    public WebFile(string path, byte[] bytes, string contentType)
    {
        (Path, Bytes, ContentType) = (path, bytes, contentType);
        ETag = "\"" + Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8)) + "\"";
        gzip = new(() => Compress(bytes));
    }

    public string Path { get; }

    public byte[] Bytes { get; }

    public string ContentType { get; }

    public string ETag { get; }

    /// <summary>Compressed once, at the first request for it.</summary>
    public byte[] Gzip => gzip.Value;

    /// <summary>The bundler puts a hash into the names of these, so what a name stands for never changes.</summary>
    public bool IsImmutable => Path.StartsWith("assets/", StringComparison.Ordinal);

    private static byte[] Compress(byte[] bytes)
    {
        using var buffer = new MemoryStream();
        using (var stream = new GZipStream(buffer, CompressionLevel.Optimal)) stream.Write(bytes);
        return buffer.ToArray();
    }
}

/// <summary>The built web app (<c>FollowUp.Web/dist</c>), which travels inside this assembly, so that every host has it.</summary>
internal sealed class WebFiles
{
    private const string Prefix = "web/";
    private readonly FrozenDictionary<string, WebFile> files;

    private WebFiles(IEnumerable<WebFile> files)
    {
        this.files = files.ToFrozenDictionary(f => f.Path, StringComparer.Ordinal);
        Page = Find("index.html") is { } page ? Encoding.UTF8.GetString(page.Bytes) : null;
    }

    /// <summary>The files of this build; none when the web app was not built before the assembly was.</summary>
    public static WebFiles Embedded { get; } = new(Read(typeof(WebFiles).Assembly));

    /// <summary>The page that starts the app.</summary>
    public string? Page { get; }

    public WebFile? Find(string path) => files.GetValueOrDefault(path);

    private static IEnumerable<WebFile> Read(Assembly assembly)
    {
        var types = new FileExtensionContentTypeProvider();
        foreach (var name in assembly.GetManifestResourceNames())
        {
            var path = name.Replace('\\', '/');
            if (!path.StartsWith(Prefix, StringComparison.Ordinal)) continue;
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            path = path[Prefix.Length..];
            yield return new(path, bytes, types.TryGetContentType(path, out var type) ? type : "application/octet-stream");
        }
    }
}
