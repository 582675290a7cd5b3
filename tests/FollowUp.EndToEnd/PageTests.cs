using FollowUp.EndToEnd.Driving;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FollowUp.EndToEnd;

[Collection(SharedBrowser.Name)]
public sealed class PageTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task EveryDialog_CheckedWithAxe_HasNoSeriousViolation()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var ana = await Shop.FillAsync(desk);
        await desk.PostAsync("/api/queue/next", new { by = "sam" });
        (string Path, string[] Buttons)[] dialogs =
        [
            ("/inbox/" + ana, ["Book"]), ("/inbox/" + ana, ["Write down a call"]), ("/inbox/" + ana, ["Opt out"]), ("/leads", ["New lead"]),
            ("/leads/" + ana + "?tab=record", ["Write down"]), ("/leads/" + ana, ["Enroll in a sequence"]), ("/appointments?tab=list", ["Change"]),
            ("/sequences", ["New sequence"]), ("/reports?tab=reactivation", ["Wake people up", "Show what would happen"]), ("/inbox", ["Account of|More"]),
            ("/queue", []),
        ];
        var found = new List<string>();
        foreach (var (width, scheme) in new[] { (1440, ColorScheme.Light), (360, ColorScheme.Dark) })
        {
            var page = await desk.WindowAsync(width, 780, scheme);
            foreach (var (path, buttons) in dialogs)
            {
                await Pages.GoAsync(page, path);
                if (width == 360 && path == "/inbox/" + ana) await page.GetByRole(AriaRole.Button, new() { Name = "About this person" }).ClickAsync();
                foreach (var button in buttons) await page.GetByRole(AriaRole.Button, new() { NameRegex = new($"^({button})") }).First.ClickAsync();
                await Expect(page.Locator("[role=dialog], [role=menu], [aria-label='What would happen'], [aria-label='The call at hand']").Last).ToBeVisibleAsync();
                found.AddRange((await Axe.ViolationsAsync(page)).Select(v => $"{path} {string.Join(' ', buttons)}, {scheme}: {v}"));
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
        await desk.PassAsync("PT1M");
        await desk.MissCallAsync("+15125550144");
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/inbox");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the page" })).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("555-0144") }).FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.GetByRole(AriaRole.Link, new() { NameRegex = new("555-0143") })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true }).FocusAsync();
        await page.Keyboard.TypeAsync("Hello, how can we help?");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Conversation", Exact = true })).ToContainTextAsync("Hello, how can we help?");
    }

    [BrowserFact]
    public async Task MoreMenu_OnAPhoneWithTheKeyboard_ReachesTheAccount()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var page = await desk.WindowAsync(360, 780);
        await Pages.GoAsync(page, "/leads");
        await page.GetByRole(AriaRole.Button, new() { Name = "More" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Menuitem).First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(page.GetByRole(AriaRole.Menuitem, new() { Name = "As the device" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-mantine-color-scheme", "dark");
        await Expect(page.GetByRole(AriaRole.Menuitem)).ToHaveCountAsync(0);
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
