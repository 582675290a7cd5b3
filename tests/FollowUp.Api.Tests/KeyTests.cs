using System.Net;

namespace FollowUp.Api.Tests;

public class KeyTests
{
    private const string Key = "x-functions-key";

    [Theory]
    [InlineData("GET", "/api/leads")]
    [InlineData("POST", "/api/leads")]
    [InlineData("GET", "/api/leads/x")]
    [InlineData("DELETE", "/api/leads/x")]
    [InlineData("POST", "/api/leads/x/events")]
    [InlineData("GET", "/api/sequences")]
    [InlineData("PUT", "/api/sequences/x")]
    [InlineData("POST", "/api/sequences/x/preview")]
    [InlineData("GET", "/api/openapi.json")]
    [InlineData("GET", "/api/inbox")]
    [InlineData("POST", "/api/queue/next")]
    [InlineData("POST", "/api/campaigns/reactivation")]
    [InlineData("POST", "/api/market-changes")]
    [InlineData("POST", "/api/import/leads")]
    [InlineData("GET", "/api/reports/cost")]
    public async Task Route_NoKeyOrAWrongOne_Is401(string method, string path)
    {
        await using var host = await ApiHost.StartAsync();
        host.Client.DefaultRequestHeaders.Remove(Key);

        foreach (var headers in new (string, string)[][] { [], [(Key, "wrong")], [(Key, "")], [(Key, ApiHost.WebhookKey)] })
        {
            var (status, body) = await host.SendAsync(method, path, method == "GET" ? null : "{}", headers);
            Assert.Equal(HttpStatusCode.Unauthorized, status);
            Assert.Equal(401, (int)body["status"]!);
        }
    }

    [Fact]
    public async Task Route_RightKeyInHeaderOrAddress_IsLetThrough()
    {
        await using var host = await ApiHost.StartAsync();
        host.Client.DefaultRequestHeaders.Remove(Key);

        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("GET", "/api/leads", null, (Key, ApiHost.Key))).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("GET", "/api/leads?code=" + ApiHost.Key)).Status);
    }

    [Fact]
    public async Task Webhook_ItsOwnKey_IsLetThroughAndTheApisIsNot()
    {
        await using var host = await ApiHost.StartAsync();
        host.Client.DefaultRequestHeaders.Remove(Key);

        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("POST", "/api/acs/events?code=" + ApiHost.WebhookKey, "[]")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.SendAsync("POST", "/api/acs/events?code=" + ApiHost.Key, "[]")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.SendAsync("POST", "/api/acs/events", "[]")).Status);
    }

    [Fact]
    public async Task Route_NoKeyConfigured_LetsNobodyInButAllowedLoopback()
    {
        await using var closed = await ApiHost.StartAsync(o => o.Key = null);
        await using var open = await ApiHost.StartAsync(o => (o.Key, o.AllowLoopback) = (null, true));
        foreach (var host in new[] { closed, open }) host.Client.DefaultRequestHeaders.Remove(Key);

        Assert.Equal(HttpStatusCode.Unauthorized, (await closed.SendAsync("GET", "/api/leads", null, (Key, ""))).Status);
        Assert.Equal(HttpStatusCode.OK, (await open.SendAsync("GET", "/api/leads")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await open.SendAsync("GET", "/api/leads", null, ("X-Forwarded-For", "203.0.113.9"))).Status);
    }

    [Fact]
    public async Task Health_NoKey_TellsWhatIsConfiguredAndNoSecret()
    {
        await using var host = await ApiHost.StartAsync();
        host.Client.DefaultRequestHeaders.Remove(Key);

        var (status, body) = await host.SendAsync("GET", "/api/health");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("ok", "Lone Star Roofing", "memory", "recorder"), ((string)body["status"]!, (string)body["business"]!, (string)body["store"]!, (string)body["carrier"]!));
        Assert.DoesNotContain("k3y", body.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("+1512", body.ToJsonString(), StringComparison.Ordinal);
    }
}
