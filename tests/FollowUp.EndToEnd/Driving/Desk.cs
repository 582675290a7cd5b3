using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using FollowUp.LocalHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;

namespace FollowUp.EndToEnd.Driving;

/// <summary>A FollowUp of one test's own on a free port, in virtual time, with the windows that look at it.</summary>
internal sealed class Desk : IAsyncDisposable
{
    public const string Business = "+18335550100";
    public const string Ana = "+15125550143";

    private readonly WebApplication app;
    private readonly DirectoryInfo data;
    private readonly IBrowser browser;
    private readonly List<IBrowserContext> contexts = [];

    private Desk(WebApplication app, DirectoryInfo data, IBrowser browser)
    {
        (this.app, this.data, this.browser) = (app, data, browser);
        Url = app.Urls.First();
        Api = new() { BaseAddress = new(Url) };
    }

    public string Url { get; }

    public HttpClient Api { get; }

    /// <summary>What pages complained of, and requests that went anywhere but to FollowUp.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    /// <summary>Opens shop on a Tuesday at nine in the morning, Austin time.</summary>
    public static async Task<Desk> OpenAsync(BrowserFixture fixture, params string[] arguments)
    {
        var data = Directory.CreateTempSubdirectory("followup-e2e-");
        var app = LocalHostApp.Build(
            ["--urls", "http://127.0.0.1:0", "--data", data.FullName, "--clock", "virtual", "--now", "2026-11-24T15:00:00Z", .. arguments]);
        await app.StartAsync();
        return new(app, data, fixture.Browser);
    }

    /// <summary>Opens a window of its own, with its own cookies.</summary>
    public async Task<IPage> WindowAsync(int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = Url, ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce,
            TimezoneId = "America/Chicago", Locale = "en-US",
        });
        contexts.Add(context);
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(15_000);
        page.PageError += (_, error) => Complaints.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal)) Complaints.Enqueue(message.Text);
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(Url, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) Complaints.Enqueue("asked for " + request.Url);
        };
        return page;
    }

    public Task<JsonElement> MissCallAsync(string from = Ana) =>
        PostAsync("/sim/calls", new { from, to = Business, answered = false, ringSeconds = 18 });

    public Task<JsonElement> TextAsync(string text, string from = Ana) => PostAsync("/sim/sms", new { from, to = Business, text });

    public Task<JsonElement> FactAsync(string leadId, string type, object data) => PostAsync($"/api/leads/{leadId}/events", new { type, data });

    public Task<JsonElement> PassAsync(string span) => PostAsync("/sim/clock", new { advanceBy = span });

    public async Task<JsonElement> LeadOfAsync(string phone = Ana) =>
        (await GetAsync("/api/leads?phone=" + Uri.EscapeDataString(phone))).GetProperty("items")[0];

    public async Task<JsonElement> GetAsync(string path) => await Api.GetFromJsonAsync<JsonElement>(path);

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await Api.PostAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in contexts) await context.DisposeAsync();
        Api.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        data.Delete(recursive: true);
    }
}
