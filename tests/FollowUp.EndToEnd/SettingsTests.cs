using FollowUp.EndToEnd.Driving;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FollowUp.EndToEnd;

[Collection(SharedBrowser.Name)]
public sealed class SettingsTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Profile_HoursNumbersTeamAndTemplates_AreSavedAndUsed()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString();
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/settings");
        await page.GetByLabel("Name customers know").FillAsync("Big Bend Roofing");
        await TabAsync(page, "Hours");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Sunday" }).FillAsync("10:00-12:00");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Sunday" }).PressAsync("Enter");
        await TabAsync(page, "Numbers");
        await page.GetByLabel("What it is for").First.FillAsync("Front desk");
        await page.GetByLabel("Greeting when nobody takes the call").First.FillAsync("Big Bend here. We will text you.");
        await page.GetByLabel("Callers may leave a message").First.CheckAsync();
        await TabAsync(page, "Team");
        await page.GetByRole(AriaRole.Button, new() { Name = "Member" }).ClickAsync();
        var member = page.GetByRole(AriaRole.Group, new() { Name = "New member" });
        await member.GetByLabel("Id").FillAsync("lee");
        await member.GetByLabel("Name", new() { Exact = true }).FillAsync("Lee Wong");
        await TabAsync(page, "Templates");
        await page.GetByRole(AriaRole.Button, new() { Name = "Template" }).ClickAsync();
        var template = page.GetByRole(AriaRole.Group, new() { Name = "New template" });
        await template.GetByLabel("Words").FillAsync("Hello from {{business.name}}, how can we help?");
        await template.GetByLabel("Name", new() { Exact = true }).FillAsync("Hello");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Saved", new() { Exact = true })).ToBeVisibleAsync();

        var business = await desk.GetAsync("/api/business");
        Assert.Equal("10:00-12:00", business.GetProperty("hours").GetProperty("sun")[0].GetString());
        var number = business.GetProperty("numbers")[0];
        Assert.Equal("Front desk", number.GetProperty("label").GetString());
        Assert.Equal(("Big Bend here. We will text you.", true), (number.GetProperty("greeting").GetString(), number.GetProperty("takesMessages").GetBoolean()));
        Assert.Contains(business.GetProperty("team").EnumerateArray(), m => m.GetProperty("id").GetString() == "lee");
        await page.GotoAsync("/inbox/" + lead);
        await page.GetByRole(AriaRole.Button, new() { Name = "Templates" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Hello" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true })).ToHaveValueAsync("Hello from Big Bend Roofing, how can we help?");
        await Expect(page.GetByText("1 segment, GSM-7")).ToBeVisibleAsync();
        Assert.Empty(desk.Complaints);
    }

    [BrowserFact]
    public async Task Profile_WithAnError_NamesTheFieldAndSavesNothing()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/settings?tab=numbers");
        await page.GetByLabel("Number", new() { Exact = true }).FillAsync("12");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("numbers[0].phone");
        Assert.Equal(Desk.Business, (await desk.GetAsync("/api/business")).GetProperty("numbers")[0].GetProperty("phone").GetString());
    }

    [BrowserFact]
    public async Task Carriers_AfterAFailure_SayWhatFailedAndWhy()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString()!;
        var sent = (await desk.GetAsync($"/api/leads/{lead}/timeline")).GetProperty("items").EnumerateArray()
            .First(e => e.TryGetProperty("touchId", out _) && e.GetProperty("channel").GetString() == "sms");
        await desk.FactAsync(lead, "message.delivery", new { touchId = sent.GetProperty("touchId").GetString(), status = "failed", detail = "landline" });
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/settings?tab=health");
        var carriers = page.GetByRole(AriaRole.List, new() { Name = "Carriers in the last week" });
        await Expect(carriers).ToContainTextAsync("1 failed");
        await Expect(carriers).ToContainTextAsync("landline");
        await Expect(carriers).ToContainTextAsync("Trouble");
    }

    [BrowserFact]
    public async Task Keys_OnAHostWithAKey_AreOnePerPersonOfTheTeam()
    {
        await using var desk = await Desk.OpenAsync(browser, "--key", "the-key-of-the-house");
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/settings?tab=keys");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Copy the key" })).ToHaveCountAsync(2);
    }

    private static Task TabAsync(IPage page, string name) => page.GetByRole(AriaRole.Tab, new() { Name = name }).ClickAsync();
}
