using FollowUp.EndToEnd.Driving;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FollowUp.EndToEnd;

[Collection(SharedBrowser.Name)]
public sealed class ReportTests(BrowserFixture browser)
{
    private static readonly (string Tab, string Title, string Column, string File)[] Reports =
    [
        ("Speed", "Speed to lead", "Half within", "speed-to-lead"), ("Replies", "Replies and bookings", "Booking rate", "sequences"),
        ("Appointments", "Appointments and no-shows", "No-show", "appointments"), ("Reactivation", "Reactivation", "Campaign", "reactivation"),
        ("Cost", "Cost", "Per booking", "cost"),
    ];

    [BrowserFact]
    public async Task EveryReport_Opened_HasAChartItsNumbersAndACsv()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var ana = await Shop.FillAsync(desk);
        await desk.PassAsync("PT30H");
        await desk.FactAsync(ana, "appointment.noshow", new { appointmentId = "a-1" });
        await desk.PostAsync("/api/campaigns/reactivation", new { sequence = "past-customers", dryRun = false });
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/reports");
        foreach (var (tab, title, column, file) in Reports)
        {
            await page.GetByRole(AriaRole.Tab, new() { Name = tab }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = title })).ToBeVisibleAsync();
            var chart = page.GetByRole(AriaRole.Img, new() { NameRegex = new("^" + title) });
            await Expect(chart.Locator("rect").First).ToBeAttachedAsync();
            var numbers = page.GetByRole(AriaRole.Region, new() { Name = title + ", numbers" });
            await Expect(numbers.GetByRole(AriaRole.Columnheader, new() { Name = column, Exact = true })).ToBeVisibleAsync();
            await Expect(numbers.GetByRole(AriaRole.Row).Last).ToContainTextAsync("Total");

            var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "CSV" }).ClickAsync());
            Assert.Equal(file + ".csv", download.SuggestedFilename);
            var lines = (await File.ReadAllTextAsync(await download.PathAsync())).Trim().Split("\r\n");
            Assert.Equal(await numbers.GetByRole(AriaRole.Row).CountAsync(), lines.Length);
        }
        await page.SetViewportSizeAsync(360, 780);
        await page.GetByRole(AriaRole.Tab, new() { Name = "Speed" }).ClickAsync();
        var speed = page.GetByRole(AriaRole.Img, new() { NameRegex = new("^Speed to lead") });
        await Expect(speed).ToContainTextAsync(" s");
        Assert.True((await speed.GetByText("Nov 24").BoundingBoxAsync())!.Height > 10, "the words of a chart are too small to read on a phone");
        Assert.Empty(desk.Complaints);
    }
}
