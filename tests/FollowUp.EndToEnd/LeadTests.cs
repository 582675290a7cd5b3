using System.Text.Json;
using FollowUp.EndToEnd.Driving;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FollowUp.EndToEnd;

[Collection(SharedBrowser.Name)]
public sealed class LeadTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Plan_PausedResumedSkippedStoppedAndEnrolled_ShowsWhatComesAtOnce()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString()!;
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/leads/" + lead);
        var plan = page.GetByRole(AriaRole.Region, new() { Name = "Plan" });
        await Expect(plan).ToContainTextAsync("Tue, Nov 24, 10:00 AM");
        await Expect(plan).ToContainTextAsync("Times are Chicago time.");

        await plan.GetByRole(AriaRole.Button, new() { Name = "Pause everything" }).ClickAsync();
        await Expect(page.GetByText("Paused", new() { Exact = true })).ToBeVisibleAsync();
        await desk.PassAsync("PT2H");
        Assert.Equal(2, await SentAsync(desk));

        await plan.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Expect(page.GetByText("Paused", new() { Exact = true })).ToHaveCountAsync(0);
        await Expect(plan).ToContainTextAsync("Tue, Nov 24, 12:00 PM");

        var before = (await PlanAsync(desk, lead)).GetArrayLength();
        await plan.GetByRole(AriaRole.Button, new() { NameRegex = new("^Skip") }).First.ClickAsync();
        await Expect(page.GetByText("This step is left out")).ToBeVisibleAsync();
        Assert.True((await PlanAsync(desk, lead)).GetArrayLength() < before);

        await plan.GetByRole(AriaRole.Button, new() { NameRegex = new("^Stop") }).ClickAsync();
        await Expect(plan).ToContainTextAsync("Nothing is planned");

        await plan.GetByRole(AriaRole.Button, new() { Name = "Enroll in a sequence" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { NameRegex = new("^Long tail") }).ClickAsync();
        await Expect(plan.GetByRole(AriaRole.Button, new() { NameRegex = new("^Stop") })).ToBeVisibleAsync();
        Assert.NotEqual(0, (await PlanAsync(desk, lead)).GetArrayLength());
        Assert.Empty(desk.Complaints);
    }

    [BrowserFact]
    public async Task Plan_AtNight_SaysWhatIsHeldAndWhy()
    {
        await using var desk = await Desk.OpenAsync(browser);
        await desk.PassAsync("PT11H30M");
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString()!;
        var page = await desk.WindowAsync(360, 780);
        await Pages.GoAsync(page, "/leads/" + lead);
        var plan = page.GetByRole(AriaRole.Region, new() { Name = "Plan" });
        await Expect(plan).ToContainTextAsync("Held until Wed Nov 25, 09:00 Chicago time");
        await Expect(plan).ToContainTextAsync("quiet hours");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Timeline" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Timeline" })).ToContainTextAsync("Why: step 'Text back' of 'Missed call text back'");
    }

    [BrowserFact]
    public async Task Record_EditedAndEmptied_IsSavedAsShown()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var ana = await Shop.FillAsync(desk);
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/leads/" + ana);
        var record = page.GetByRole(AriaRole.Region, new() { Name = "Record" });
        await record.GetByLabel("Name", new() { Exact = true }).FillAsync("Ana Maria Diaz");
        await record.GetByLabel("Urgency").FillAsync("");
        await record.GetByLabel("Email", new() { Exact = true }).FillAsync("");
        var tags = record.GetByRole(AriaRole.Combobox, new() { Name = "Tags" });
        await tags.FocusAsync();
        for (var i = 0; i < 2; i++) await page.Keyboard.PressAsync("Backspace");
        await record.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Ana Maria Diaz" })).ToBeVisibleAsync();
        await Expect(record.GetByRole(AriaRole.Button, new() { Name = "Save" })).ToHaveCountAsync(0);
        var lead = await desk.GetAsync("/api/leads/" + ana);
        Assert.Empty(lead.GetProperty("tags").EnumerateArray());
        Assert.False(lead.TryGetProperty("email", out _));
        Assert.False(lead.GetProperty("context").TryGetProperty("urgency", out _));
        Assert.Equal("roof repair", lead.GetProperty("context").GetProperty("service").GetString());

        await record.GetByLabel("Phone").FillAsync("12");
        await record.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("The change was taken back")).ToBeVisibleAsync();
        await Expect(record.GetByLabel("Phone")).ToHaveAttributeAsync("aria-invalid", "true");
    }

    [BrowserFact]
    public async Task Record_EditedByTwo_KeepsWhatTheOtherChanged()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString()!;
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/leads/" + lead);
        var record = page.GetByRole(AriaRole.Region, new() { Name = "Record" });
        await record.GetByLabel("Name", new() { Exact = true }).FillAsync("Ana Diaz");
        foreach (var words in new[] { "a friend", "" }) await record.GetByLabel("Source").FillAsync(words); // thought better of
        using (var theirs = await desk.Api.PatchAsync("/api/leads/" + lead, new StringContent("""{"stage":"qualified","source":"referral"}"""))) theirs.EnsureSuccessStatusCode();
        await Expect(record.GetByLabel("Source")).ToHaveValueAsync("referral");
        await record.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Ana Diaz" })).ToBeVisibleAsync();
        await Expect(record.GetByRole(AriaRole.Button, new() { Name = "Save" })).ToHaveCountAsync(0);
        var saved = await desk.LeadOfAsync();
        Assert.Equal(("Ana Diaz", "qualified"), (saved.GetProperty("name").GetString(), saved.GetProperty("stage").GetString()));
        Assert.Equal("referral", saved.GetProperty("source").GetString());
    }

    [BrowserFact]
    public async Task Record_HalfEdited_OutlastsWhatHappensAroundIt()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString()!;
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/leads/" + lead);
        var record = page.GetByRole(AriaRole.Region, new() { Name = "Record" });
        var name = record.GetByLabel("Name", new() { Exact = true });
        await name.FillAsync("Ana Diaz");

        // What is saved in a dialog is not the record.
        await page.GetByRole(AriaRole.Button, new() { Name = "Write down" }).ClickAsync();
        await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync(), r => r.Request.Method == "PATCH");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        Assert.False((await desk.LeadOfAsync()).TryGetProperty("name", out _));

        // A look for news that fails takes nothing away.
        await page.RouteAsync("**/api/leads/" + lead, route => route.FulfillAsync(new() { Status = 400 }));
        await page.RunAndWaitForResponseAsync(() => desk.TextAsync("Are you there?"), r => r.Status == 400);
        await Expect(name).ToHaveValueAsync("Ana Diaz");
        await page.UnrouteAsync("**/api/leads/" + lead);

        // Nor does a zone that nobody knows.
        await record.GetByLabel("Time zone").FillAsync("Chicago");
        await record.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(record.GetByLabel("Time zone")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(name).ToHaveValueAsync("Ana Diaz");

        // Leaving asks.
        var inbox = page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByText("Inbox");
        await inbox.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(name).ToHaveValueAsync("Ana Diaz");
        await inbox.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Leave" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Conversations" })).ToContainTextAsync("555-0143");
    }

    [BrowserFact]
    public async Task Leads_FirstPageHasNobodyWhoMatches_AreLookedForFurther()
    {
        await using var desk = await Desk.OpenAsync(browser);
        await Shop.FillAsync(desk);
        var page = await desk.WindowAsync();
        await page.RouteAsync("**/api/leads?limit=*", route => route.Request.Url.Contains("cursor", StringComparison.Ordinal)
            ? route.ContinueAsync(new() { Url = route.Request.Url.Split("&cursor", StringSplitOptions.None)[0] })
            : route.FulfillAsync(new() { ContentType = "application/json", Body = """{"items":[],"next":"further"}""" }));
        await Pages.GoAsync(page, "/leads");
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Leads" })).ToContainTextAsync("Priya Nair");
    }

    [BrowserFact]
    public async Task Consent_WrittenDown_IsKeptWithItsWords()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var lead = (await desk.MissCallAsync()).GetProperty("leadId").GetString()!;
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/leads/" + lead);
        await page.GetByRole(AriaRole.Button, new() { Name = "Write down" }).ClickAsync();
        await page.GetByLabel("In their words").Last.FillAsync("Sure, text me offers");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Consent" })).ToContainTextAsync("Text: yes, told to the team");
        var sms = (await desk.LeadOfAsync()).GetProperty("consent").GetProperty("sms");
        Assert.Equal("Sure, text me offers", sms.GetProperty("text").GetString());
    }

    [BrowserFact]
    public async Task Leads_LookedForByName_AreFoundAmongMany()
    {
        await using var desk = await Desk.OpenAsync(browser);
        await Shop.FillAsync(desk);
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/leads");
        await page.GetByPlaceholder("Name, number, email or #tag").FillAsync("priya");
        var list = page.GetByRole(AriaRole.List, new() { Name = "Leads" });
        await Expect(list.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await Expect(list).ToContainTextAsync("Priya Nair");
        await page.GetByPlaceholder("Name, number, email or #tag").FillAsync("#storm");
        await Expect(list).ToContainTextAsync("Ana Diaz");
    }

    private static async Task<JsonElement> PlanAsync(Desk desk, string lead) => (await desk.GetAsync($"/api/leads/{lead}/plan")).GetProperty("items");

    private static async Task<int> SentAsync(Desk desk) =>
        (await desk.GetAsync("/sim/phones/" + Uri.EscapeDataString(Desk.Ana))).GetProperty("items").GetArrayLength();
}
