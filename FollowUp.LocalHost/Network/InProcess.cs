using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace FollowUp.LocalHost.Network;

/// <summary>
/// The way from this host to itself without a socket: its carriers speak HTTP to the emulator, and the emulator HTTP to its webhooks,
/// and all of them are here.
/// </summary>
internal sealed class InProcess(IServiceProvider services)
{
    private RequestDelegate? pipeline;

    /// <summary>Puts the entrance into a pipeline: requests of the host to itself run what comes after it.</summary>
    public void EnterAt(IApplicationBuilder app) => app.Use(next => pipeline = next);

    /// <summary>A handler for clients whose requests stay in this process, whatever host their address names.</summary>
    public HttpMessageHandler CreateHandler() => new Handler(this);

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var life = new Life { RequestAborted = cancellation };
        http.Features.Set<IHttpRequestLifetimeFeature>(life);
        await FillAsync(http.Request, request, cancellation);
        http.Connection.RemoteIpAddress = IPAddress.Loopback;
        using var body = new MemoryStream();
        http.Response.Body = body;
        await (pipeline ?? throw new HttpRequestException(HttpRequestError.ConnectionError, "The host is not put together yet."))(http);
        if (life.IsCut) throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was cut.");
        await http.Response.BodyWriter.FlushAsync(cancellation);
        return Read(http.Response, body.ToArray(), request);
    }

    private static async Task FillAsync(HttpRequest to, HttpRequestMessage from, CancellationToken cancellation)
    {
        var uri = from.RequestUri!;
        (to.Method, to.Scheme, to.Host) = (from.Method.Method, uri.Scheme, new HostString(uri.Authority));
        (to.Path, to.QueryString) = (PathString.FromUriComponent(uri.AbsolutePath), new QueryString(uri.Query));
        to.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget = uri.PathAndQuery;
        foreach (var (name, values) in from.Headers.NonValidated) to.Headers[name] = values.ToArray();
        if (from.Content is null) return;
        var body = await from.Content.ReadAsByteArrayAsync(cancellation);
        foreach (var (name, values) in from.Content.Headers.NonValidated) to.Headers[name] = values.ToArray();
        (to.Body, to.ContentLength) = (new MemoryStream(body), body.Length);
    }

    private static HttpResponseMessage Read(HttpResponse from, byte[] body, HttpRequestMessage request)
    {
        var response = new HttpResponseMessage((HttpStatusCode)from.StatusCode) { RequestMessage = request, Content = new ByteArrayContent(body) };
        foreach (var (name, values) in from.Headers)
            if (!response.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                response.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        return response;
    }

    private sealed class Handler(InProcess host) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            host.SendAsync(request, cancellationToken);
    }

    private sealed class Life : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public bool IsCut { get; private set; }

        public void Abort() => IsCut = true;
    }
}
