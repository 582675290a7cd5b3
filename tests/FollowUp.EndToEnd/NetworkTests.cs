using FollowUp.EndToEnd.Driving;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FollowUp.EndToEnd;

/// <summary>Slow networks, broken ones, and hosts without a live feed.</summary>
[Collection(SharedBrowser.Name)]
public sealed class NetworkTests(BrowserFixture browser)
{
    private const string NewWords = "It is raining in now!";
    private const string Answer = "We can come today";

    [BrowserFact]
    public async Task NewMessage_HostWithoutALiveFeed_ShowsByAskingWithTheLastTag()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString();
        var page = await desk.WindowAsync();
        await page.RouteAsync("**/api/inbox/live", route => route.FulfillAsync(new() { Status = 404 }));
        var unchanged = page.WaitForResponseAsync(r => r.Url.EndsWith("/api/inbox?limit=1", StringComparison.Ordinal) && r.Status == 304);
        await Pages.GoAsync(page, "/inbox/" + lead);
        await Expect(page.GetByText("Up to date")).ToBeVisibleAsync();
        await unchanged;

        await desk.TextAsync(NewWords);

        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Conversations" })).ToContainTextAsync(NewWords);
        await Expect(Thread(page)).ToContainTextAsync(NewWords);
        Assert.Empty(desk.Complaints);
    }

    [BrowserFact]
    public async Task Queue_HostWithoutALiveFeed_ShowsWhatAColleagueTook()
    {
        await using var desk = await Desk.OpenAsync(browser);
        await desk.MissCallAsync();
        await desk.PassAsync("PT25H");
        var page = await desk.WindowAsync();
        await page.RouteAsync("**/api/inbox/live", route => route.FulfillAsync(new() { Status = 404 }));
        await page.Clock.InstallAsync();
        await Pages.GoAsync(page, "/queue");
        await Expect(page.GetByText("Up to date")).ToBeVisibleAsync();
        await desk.PostAsync("/api/queue/next", new { by = "kim" });
        await page.Clock.FastForwardAsync(10_000);
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Tasks by priority" })).ToContainTextAsync("Kim Doyle is at it");
    }

    [BrowserFact]
    public async Task Connection_LostAndFound_SaysSoKeepsTheWordsAndCatchesUp()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString();
        var page = await desk.WindowAsync(360, 780);
        await Pages.GoAsync(page, "/inbox/" + lead);
        await Expect(Thread(page)).ToContainTextAsync("Sorry we missed your call!");

        await page.Context.SetOfflineAsync(true);
        await Expect(page.GetByText("No connection to FollowUp. What you see may be old")).ToBeVisibleAsync();
        await SendAsync(page);
        await Expect(page.GetByText("Your message was not sent")).ToBeVisibleAsync();
        await Expect(Box(page)).ToHaveValueAsync(Answer);
        await desk.TextAsync(NewWords);

        await page.Context.SetOfflineAsync(false);
        await Expect(page.GetByText("No connection to FollowUp. What you see may be old")).ToHaveCountAsync(0);
        await Expect(Thread(page)).ToContainTextAsync(NewWords);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Expect(Thread(page)).ToContainTextAsync(Answer);
        Assert.Equal(1, await SentAsync(desk));
    }

    [BrowserFact]
    public async Task Send_SlowNetwork_StandsInTheThreadAtOnceAsSending()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString();
        var page = await desk.WindowAsync();
        var arrived = new TaskCompletionSource();
        await page.RouteAsync("**/messages", async route =>
        {
            await arrived.Task;
            await route.ContinueAsync();
        });
        await Pages.GoAsync(page, "/inbox/" + lead);
        await SendAsync(page);
        await Expect(Thread(page).GetByRole(AriaRole.Listitem).Filter(new() { HasText = Answer })).ToContainTextAsync("Sending");
        Assert.Equal(0, await SentAsync(desk));
        await desk.TextAsync(NewWords);
        await Expect(Thread(page)).ToContainTextAsync(NewWords);
        await Expect(Thread(page).GetByRole(AriaRole.Listitem).Filter(new() { HasText = Answer })).ToContainTextAsync("Sending");

        arrived.SetResult();
        await Expect(Thread(page).GetByRole(AriaRole.Listitem).Filter(new() { HasText = Answer })).Not.ToContainTextAsync("Sending");
        Assert.Equal(1, await SentAsync(desk));
    }

    [BrowserFact]
    public async Task Send_AnswerLostOnTheWay_SentAgainGoesOutOnce()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString();
        var page = await desk.WindowAsync();
        var isFirst = true;
        await page.RouteAsync("**/messages", async route =>
        {
            if (!isFirst)
            {
                await route.ContinueAsync();
                return;
            }
            isFirst = false;
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await Pages.GoAsync(page, "/inbox/" + lead);
        await SendAsync(page);
        await Expect(page.GetByText("Your message was not sent")).ToBeVisibleAsync();
        await Pages.GoAsync(page, "/leads");
        await Pages.GoAsync(page, "/inbox/" + lead);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Expect(Box(page)).ToHaveValueAsync("");
        await Expect(Thread(page).GetByRole(AriaRole.Listitem).Filter(new() { HasText = Answer })).ToHaveCountAsync(1);
        Assert.Equal(1, await SentAsync(desk));
    }

    [BrowserFact]
    public async Task Booking_AnswerLostOnTheWay_BookedAgainIsOneAppointment()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString();
        var page = await desk.WindowAsync();
        await page.RouteAsync("**/events", async route =>
        {
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await Pages.GoAsync(page, "/inbox/" + lead);
        await page.GetByRole(AriaRole.Button, new() { Name = "Book", Exact = true }).ClickAsync();
        var book = page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Book" });
        await book.ClickAsync();
        await Expect(page.GetByText("This was not saved")).ToBeVisibleAsync();
        await page.UnrouteAsync("**/events");
        await book.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        Assert.Equal(1, (await desk.LeadOfAsync()).GetProperty("appointments").GetArrayLength());
        var timeline = (await desk.GetAsync($"/api/leads/{lead}/timeline")).GetProperty("items").EnumerateArray();
        Assert.Single(timeline, e => e.GetProperty("type").GetString() == "appointment.booked");
    }

    [BrowserFact]
    public async Task Page_ServerFails_SaysSoAndTriesAgain()
    {
        await using var desk = await Desk.OpenAsync(browser);
        await Shop.FillAsync(desk);
        var page = await desk.WindowAsync();
        // News would have the page ask again by itself.
        await page.RouteAsync("**/api/inbox/live", route => route.AbortAsync());
        await page.RouteAsync("**/api/queue*", route => route.FulfillAsync(new() { Status = 400, ContentType = "application/problem+json", Body = """{"title":"The store is down."}""" }));
        await page.GotoAsync("/queue");
        await Expect(page.GetByRole(AriaRole.Alert, new() { Name = "This did not work" })).ToContainTextAsync("The store is down.");
        await page.UnrouteAsync("**/api/queue*");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Tasks by priority" })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Page_ItsScriptIsLost_OffersAReloadAndLeavesTheOthers()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var page = await desk.WindowAsync();
        await page.RouteAsync("**/assets/QueuePage*.js", route => route.AbortAsync());
        await Pages.GoAsync(page, "/leads");
        await page.GetByRole(AriaRole.Link, new() { Name = "Call queue" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert, new() { Name = "This did not work" })).ToContainTextAsync("The page did not load.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Calendar" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Call queue" }).ClickAsync();
        await page.UnrouteAsync("**/assets/QueuePage*.js");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reload" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Call queue" })).ToBeVisibleAsync();
    }

    private static async Task SendAsync(IPage page)
    {
        await Box(page).FillAsync(Answer);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
    }

    private static ILocator Box(IPage page) => page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true });

    private static ILocator Thread(IPage page) => page.GetByRole(AriaRole.List, new() { Name = "Conversation", Exact = true });

    /// <summary>How often the answer has reached the person's phone.</summary>
    private static async Task<int> SentAsync(Desk desk) =>
        (await desk.GetAsync("/sim/phones/" + Uri.EscapeDataString(Desk.Ana))).GetProperty("items").EnumerateArray()
            .Count(i => i.GetProperty("text").GetString() == Answer);
}
