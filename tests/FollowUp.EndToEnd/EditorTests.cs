using FollowUp.EndToEnd.Driving;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FollowUp.EndToEnd;

[Collection(SharedBrowser.Name)]
public sealed class EditorTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Sequence_Edited_IsCheckedPreviewedComparedAndSavedAsANewVersion()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/sequences/missed-call-text-back");
        var text = page.GetByRole(AriaRole.Group, new() { Name = "Text", Exact = true }).First.GetByRole(AriaRole.Textbox);
        await Expect(text).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("Sorry we missed your call"));

        await text.FillAsync("Hi {{lead.frstName}}, we missed you.");
        await Expect(page.GetByText("lead.frstName").Last).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save as a new version" })).ToBeDisabledAsync();

        await text.FillAsync("Hi {{lead.firstName}}, Lone Star here. How can we help? Reply STOP to opt out.");
        await Expect(page.GetByText("1 segment of GSM-7")).ToBeVisibleAsync();
        await Expect(page.GetByText("Hi Ana, Lone Star here. How can we help?").First).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Tab, new() { Name = "Changes" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Changes" })).ToContainTextAsync("Changed: step text-back, sms text");

        var asked = new TaskCompletionSource<string>();
        page.Dialog += (_, dialog) =>
        {
            asked.TrySetResult(dialog.Type);
            _ = dialog.DismissAsync();
        };
        await page.EvaluateAsync("setTimeout(() => location.reload())");
        Assert.Equal("beforeunload", await asked.Task);

        await page.GetByRole(AriaRole.Button, new() { Name = "Save as a new version" }).ClickAsync();
        await Expect(page.GetByText("Saved as version 2")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(text).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("Lone Star here"));

        await desk.MissCallAsync();
        var sent = (await desk.GetAsync("/sim/phones/" + Uri.EscapeDataString(Desk.Ana))).GetProperty("items")[1].GetProperty("text").GetString();
        Assert.Equal("Hi there, Lone Star here. How can we help? Reply STOP to opt out.", sent);
        Assert.Empty(desk.Complaints);
    }

    [BrowserFact]
    public async Task Sequence_SavedByTwo_AsksBeforeItComesOnTop()
    {
        const string Id = "missed-call-text-back";
        await using var desk = await Desk.OpenAsync(browser);
        var page = await desk.WindowAsync();
        await page.Clock.InstallAsync();
        await Pages.GoAsync(page, "/sequences/" + Id);
        var theirs = (await desk.GetAsync("/api/sequences/" + Id)).GetRawText().Replace("again: we", "once more: we", StringComparison.Ordinal);
        using (var saved = await desk.Api.PutAsync("/api/sequences/" + Id, new StringContent(theirs))) saved.EnsureSuccessStatusCode();
        await page.GetByRole(AriaRole.Group, new() { Name = "Text", Exact = true }).First.GetByRole(AriaRole.Textbox).FillAsync("Mine. Reply STOP to opt out.");
        // Looked away from and back, when other pages ask for what is new.
        await page.Clock.FastForwardAsync("01:00");
        await page.EvaluateAsync("window.dispatchEvent(new Event('visibilitychange'))");
        await Expect(page.GetByText("Mine. Reply STOP to opt out.").Last).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Save as a new version" }).ClickAsync();
        await Expect(page.GetByText("Somebody else has saved this sequence meanwhile")).ToBeVisibleAsync();
        Assert.Equal(2, (await desk.GetAsync("/api/sequences/" + Id)).GetProperty("version").GetInt32());

        // What is typed while it is being saved is the next change.
        var text = page.GetByRole(AriaRole.Group, new() { Name = "Text", Exact = true }).First.GetByRole(AriaRole.Textbox);
        var answer = new TaskCompletionSource();
        await page.RouteAsync("**/api/sequences/" + Id, async route =>
        {
            await answer.Task;
            await route.ContinueAsync();
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Save mine on top" }).ClickAsync();
        await text.FillAsync("Mine, and more. Reply STOP to opt out.");
        answer.SetResult();
        await Expect(page.GetByText("Saved as version 3")).ToBeVisibleAsync();
        await Expect(text).ToHaveValueAsync("Mine, and more. Reply STOP to opt out.");
        Assert.Contains("Mine.", (await desk.GetAsync("/api/sequences/" + Id)).GetRawText(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Preview_ForAPersonWhoIsPicked_IsInTheirNameUntilTheBoxIsEdited()
    {
        await using var desk = await Desk.OpenAsync(browser);
        await Shop.FillAsync(desk);
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/sequences/new-lead");
        await Expect(page.GetByText("Hi Ana, this is").First).ToBeVisibleAsync();
        var person = page.GetByRole(AriaRole.Combobox, new() { Name = "For" });
        await person.FillAsync("Marcus");
        // What stands in the box is searched for after a pause, and must not undo the choice.
        await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Option, new() { NameRegex = new("^Marcus Webb") }).ClickAsync(), r => r.Url.Contains("q=Marcus+Webb", StringComparison.Ordinal));
        await Expect(page.GetByText("Hi Marcus, this is").First).ToBeVisibleAsync();
        await Expect(page.GetByText("Times are New York time.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Marcus Webb is not changed by this.")).ToBeVisibleAsync();
        await person.FillAsync("");
        await Expect(page.GetByText("Hi Ana, this is").First).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task LeadsInAnOldVersion_AfterADryRun_MoveToTheNewest()
    {
        await using var desk = await Desk.OpenAsync(browser);
        await desk.MissCallAsync();
        var sequence = await desk.GetAsync("/api/sequences/missed-call-text-back");
        using (var saved = await desk.Api.PutAsync("/api/sequences/missed-call-text-back", new StringContent(sequence.GetRawText().Replace("again: we", "once more: we", StringComparison.Ordinal))))
            saved.EnsureSuccessStatusCode();
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/sequences/missed-call-text-back");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Versions" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "What if 1 moved to the newest?" }).ClickAsync();
        Assert.Equal(1, (await desk.LeadOfAsync()).GetProperty("enrollments")[0].GetProperty("version").GetInt32());
        await page.GetByRole(AriaRole.Button, new() { Name = "Move them" }).ClickAsync();
        await Expect(page.GetByText("1 moved to version 2")).ToBeVisibleAsync();
        Assert.Equal(2, (await desk.LeadOfAsync()).GetProperty("enrollments")[0].GetProperty("version").GetInt32());
    }
}
