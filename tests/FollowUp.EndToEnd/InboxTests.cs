using System.Text.RegularExpressions;
using FollowUp.EndToEnd.Driving;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FollowUp.EndToEnd;

[Collection(SharedBrowser.Name)]
public sealed class InboxTests(BrowserFixture browser)
{
    private const string NewWords = "It is raining in now!";
    private static readonly LocatorAssertionsToContainTextOptions AtOnce = new() { Timeout = 3000 };

    [BrowserFact]
    public async Task NewMessage_TwoWindowsOpen_ShowsInBothWithoutReload()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString();
        var (list, thread) = (await desk.WindowAsync(), await desk.WindowAsync(360, 780));
        await Pages.GoAsync(list, "/inbox");
        await Pages.GoAsync(thread, "/inbox/" + lead);
        await Expect(list.GetByRole(AriaRole.Status).Filter(new() { HasText = "Live" })).ToBeVisibleAsync();
        await Expect(thread.GetByRole(AriaRole.List, new() { Name = "Conversation", Exact = true })).ToContainTextAsync("Sorry we missed your call!");

        await desk.TextAsync(NewWords);

        await Expect(list.GetByRole(AriaRole.List, new() { Name = "Conversations" })).ToContainTextAsync(NewWords, AtOnce);
        await Expect(thread.GetByRole(AriaRole.List, new() { Name = "Conversation", Exact = true })).ToContainTextAsync(NewWords, AtOnce);
        Assert.Empty(desk.Complaints);
    }

    [BrowserFact]
    public async Task NewMessage_NoLiveFeed_ShowsByPolling()
    {
        await using var desk = await Desk.OpenAsync(browser);
        await desk.MissCallAsync();
        var page = await desk.WindowAsync();
        await page.RouteAsync("**/api/inbox/live", route => route.FulfillAsync(new() { Status = 404 }));
        await Pages.GoAsync(page, "/inbox");
        await Expect(page.GetByText("Up to date")).ToBeVisibleAsync();
        await desk.TextAsync(NewWords);
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Conversations" })).ToContainTextAsync(NewWords);
    }

    [BrowserFact]
    public async Task Stop_TextedByThePerson_ClosesTheReplyBoxWithTheReason()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString();
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/inbox/" + lead);
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Message" })).ToBeEnabledAsync();

        await desk.TextAsync("STOP");

        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Message" })).ToBeDisabledAsync();
        await Expect(page.GetByRole(AriaRole.Form, new() { Name = "Answer" })).ToContainTextAsync("opted out by sms");
        await page.GetByText("Opted out", new() { Exact = true }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Conversations" })).ToContainTextAsync("555-0143");
        await page.GotoAsync("/leads/" + lead);
        await Expect(page.GetByText("Nothing is planned")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task OptOut_ByAPersonOfTheTeam_AsksFirstAndStopsEverything()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString();
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/inbox/" + lead);
        await page.GetByRole(AriaRole.Button, new() { Name = "Opt out" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Opt out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Message" })).ToBeDisabledAsync();
        Assert.True((await desk.LeadOfAsync()).TryGetProperty("optOut", out _));
    }

    [BrowserFact]
    public async Task Reply_NetworkBreaks_IsTakenBackWithItsWordsKept()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString();
        var page = await desk.WindowAsync();
        await page.RouteAsync("**/messages", route => route.AbortAsync());
        await Pages.GoAsync(page, "/inbox/" + lead);
        var box = page.GetByRole(AriaRole.Textbox, new() { Name = "Message" });
        await box.FillAsync("We can come today");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Your message was not sent")).ToBeVisibleAsync();
        await Expect(box).ToHaveValueAsync("We can come today");
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Conversation", Exact = true })).Not.ToContainTextAsync("We can come today");
    }

    [BrowserFact]
    public async Task TenThousandConversations_Listed_KeepsOnlyWhatIsInViewInTheDocument()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var page = await desk.WindowAsync();
        var rows = string.Join(',', Enumerable.Range(0, 10_000).Select(i =>
            $$"""{"leadId":"l{{i}}","label":"Person {{i}}","name":"Person {{i}}","owner":"sam","tags":[],"optedOut":false,"unread":0,"unanswered":false}"""));
        await page.RouteAsync(new Regex(@"/api/inbox\?"), route => route.FulfillAsync(new() { ContentType = "application/json", Body = $$"""{"items":[{{rows}}]}""" }));
        await Pages.GoAsync(page, "/inbox");
        var list = page.GetByRole(AriaRole.List, new() { Name = "Conversations" });
        await Expect(list).ToContainTextAsync("Person 3");
        Assert.InRange(await list.GetByRole(AriaRole.Listitem).CountAsync(), 5, 60);
        await list.EvaluateAsync("list => list.parentElement.scrollTo(0, list.scrollHeight)");
        await Expect(list).ToContainTextAsync("Person 9999");
        Assert.InRange(await list.GetByRole(AriaRole.Listitem).CountAsync(), 5, 60);
    }
}
