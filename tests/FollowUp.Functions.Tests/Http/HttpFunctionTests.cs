using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FollowUp.Api.Health;
using FollowUp.Api.Web;
using FollowUp.Core.Carriers;
using FollowUp.Core.Stores;
using FollowUp.Testing;
using FollowUp.Testing.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUp.Functions.Tests.Http;

public sealed class HttpFunctionTests : IAsyncLifetime, IDisposable
{
    private readonly TestLeads leads = new(new SetClock(() => Sample.Now));
    private WorkerHost host = null!;

    private HttpClient Client => host.Client;

    public async Task InitializeAsync()
    {
        host = await WorkerHost.StartAsync(services =>
        {
            services.AddSingleton<ILeadStore>(leads.Store);
            services.AddSingleton<ISequenceStore>(leads.Store);
            services.AddSingleton<IDocumentStore>(leads.Store);
            services.AddSingleton<ICallStore, InMemoryCallStore>();
            services.AddSingleton<IEpochStore>(leads.Epochs);
            services.AddSingleton(new CarrierSet(leads, leads, leads, leads, leads, leads));
            services.AddSingleton(new HostDescription("memory", "test"));
        });
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    public void Dispose() => leads.Dispose();

    [Fact]
    public async Task Get_Health_IsAnsweredByTheSharedRoutes()
    {
        var answer = await Client.GetFromJsonAsync<JsonObject>("/api/health");

        Assert.Equal("ok", (string?)answer!["status"]);
    }

    [Fact]
    public async Task Post_Lead_IsCreatedAndCanBeRead()
    {
        using var created = await SendAsync(HttpMethod.Post, "/api/leads", new { name = "Dana Reyes", phone = "+15125550142", source = "web" });
        var id = (string?)JsonNode.Parse(await created.Content.ReadAsStringAsync())!["id"];
        using var read = await SendAsync(HttpMethod.Get, $"/api/leads/{id}");

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(id, (string?)JsonNode.Parse(await read.Content.ReadAsStringAsync())!["id"]);
    }

    [Fact]
    public async Task Post_WithoutKeyThoughTheHostIsLocal_IsRefused()
    {
        using var answer = await Client.PostAsJsonAsync("/api/leads", new { name = "Dana", phone = "+15125550142" });

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Get_UnknownRouteUnderApi_IsAProblem()
    {
        using var answer = await Client.GetAsync("/api/nothing/here");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Options_CloudEventsHandshake_IsAnswered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/acs/events?code=the-webhook-key");
        request.Headers.Add("WebHook-Request-Origin", "eventgrid.azure.net");
        using var answer = await Client.SendAsync(request);

        Assert.Equal("eventgrid.azure.net", Assert.Single(answer.Headers.GetValues("WebHook-Allowed-Origin")));
    }

    [Fact]
    public async Task Post_EventGridHandshake_IsEchoed()
    {
        using var answer = await Client.PostAsJsonAsync("/api/acs/events?code=the-webhook-key", new[]
        {
            new
            {
                id = "1", topic = "t", subject = "s", eventType = "Microsoft.EventGrid.SubscriptionValidationEvent",
                eventTime = "2026-11-03T14:00:00Z", data = new { validationCode = "512d38b6" }, dataVersion = "1",
            },
        });

        Assert.Equal("512d38b6", (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["validationResponse"]);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/inbox/01jbt3wq5e0000000000000001")]
    public async Task Get_AddressOfAPerson_IsThePageOfTheWebApp(string path)
    {
        using var answer = await Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.StartsWith("default-src 'none'; script-src 'self'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Contains("FollowUp", await answer.Content.ReadAsStringAsync());
    }

    [WebFact]
    public async Task Get_AssetOfThePage_IsServedOnceForAll()
    {
        var page = await Client.GetStringAsync("/");
        var script = Regex.Match(page, "src=\"(/assets/[^\"]+\\.js)\"").Groups[1].Value;
        using var answer = await Client.GetAsync(script);
        using var again = new HttpRequestMessage(HttpMethod.Get, script);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var unchanged = await Client.SendAsync(again);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("public, max-age=31536000, immutable", Assert.Single(answer.Headers.GetValues("Cache-Control")));
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Put_RouteThatOnlyTakesOtherMethods_IsAProblem()
    {
        using var answer = await SendAsync(HttpMethod.Put, "/api/leads", new { });

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Get_FileThatIsNotThere_IsNotFound()
    {
        using var answer = await Client.GetAsync("/nothing.js");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Get_HundredAtOnce_EachGetsItsOwnAnswer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => SendAsync(HttpMethod.Get, $"/api/leads/lead{i}")));

        var bodies = await Task.WhenAll(answers.Select(a => a.Content.ReadAsStringAsync()));
        Assert.All(bodies.Select((body, i) => (body, i)), x => Assert.Contains($"'lead{x.i}'", x.body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_OpenApi_DescribesTheApiAndNotTheFunction()
    {
        using var answer = await SendAsync(HttpMethod.Get, "/api/openapi.json");
        var paths = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["paths"]!.AsObject().Select(p => p.Key).ToList();

        Assert.Contains("/api/leads/{id}", paths);
        Assert.DoesNotContain("/{path}", paths);
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("x-functions-key", "the-key");
        return Client.SendAsync(request);
    }

    /// <summary>Skipped when the web app was not built before FollowUp.Api was, which takes Node.js.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class WebFactAttribute : FactAttribute
    {
        public WebFactAttribute()
        {
            if (!typeof(WebApp).Assembly.GetManifestResourceNames().Contains("web/index.html")) Skip = "The web app is not built: dotnet dev.cs build, with Node.js.";
        }
    }
}
