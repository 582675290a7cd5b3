using FollowUp.EndToEnd.Driving;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FollowUp.EndToEnd;

/// <summary>One conversation: what is read in it, and what is being written.</summary>
[Collection(SharedBrowser.Name)]
public sealed class ConversationTests(BrowserFixture browser)
{
    private const string NewWords = "It is raining in now!";

    [BrowserFact]
    public async Task NewMessage_InAHiddenWindow_IsReadOnceItIsLookedAt()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString();
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/inbox/" + lead);
        await ShowAsync("hidden");
        await desk.TextAsync(NewWords);
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Conversation", Exact = true })).ToContainTextAsync(NewWords);
        Assert.Equal(1, (await desk.GetAsync("/api/inbox/" + lead)).GetProperty("unread").GetInt32());
        await page.RunAndWaitForResponseAsync(() => ShowAsync("visible"), r => r.Url.EndsWith("/read", StringComparison.Ordinal));
        Assert.Equal(0, (await desk.GetAsync("/api/inbox/" + lead)).GetProperty("unread").GetInt32());

        Task ShowAsync(string state) => page.EvaluateAsync(
            "state => { Object.defineProperty(document, 'visibilityState', { value: state, configurable: true }); document.dispatchEvent(new Event('visibilitychange')) }", state);
    }

    [BrowserFact]
    public async Task Thread_ReadFurtherUp_StaysThereWhenRowsComeInAtEitherEnd()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString();
        for (var i = 0; i < 30; i++) await desk.TextAsync($"Message number {i}.");
        var page = await desk.WindowAsync();
        await page.RouteAsync("**/api/inbox/*?limit=200", route => route.ContinueAsync(new() { Url = route.Request.Url.Replace("limit=200", "limit=24", StringComparison.Ordinal) }));
        await Pages.GoAsync(page, "/inbox/" + lead);
        var thread = page.GetByRole(AriaRole.List, new() { Name = "Conversation", Exact = true });
        await Expect(thread.GetByText("Message number 29.")).ToBeInViewportAsync();
        var read = thread.GetByText("Message number 20.");
        await page.GetByRole(AriaRole.Region, new() { Name = "Messages" }).EvaluateAsync("pane => pane.scrollTo(0, 0)");
        var top = (await read.BoundingBoxAsync())!.Y;

        await page.GetByRole(AriaRole.Button, new() { Name = "Show what came before" }).ClickAsync();
        await Expect(thread).ToContainTextAsync("Message number 1.");
        Assert.Equal(top, (await read.BoundingBoxAsync())!.Y, 2f);
        await desk.TextAsync(NewWords);
        await Expect(thread).ToContainTextAsync(NewWords);
        Assert.Equal(top, (await read.BoundingBoxAsync())!.Y, 2f);

        await thread.GetByText(NewWords).ScrollIntoViewIfNeededAsync();
        await desk.TextAsync("Are you there?");
        await Expect(thread.GetByText("Are you there?")).ToBeInViewportAsync();
    }

    [BrowserFact]
    public async Task Note_HalfWrittenOrNotSaved_IsStillANote()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString();
        var page = await desk.WindowAsync();
        var answer = new TaskCompletionSource();
        await page.RouteAsync("**/events", async route =>
        {
            await answer.Task;
            await route.AbortAsync();
        });
        await Pages.GoAsync(page, "/inbox/" + lead);
        await page.GetByRole(AriaRole.Form, new() { Name = "Answer" }).GetByText("Note", new() { Exact = true }).ClickAsync();
        var note = page.GetByRole(AriaRole.Textbox, new() { Name = "Note", Exact = true });
        await note.FillAsync("Hard of hearing");
        await page.GetByRole(AriaRole.Link, new() { Name = "Leads" }).ClickAsync();
        await Pages.GoAsync(page, "/inbox/" + lead);
        await Expect(note).ToHaveValueAsync("Hard of hearing");

        await page.GetByRole(AriaRole.Button, new() { Name = "Save note" }).ClickAsync();
        await Expect(note).ToHaveValueAsync("");
        await note.FillAsync("Call slowly");
        answer.SetResult();
        await Expect(note).ToHaveValueAsync("Hard of hearing\nCall slowly");
    }
}
