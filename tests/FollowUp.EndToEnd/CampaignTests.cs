using FollowUp.EndToEnd.Driving;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FollowUp.EndToEnd;

[Collection(SharedBrowser.Name)]
public sealed class CampaignTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task PastCustomers_AfterADryRunThatShowsWhoWhenAndCost_AreWokenUp()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var ana = await CustomerAsync(desk, "Ana Diaz", Desk.Ana);
        await CustomerAsync(desk, "Ben Ito", "+15125550144");
        await desk.FactAsync(await CustomerAsync(desk, "Cem Kaya", "+15125550145"), "optout", new { channel = "team" });
        await desk.PassAsync("P100D");
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/reports?tab=reactivation");
        await page.GetByRole(AriaRole.Button, new() { Name = "Wake people up" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);

        await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Asked for one of" }).FillAsync("roof");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Show what would happen" }).ClickAsync();

        var trial = dialog.GetByRole(AriaRole.Region, new() { Name = "Who, when and what it costs" });
        var row = trial.GetByRole(AriaRole.Row).Filter(new() { HasText = "Ana Diaz" });
        await Expect(row).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"Text, \w{3}, \w{3} \d+, \d+:\d\d [AP]M"));
        await Expect(row).ToContainTextAsync("¢");
        await Expect(trial).ToContainTextAsync("Cem Kaya");
        await Expect(trial).ToContainTextAsync("opted out");
        await Expect(dialog.GetByText("at most, if nobody answers")).ToBeVisibleAsync();
        Assert.Empty((await LeadAsync(desk, ana)).GetProperty("enrollments").EnumerateArray());

        var file = await page.RunAndWaitForDownloadAsync(() => dialog.GetByRole(AriaRole.Button, new() { Name = "Everybody as CSV" }).ClickAsync());
        Assert.Equal("past-customers.csv", file.SuggestedFilename);
        Assert.Contains("Cem Kaya", await File.ReadAllTextAsync(await file.PathAsync()), StringComparison.Ordinal);

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Wake up 2 people" }).ClickAsync();

        await Expect(page.GetByText("2 people entered the sequence")).ToBeVisibleAsync();
        Assert.Equal("past-customers", (await LeadAsync(desk, ana)).GetProperty("enrollments")[0].GetProperty("sequence").GetString());
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Reactivation, numbers" })).ToContainTextAsync("Past customers");
        Assert.Empty(desk.Complaints);
    }

    private static Task<System.Text.Json.JsonElement> LeadAsync(Desk desk, string id) => desk.GetAsync("/api/leads/" + id);

    private static async Task<string> CustomerAsync(Desk desk, string name, string phone)
    {
        var agreed = new { given = true, source = "contract", text = "Yes, remind me of my yearly roof check." };
        var lead = await desk.PostAsync("/api/leads", new
        {
            name, phone, stage = "won", context = new { service = "roof repair" }, consent = new { sms = agreed, email = agreed, voice = agreed }, sequences = Array.Empty<string>(),
        });
        return lead.GetProperty("id").GetString()!;
    }
}
