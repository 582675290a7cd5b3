using FollowUp.EndToEnd.Driving;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FollowUp.EndToEnd;

[Collection(SharedBrowser.Name)]
public sealed class CalendarTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Appointment_ConfirmedMovedAndDone_ShowsInCalendarAndList()
    {
        await using var desk = await Desk.OpenAsync(browser);
        await BookAsync(desk);
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/appointments");
        await OpenAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
        Assert.Equal("confirmed", await StatusAsync(desk, page));

        await OpenAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Move", Exact = true }).ClickAsync();
        await page.GetByLabel("Starts").FillAsync("2026-11-26T15:00");
        await page.GetByRole(AriaRole.Dialog).Last.GetByRole(AriaRole.Button, new() { Name = "Move", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Thu, Nov 26" })).ToContainTextAsync("3:00 PM");

        await page.GetByRole(AriaRole.Tab, new() { Name = "List" }).ClickAsync();
        await Expect(page.GetByText("Thu, Nov 26, 3:00 PM, Roof inspection")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Took place" }).ClickAsync();
        Assert.Equal("completed", await StatusAsync(desk, page));
        await Expect(page.GetByText("Took place", new() { Exact = true }).First).ToBeVisibleAsync();
        Assert.Empty(desk.Complaints);
    }

    [BrowserFact]
    public async Task NoShow_WrittenDown_BeginsTheCallBack()
    {
        await using var desk = await Desk.OpenAsync(browser);
        await BookAsync(desk);
        await desk.PassAsync("PT26H");
        var page = await desk.WindowAsync(360, 780);
        await Pages.GoAsync(page, "/appointments");
        await OpenAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "No-show", Exact = true }).ClickAsync();
        Assert.Equal("noshow", await StatusAsync(desk, page));
        var running = (await desk.LeadOfAsync()).GetProperty("enrollments").EnumerateArray().Where(e => e.GetProperty("status").GetString() == "running");
        Assert.Contains(running, e => e.GetProperty("sequence").GetString() == "no-show");
    }

    [BrowserFact]
    public async Task Estimate_Accepted_LeavesTheWaitingOnes()
    {
        await using var desk = await Desk.OpenAsync(browser);
        await Shop.FillAsync(desk);
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/appointments?tab=estimates");
        await Expect(page.GetByText("$4,200 for Roof repair, kitchen side")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accepted", Exact = true }).ClickAsync();
        await Expect(page.GetByText("No estimate here")).ToBeVisibleAsync();
        await page.Locator("label").Filter(new() { HasText = "Accepted" }).ClickAsync();
        await Expect(page.GetByText("$4,200 for Roof repair, kitchen side")).ToBeVisibleAsync();
    }

    private static async Task BookAsync(Desk desk)
    {
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString()!;
        await desk.FactAsync(lead, "appointment.booked", new { appointmentId = "a-1", startsAt = "2026-11-25T15:00:00Z", durationMinutes = 60, title = "Roof inspection" });
    }

    private static Task OpenAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { NameRegex = new("Roof inspection") }).ClickAsync();

    /// <summary>The status at the server, once the dialog has closed.</summary>
    private static async Task<string?> StatusAsync(Desk desk, IPage page)
    {
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        return (await desk.LeadOfAsync()).GetProperty("appointments")[0].GetProperty("status").GetString();
    }
}
