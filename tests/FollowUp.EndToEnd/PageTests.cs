using System.Text.Json;
using FollowUp.EndToEnd.Driving;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FollowUp.EndToEnd;

[Collection(SharedBrowser.Name)]
public sealed class PageTests(BrowserFixture browser)
{
    private static readonly string Axe = Path.Combine(Repository.Root, "FollowUp.Web", "node_modules", "axe-core", "axe.min.js");

    [BrowserFact]
    public async Task EveryPage_CheckedWithAxe_HasNoSeriousViolation()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var ana = await Shop.FillAsync(desk);
        var axe = await File.ReadAllTextAsync(Axe);
        var found = new List<string>();
        foreach (var (width, height, scheme) in new[] { (1440, 900, ColorScheme.Light), (360, 780, ColorScheme.Dark) })
        {
            var page = await desk.WindowAsync(width, height, scheme);
            foreach (var (name, path) in Pages.All(ana))
            {
                await Pages.GoAsync(page, path);
                await page.EvaluateAsync(axe);
                var violations = await page.EvaluateAsync<JsonElement>(
                    "axe.run(document, { resultTypes: ['violations'] }).then(r => r.violations.filter(v => v.impact === 'serious' || v.impact === 'critical')"
                    + ".map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + (n.any[0] ? n.any[0].message : '')).join(' | ')}`))");
                found.AddRange(violations.EnumerateArray().Select(v => $"{name}, {scheme}: {v.GetString()}"));
            }
        }
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [BrowserFact]
    public async Task EmptyInstall_Opened_LeadsThroughTheFirstSteps()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var page = await desk.WindowAsync();
        await page.GotoAsync("/");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "First steps" })).ToBeVisibleAsync();
        await page.GetByLabel("Name customers know").FillAsync("Big Bend Roofing");
        for (var step = 0; step < 3; step++) await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Miss a call" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Conversation", Exact = true })).ToContainTextAsync("this is Big Bend Roofing");
    }

    [BrowserFact]
    public async Task Inbox_WithTheKeyboardAlone_IsOpenedReadAndAnswered()
    {
        await using var desk = await Desk.OpenAsync(browser);
        await desk.MissCallAsync();
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/inbox");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the page" })).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("555-0143") }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Message" }).FocusAsync();
        await page.Keyboard.TypeAsync("Hello, how can we help?");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Conversation", Exact = true })).ToContainTextAsync("Hello, how can we help?");
    }

    [BrowserFact]
    public async Task Page_Served_ComesWithAStrictPolicyAndFilesThatMayBeKept()
    {
        await using var desk = await Desk.OpenAsync(browser);
        using var page = await desk.Api.GetAsync("/leads/abc");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("no-store", page.Headers.CacheControl!.ToString());
        var script = System.Text.RegularExpressions.Regex.Match(await page.Content.ReadAsStringAsync(), "/assets/[^\"]+\\.js").Value;
        using var file = await desk.Api.GetAsync(script);
        Assert.Contains("immutable", file.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var missing = await desk.Api.GetAsync("/assets/none.js");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, missing.StatusCode);
        using var unknown = await desk.Api.GetAsync("/api/nowhere");
        Assert.Equal("application/problem+json", unknown.Content.Headers.ContentType!.MediaType);
    }
}
