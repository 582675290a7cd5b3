using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FollowUp.Dispatch.Tests.StandIns;

/// <summary>A request that a stand-in got.</summary>
internal sealed record Asked(string Method, string Path, string Query, string Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>What goes wrong with a request: an answer in place of the real one, or none although the request was carried out.</summary>
internal sealed record Mishap(int Status, string Body = "", string? RetryAfter = null, bool AfterTheFact = false);

/// <summary>A public API on a free port of this machine, as its documentation describes it.</summary>
internal abstract class StandIn : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly List<(Func<Asked, bool> When, Mishap What)> mishaps = [];
    private readonly List<Asked> asked = [];

    protected StandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(HandleAsync);
    }

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");

    public IReadOnlyList<Asked> Requests
    {
        get
        {
            lock (asked) return [.. asked];
        }
    }

    public static async Task<T> StartAsync<T>()
        where T : StandIn, new()
    {
        var standIn = new T();
        await standIn.app.StartAsync();
        return standIn;
    }

    /// <summary>Lets the next request of a kind go wrong; several are used up in order.</summary>
    public void Fail(Func<Asked, bool> when, Mishap what, int times = 1)
    {
        for (var i = 0; i < times; i++) mishaps.Add((when, what));
    }

    /// <summary>Carries out the next request of a kind, and loses the answer.</summary>
    public void LoseAnswer(Func<Asked, bool> when) => Fail(when, new(0, AfterTheFact: true));

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>Answers a request.</summary>
    protected abstract (int Status, JsonNode Body) Answer(Asked request);

    protected static (int Status, JsonNode Body) Ok(JsonNode body) => (200, body);

    protected static Dictionary<string, string> Form(string body) => body.Split('&').Select(p => p.Split('=', 2))
        .ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1].Replace('+', ' ')));

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var request = new Asked(
            context.Request.Method, context.Request.Path, context.Request.QueryString.Value ?? "", await reader.ReadToEndAsync(),
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        Mishap? mishap;
        (int Status, JsonNode? Body) answer = default;
        lock (asked)
        {
            asked.Add(request);
            var at = mishaps.FindIndex(m => m.When(request));
            mishap = at < 0 ? null : mishaps[at].What;
            if (at >= 0) mishaps.RemoveAt(at);
            if (mishap is null or { AfterTheFact: true }) answer = Answer(request);
        }
        if (mishap is { AfterTheFact: true })
        {
            context.Abort();
            return;
        }
        if (mishap?.RetryAfter is { } wait) context.Response.Headers.RetryAfter = wait;
        context.Response.StatusCode = mishap?.Status ?? answer.Status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(mishap?.Body ?? answer.Body?.ToJsonString() ?? "");
    }
}
