using System.Net;
using System.Net.Http.Json;
using FollowUp.EndToEnd.Driving;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FollowUp.EndToEnd;

[Collection(SharedBrowser.Name)]
public sealed class QueueTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task NextCall_TwoAgentsAtOnce_GetDifferentPeople()
    {
        await using var desk = await Desk.OpenAsync(browser);
        await desk.MissCallAsync();
        await desk.MissCallAsync("+15125550144");
        await desk.PassAsync("PT25H");
        var (sam, kim) = (await AgentAsync(desk, "sam"), await AgentAsync(desk, "kim"));

        await Task.WhenAll(NextAsync(sam), NextAsync(kim));

        var names = new[] { await HeadingAsync(sam), await HeadingAsync(kim) };
        Assert.Equal(["(512) 555-0143", "(512) 555-0144"], names.Order(StringComparer.Ordinal));

        await sam.GetByLabel("Notes").FillAsync("Wants a quote");
        await sam.GetByRole(AriaRole.Button, new() { Name = "No answer" }).ClickAsync();
        await Expect(sam.GetByText("Ready for the next one?")).ToBeVisibleAsync();
        await Expect(Card(kim)).ToBeVisibleAsync();
        await NextAsync(sam);
        await Expect(sam.GetByText("Nothing is due right now")).ToBeVisibleAsync();
        Assert.Empty(desk.Complaints);
    }

    [BrowserFact]
    public async Task Call_CallbackAtAnExactTime_ComesBackThen()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString();
        using (var edited = await desk.Api.PatchAsync("/api/leads/" + lead, new StringContent(
            """{"tags":["storm"],"preferences":{"times":["morning","evening"],"days":"weekdays","maxTouchesPerWeek":2}}"""))) edited.EnsureSuccessStatusCode();
        await desk.PassAsync("PT25H");
        var page = await AgentAsync(desk, "sam");
        await NextAsync(page);
        await Expect(Card(page)).ToContainTextAsync("weekdays, morning or evening, at most 2 times a week");
        await Expect(Card(page)).ToContainTextAsync("storm");
        await page.GetByLabel("Notes").FillAsync("Wants a quote");
        await page.GetByRole(AriaRole.Radiogroup, new() { Name = "Which tasks" }).GetByText("All", new() { Exact = true }).ClickAsync();
        // Longer than a call is kept from the others.
        await desk.PassAsync("PT20M");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Everything planned" })).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Notes")).ToHaveValueAsync("Wants a quote");
        // A day without an hour is no callback, and must not pass for one.
        await page.GetByLabel("Call back at").FocusAsync();
        await page.Keyboard.TypeAsync("11272026");
        await page.GetByRole(AriaRole.Button, new() { Name = "Answered" }).ClickAsync();
        await Expect(page.GetByLabel("Call back at")).ToBeFocusedAsync();
        await page.GetByLabel("Call back at").FillAsync("2026-11-27T14:30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Answered" }).ClickAsync();
        await Expect(page.GetByText("Ready for the next one?")).ToBeVisibleAsync();
        var timeline = (await desk.GetAsync($"/api/leads/{(await desk.LeadOfAsync()).GetProperty("id").GetString()}/timeline")).GetProperty("items");
        var asked = timeline.EnumerateArray().Single(e => e.GetProperty("type").GetString() == "callback.requested");
        Assert.Equal("2026-11-27T20:30:00Z", asked.GetProperty("data").GetProperty("at").GetString());
    }

    [BrowserFact]
    public async Task Call_LastingLonger_IsKeptFromTheOthers()
    {
        await using var desk = await Desk.OpenAsync(browser);
        await desk.MissCallAsync();
        await desk.PassAsync("PT25H");
        var page = await desk.WindowAsync();
        await page.Clock.InstallAsync();
        await Pages.GoAsync(page, "/queue");
        await NextAsync(page);
        await Expect(Card(page)).ToBeVisibleAsync();
        await RenewedAsync(() => Card(page).GetByRole(AriaRole.Link, new() { NameRegex = new("^Call") }).ClickAsync());
        await desk.PassAsync("PT40M");
        await RenewedAsync(async () =>
        {
            // Twice: a jump that meets the page's own tick may be taken back by it.
            for (var jump = 0; jump < 2; jump++) await page.Clock.FastForwardAsync("05:00");
        });
        await desk.PassAsync("PT14M");
        Assert.Equal(HttpStatusCode.NoContent, await AskAsync());
        await desk.PassAsync("PT20M");
        Assert.Equal(HttpStatusCode.OK, await AskAsync());

        Task RenewedAsync(Func<Task> act) => page.RunAndWaitForResponseAsync(act, r => r.Url.EndsWith("/renew", StringComparison.Ordinal) && r.Ok);

        async Task<HttpStatusCode> AskAsync()
        {
            using var answer = await desk.Api.PostAsJsonAsync("/api/queue/next", new { by = "kim" });
            return answer.StatusCode;
        }
    }

    [BrowserFact]
    public async Task Queue_MoreThanTheTeamManages_ShowsWhatIsDelayedAndUntilWhen()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var profile = System.Text.Json.Nodes.JsonNode.Parse((await desk.GetAsync("/api/business")).GetRawText())!.AsObject();
        profile["callCapacityPerHour"] = 1;
        using (var saved = await desk.Api.PutAsync("/api/business", new StringContent(profile.ToJsonString()))) saved.EnsureSuccessStatusCode();
        await desk.MissCallAsync();
        await desk.MissCallAsync("+15125550144");
        await desk.PassAsync("PT25H");
        var page = await AgentAsync(desk, "sam");
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Tasks by priority" })).ToContainTextAsync("its turn comes Wed, Nov 25, 11:00 AM, 60 min late");
        await NextAsync(page);
        await Expect(Card(page).GetByRole(AriaRole.Link, new() { NameRegex = new(@"^Call \(512\)") })).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex(@"^tel:\+1512"));
        await Card(page).GetByRole(AriaRole.Button, new() { Name = "Voicemail" }).ClickAsync();
        await Expect(page.GetByText("Ready for the next one?")).ToBeVisibleAsync();
    }

    private static async Task<IPage> AgentAsync(Desk desk, string member)
    {
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/queue");
        await page.GetByRole(AriaRole.Button, new() { Name = "Account of" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = member == "sam" ? "Sam Reyes" : "Kim Doyle" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = member == "sam" ? "Account of Sam Reyes" : "Account of Kim Doyle" })).ToBeVisibleAsync();
        return page;
    }

    private static Task NextAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Next call" }).ClickAsync();

    private static ILocator Card(IPage page) => page.GetByRole(AriaRole.Region, new() { Name = "The call at hand" });

    private static Task<string> HeadingAsync(IPage page) => Card(page).GetByRole(AriaRole.Heading).InnerTextAsync();
}
