using System.Text.RegularExpressions;
using FollowUp.EndToEnd.Driving;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FollowUp.EndToEnd;

[Collection(SharedBrowser.Name)]
public sealed class InboxTests(BrowserFixture browser)
{
    private const string NewWords = "It is raining in now!";

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

        await Expect(list.GetByRole(AriaRole.List, new() { Name = "Conversations" })).ToContainTextAsync(NewWords);
        await Expect(thread.GetByRole(AriaRole.List, new() { Name = "Conversation", Exact = true })).ToContainTextAsync(NewWords);
        Assert.Empty(desk.Complaints);
    }

    [BrowserFact]
    public async Task Stop_TextedByThePerson_ClosesTheReplyBoxWithTheReason()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString();
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/inbox/" + lead);
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true })).ToBeEnabledAsync();

        await desk.TextAsync("STOP");

        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true })).ToBeDisabledAsync();
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
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true })).ToBeDisabledAsync();
        Assert.True((await desk.LeadOfAsync()).TryGetProperty("optOut", out _));
    }

    [BrowserFact]
    public async Task Conversation_EveryChannel_StandsInOneThreadWithWhy()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString()!;
        await desk.TextAsync("My roof leaks");
        await desk.FactAsync(lead, "message.received", new { channel = "email", text = "And by mail", from = "ana@example.net" });
        await desk.FactAsync(lead, "note.added", new { text = "Regular customer" });
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/inbox/" + lead);
        await page.GetByRole(AriaRole.Button, new() { Name = "Write down a call" }).ClickAsync();
        await page.GetByLabel("Minutes").FillAsync("2.5");
        await page.GetByLabel("Notes").FillAsync("Comes on Friday");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        var thread = page.GetByRole(AriaRole.List, new() { Name = "Conversation", Exact = true });
        foreach (var words in new[]
        {
            "Missed call, rang 18 s", "Sorry we missed your call!", "Missed call text back", "My roof leaks", "And by mail", "Regular customer",
            "We called: answered, 2 min 30 s. Comes on Friday", "stopped: the person replied",
        })
            await Expect(thread).ToContainTextAsync(words, new() { IgnoreCase = true });
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Call (512) 555-0143" })).ToHaveAttributeAsync("href", "tel:" + Desk.Ana);
    }

    [BrowserFact]
    public async Task Filters_AndSearch_LeaveWhomTheyName()
    {
        await using var desk = await Desk.OpenAsync(browser);
        await Shop.FillAsync(desk);
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/inbox");
        var list = page.GetByRole(AriaRole.List, new() { Name = "Conversations" });
        var filters = page.GetByRole(AriaRole.Radiogroup, new() { Name = "Which conversations" });
        foreach (var (filter, there, gone) in new[]
        {
            ("Mine", "Ana Diaz", "Marcus Webb"), ("Unanswered", "Marcus Webb", "Priya Nair"), ("Opted out", "555-0108", "Ana Diaz"),
        })
        {
            await filters.GetByText(filter, new() { Exact = true }).ClickAsync();
            await Expect(list).ToContainTextAsync(there);
            await Expect(list).Not.ToContainTextAsync(gone);
        }
        await desk.PassAsync("PT15H");
        await filters.GetByText("Today", new() { Exact = true }).ClickAsync();
        await Expect(list.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await Expect(list).ToContainTextAsync("Ana Diaz");
        await filters.GetByText("All", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("Search conversations").FillAsync("downspouts");
        await Expect(list.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await Expect(list).ToContainTextAsync("Marcus Webb");
    }

    [BrowserFact]
    public async Task Reply_ByDayAndAtNight_ShowsTheVerdictBeforeSending()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString();
        await desk.TextAsync("Hello");
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/inbox/" + lead);
        var form = page.GetByRole(AriaRole.Form, new() { Name = "Answer" });
        await Expect(form).ToContainTextAsync("A text may go out now");
        await desk.PassAsync("PT12H");
        await Expect(form).ToContainTextAsync("quiet hours");
        await Expect(form).ToContainTextAsync("You may still answer by hand");
        await form.GetByText("Note", new() { Exact = true }).ClickAsync();
        await Expect(form).ToContainTextAsync("Only the team reads this");
    }

    [BrowserFact]
    public async Task Conversation_Assigned_IsTheirsAtOnceAndIsTakenBackWhenRefused()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString();
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/inbox/" + lead);
        var owner = page.GetByRole(AriaRole.Combobox, new() { Name = "Owner" });
        await owner.ClickAsync();
        await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Option, new() { Name = "Kim Doyle" }).ClickAsync(), r => r.Request.Method == "PATCH");
        Assert.Equal("kim", (await desk.LeadOfAsync()).GetProperty("owner").GetString());
        await Expect(owner).ToHaveValueAsync("Kim Doyle");

        await page.RouteAsync("**/api/leads/" + lead, route => route.FulfillAsync(new() { Status = 409, ContentType = "application/problem+json", Body = """{"title":"Somebody else is at it."}""" }));
        await owner.ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Sam Reyes" }).ClickAsync();
        await Expect(page.GetByText("The change was taken back")).ToBeVisibleAsync();
        await Expect(owner).ToHaveValueAsync("Kim Doyle");
    }

    [BrowserFact]
    public async Task Reply_NetworkBreaks_IsTakenBackWithItsWordsKept()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString();
        var page = await desk.WindowAsync();
        await page.RouteAsync("**/messages", route => route.AbortAsync());
        await Pages.GoAsync(page, "/inbox/" + lead);
        var box = page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true });
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
