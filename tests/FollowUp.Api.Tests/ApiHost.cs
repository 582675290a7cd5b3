using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FollowUp.Api.Health;
using FollowUp.Core.Engine;
using FollowUp.Core.Stores;
using FollowUp.Testing.Engine;
using FollowUp.Testing.Journeys;
using FollowUp.Testing.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FollowUp.Api.Tests;

/// <summary>The API over real HTTP, on the in-memory store and a carrier that writes down what it is handed.</summary>
public sealed class ApiHost : IAsyncDisposable
{
    public const string Key = "k3y-of-the-api";
    public const string WebhookKey = "k3y-of-the-webhook";
    private readonly WebApplication app;

    private ApiHost(WebApplication app, HttpClient client, InMemoryLeadStore store, RecordingCarrier carrier, TestClock clock) =>
        (this.app, Client, Keyless, Store, Carrier, Clock) = (app, client, new() { BaseAddress = client.BaseAddress }, store, carrier, clock);

    /// <summary>Sends the key with every request.</summary>
    public HttpClient Client { get; }

    /// <summary>Sends none.</summary>
    public HttpClient Keyless { get; }

    public InMemoryLeadStore Store { get; }

    public RecordingCarrier Carrier { get; }

    public TestClock Clock { get; }

    public static async Task<ApiHost> StartAsync(Action<ApiOptions>? options = null, Func<ILeadStore, ILeadStore>? store = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var (memory, carrier, clock) = (new InMemoryLeadStore(), new RecordingCarrier(), new TestClock(Plans.Tuesday));
        var services = builder.Services;
        services.Configure<ApiOptions>(api => (api.Key, api.WebhookKey) = (Key, WebhookKey));
        if (options is not null) services.Configure(options);
        services.AddFollowUpApi();
        services.AddSingleton<IClock>(clock);
        services.AddSingleton(store?.Invoke(memory) ?? memory);
        services.AddSingleton<ISequenceStore>(memory);
        services.AddSingleton<ICallStore, InMemoryCallStore>();
        services.AddSingleton(carrier.Everywhere);
        services.AddSingleton<ILeadBell, SilentBell>();
        services.AddSingleton<IIdSource, CountingIds>();
        services.AddSingleton(new StoredPlaybook(memory, Plans.Roofer, clock, null));
        services.AddSingleton<IPlaybookSource>(s => s.GetRequiredService<StoredPlaybook>());
        services.AddSingleton(new HostDescription("memory", "recorder"));
        var app = builder.Build();
        app.UseExceptionHandler();
        app.MapFollowUpApi();
        await app.StartAsync();
        var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        client.DefaultRequestHeaders.Add("x-functions-key", Key);
        return new(app, client, memory, carrier, clock);
    }

    public async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(string method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.Add(name, value);
        }
        using var response = await (path.Contains("code=", StringComparison.Ordinal) ? Keyless : Client).SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }

    /// <summary>Submits a lead and gives its id.</summary>
    public async Task<string> SubmitAsync(string json)
    {
        var (status, body) = await SendAsync("POST", "/api/leads", json);
        Assert.Equal(HttpStatusCode.Created, status);
        return (string)body["id"]!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Keyless.Dispose();
        await app.DisposeAsync();
    }
}
