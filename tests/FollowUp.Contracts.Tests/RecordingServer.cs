using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FollowUp.Contracts.Tests;

/// <summary>A loopback HTTP server that checks the access-key signature, records each request and gives the next prepared answer.</summary>
public sealed class RecordingServer : IDisposable
{
    private const string Key = "c2VjcmV0";
    private readonly HttpListener _listener = new();
    private readonly Queue<(int Status, string Body)> _answers = new();
    private readonly int _port = FreePort();

    public RecordingServer()
    {
        _listener.Prefixes.Add($"http://127.0.0.1:{_port}/");
        _listener.Start();
        _ = ServeAsync();
    }

    public List<(string Method, string PathAndQuery, JsonElement Body, WebHeaderCollection Headers)> Requests { get; } = [];

    public string ConnectionString => $"endpoint=http://127.0.0.1:{_port}/;accesskey={Key}";

    public void Answer(int status, string body = "") => _answers.Enqueue((status, body));

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            var (status, answer) = Signed(context.Request, body.ToArray()) ? _answers.Dequeue() : (401, "{}");
            var json = body.Length == 0 ? default : JsonDocument.Parse(body.ToArray()).RootElement;
            Requests.Add((context.Request.HttpMethod, context.Request.RawUrl!, json, (WebHeaderCollection)context.Request.Headers));
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
            context.Response.Close();
        }
    }

    private static bool Signed(HttpListenerRequest request, byte[] body)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(body));
        var toSign = $"{request.HttpMethod}\n{request.RawUrl}\n{request.Headers["x-ms-date"]};{request.UserHostName};{hash}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.ASCII.GetBytes(toSign)));
        return request.Headers["x-ms-content-sha256"] == hash
            && request.Headers["Authorization"] == $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}";
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
