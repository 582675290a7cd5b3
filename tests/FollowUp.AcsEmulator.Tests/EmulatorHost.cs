using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FollowUp.AcsEmulator.EventGrid;
using FollowUp.AcsEmulator.Faults;
using FollowUp.AcsEmulator.Phones;
using FollowUp.AcsEmulator.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FollowUp.AcsEmulator.Tests;

internal sealed record Delivery(DateTimeOffset At, string Path, IHeaderDictionary Headers, JsonNode Event)
{
    public string Type => ((string)(Event["type"] ?? Event["eventType"])!).Split('.')[^1];

    public JsonNode Data => Event["data"]!;

    public int SubCode => (int)Data["resultInformation"]!["subCode"]!;
}

/// <summary>The emulator on a loopback port with a clock that the test moves, and a receiver for what it sends.</summary>
internal sealed class EmulatorHost : IAsyncDisposable
{
    public const string Business = "+18335550100";
    public const string Ana = "+15125550143";
    public const string Bob = "+15125550144";
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    private EmulatorHost(WebApplication app, ManualClock clock) => (_app, Clock) = (app, clock);

    public ManualClock Clock { get; }
    public ConcurrentQueue<Delivery> Received { get; } = new();

    /// <summary>What the receiver answers, given the number of the delivery (from 1).</summary>
    public Func<int, int> Answer { get; set; } = _ => 200;

    public bool EchoValidation { get; set; } = true;
    public Uri Url { get; private set; } = null!;
    public Uri Hook => new(Url, "/hook");
    public AcsEmulatorOptions Options => Get<AcsEmulatorOptions>();
    public EmulatorPhones Phones => Get<EmulatorPhones>();
    public EmulatorFaults Faults => Get<EmulatorFaults>();
    public EmulatorEventGrid Grid => Get<EmulatorEventGrid>();
    public IEmulatorScheduler Scheduler => Get<IEmulatorScheduler>();
    public IEnumerable<string> Types => Received.Select(delivery => delivery.Type);

    public static async Task<EmulatorHost> StartAsync(Action<AcsEmulatorOptions>? configure = null, bool subscribe = true)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 3, 14, 0, 0, TimeSpan.Zero));
        var options = new AcsEmulatorOptions { TimeProvider = clock, ManualTime = true, Seed = 7, Limits = { ConcurrentOutboundCallsPerNumber = 9 } };
        configure?.Invoke(options);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddAcsEmulator(options);
        var app = builder.Build();
        var host = new EmulatorHost(app, clock);
        app.MapAcsEmulator();
        app.MapMethods("/hook/{**rest}", ["POST", "OPTIONS"], host.ReceiveAsync);
        await app.StartAsync();
        host.Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        if (subscribe)
            await host.Grid.SubscribeAsync(new EventSubscription { Endpoint = host.Hook, SkipValidation = true }, host.Url);
        return host;
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public Delivery One(string type) => Received.Single(delivery => delivery.Type == type);

    /// <summary>Moves the clock, stopping at everything due on the way.</summary>
    public async Task AdvanceAsync(double seconds = 0)
    {
        var target = Clock.Now + TimeSpan.FromSeconds(seconds);
        while (Scheduler.NextDue is { } due && due <= target)
        {
            Clock.Now = due > Clock.Now ? due : Clock.Now;
            await Scheduler.RunDueAsync(Clock.Now);
        }
        Clock.Now = target;
    }

    public async Task<(int Status, JsonNode? Body, HttpResponseMessage Response)> SendAsync(
        HttpMethod method, string path, object? body = null, string? key = null, string? signedBody = null, params (string Name, string Value)[] headers)
    {
        var text = body is null ? "" : JsonSerializer.Serialize(body, JsonSerializerOptions.Web);
        using var request = new HttpRequestMessage(method, new Uri(Url, path));
        if (body is not null)
            request.Content = new StringContent(text, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        var date = Clock.Now.ToString("r", CultureInfo.InvariantCulture);
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(signedBody ?? text)));
        var toSign = $"{method}\n{path}\n{date};{Url.Authority};{hash}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key ?? Options.AccessKey), Encoding.UTF8.GetBytes(toSign)));
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("x-ms-content-sha256", hash);
        request.Headers.TryAddWithoutValidation("Authorization", $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}");
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
        var response = await _http.SendAsync(request);
        var json = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, json.Length == 0 ? null : JsonNode.Parse(json), response);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpContext http)
    {
        if (http.Request.Method == "OPTIONS")
        {
            http.Response.Headers["WebHook-Allowed-Origin"] = EchoValidation ? http.Request.Headers["WebHook-Request-Origin"].ToString() : "elsewhere";
            return;
        }
        var body = await JsonNode.ParseAsync(http.Request.Body);
        var events = body is JsonArray list ? list.Select(item => item!).ToList() : [body!];
        if (http.Request.Headers["aeg-event-type"] == "SubscriptionValidation")
        {
            if (EchoValidation)
                await http.Response.WriteAsJsonAsync(new { validationResponse = (string)events[0]["data"]!["validationCode"]! });
            return;
        }
        // A copy: the request's own headers are recycled with it.
        var headers = new HeaderDictionary(http.Request.Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase));
        foreach (var item in events)
            Received.Enqueue(new Delivery(Clock.Now, http.Request.Path, headers, item.DeepClone()));
        http.Response.StatusCode = Answer(Received.Count);
    }
}
