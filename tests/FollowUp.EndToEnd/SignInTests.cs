using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FollowUp.EndToEnd.Driving;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FollowUp.EndToEnd;

/// <summary>A request that a proxy forwarded is not from this machine, which is how these tests come from elsewhere.</summary>
[Collection(SharedBrowser.Name)]
public sealed class SignInTests(BrowserFixture browser)
{
    private const string Key = "the-key-of-the-house";

    [BrowserFact]
    public async Task Agent_SignsInWithAPersonalKey_WorksButDoesNotManage()
    {
        await using var desk = await Desk.OpenAsync(browser, "--key", Key);
        await desk.MissCallAsync();
        var keys = (await desk.GetAsync("/api/session/keys")).GetProperty("items");
        var kims = keys.EnumerateArray().Single(k => k.GetProperty("member").GetString() == "kim").GetProperty("key").GetString()!;
        var page = await desk.WindowAsync();
        await page.Context.SetExtraHTTPHeadersAsync([new("X-Forwarded-For", "203.0.113.9")]);
        await page.GotoAsync("/settings");
        await page.Locator("input[type=password]").FillAsync("wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByText("is not known")).ToBeVisibleAsync();

        await page.Locator("input[type=password]").FillAsync(kims);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await Expect(page.GetByText("Only an owner changes these.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Tab, new() { Name = "Keys" })).ToHaveCountAsync(0);
        Assert.Equal(403, await page.EvaluateAsync<int>("fetch('/api/business', { method: 'PUT', headers: { 'x-followup': 'web' }, body: '{}' }).then(r => r.status)"));
        Assert.Equal(403, await page.EvaluateAsync<int>("fetch('/api/session/keys').then(r => r.status)"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Inbox" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Conversations" })).ToContainTextAsync("555-0143");
        var cookie = (await page.Context.CookiesAsync()).Single();
        Assert.True(cookie is { HttpOnly: true, SameSite: SameSiteAttribute.Strict });

        await page.GetByRole(AriaRole.Button, new() { Name = "Account of Kim Doyle" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in to FollowUp" })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Write_WithoutOurHeaderOrFromAnotherSite_IsRefused()
    {
        await using var desk = await Desk.OpenAsync(browser, "--key", Key);
        using var elsewhere = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new(desk.Url) };
        elsewhere.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.GetAsync("/api/leads")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await elsewhere.PostAsJsonAsync("/api/session", new { key = Key })).StatusCode);
        elsewhere.DefaultRequestHeaders.Add("x-followup", "web");
        using var signedIn = await elsewhere.PostAsJsonAsync("/api/session", new { key = Key });
        Assert.Equal("sam", (await signedIn.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("member").GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.Created, (await elsewhere.PostAsJsonAsync("/api/leads", new { phone = Desk.Ana })).StatusCode);

        elsewhere.DefaultRequestHeaders.Remove("x-followup");
        Assert.Equal(HttpStatusCode.Forbidden, (await elsewhere.PostAsJsonAsync("/api/leads", new { phone = "+15125550144" })).StatusCode);

        desk.Api.DefaultRequestHeaders.Add("Origin", "https://evil.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.Api.PostAsJsonAsync("/api/leads", new { phone = "+15125550144" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.Api.PostAsJsonAsync("/sim/sms", new { from = Desk.Ana, to = Desk.Business, text = "hi" })).StatusCode);
    }

    [BrowserFact]
    public async Task Host_NamedByAForeignName_IsNotThisMachine()
    {
        await using var desk = await Desk.OpenAsync(browser);
        using var rebound = new HttpRequestMessage(HttpMethod.Get, "/api/leads");
        rebound.Headers.Host = "rebound.example";
        Assert.Equal(HttpStatusCode.Unauthorized, (await desk.Api.SendAsync(rebound)).StatusCode);
    }
}
