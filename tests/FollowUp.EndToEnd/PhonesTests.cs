using System.Collections.Concurrent;
using FollowUp.EndToEnd.Driving;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FollowUp.EndToEnd;

/// <summary>The demonstration: a story of calls and texts on the emulator's phones.</summary>
[Collection(SharedBrowser.Name)]
public sealed class PhonesTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Story_PlayedOnThePhones_GoesFromTheMissedCallToTheTransfer()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/phones");
        var (ana, sam, kim) = (new Handset(page, "Ana"), new Handset(page, "Sam"), new Handset(page, "Kim"));

        // Called; the team's phones ring, and nobody takes it.
        await ana.ClickAsync("Call the business");
        await Expect(ana.State).ToHaveTextAsync("In a call with Lone Star Roofing");
        await Expect(sam.State).ToHaveTextAsync("Lone Star Roofing is calling");
        await kim.ClickAsync("Decline");
        await Expect(kim.Log).ToContainTextAsync("It stopped ringing");
        await sam.ClickAsync("Ring out");
        await Expect(ana.Log).ToContainTextAsync("You have reached Lone Star Roofing");
        await page.GetByRole(AriaRole.Button, new() { Name = "+1 min" }).ClickAsync();
        await Expect(ana.State).ToHaveTextAsync("Not in a call");
        await Expect(ana.Log).ToContainTextAsync("Sorry we missed your call!");
        await Expect(sam.Log).ToContainTextAsync("Missed call from (512) 555-0143");

        // Texted back and answered.
        await ana.Place.GetByLabel("Text message from Ana").FillAsync("Yes please, our roof leaks!");
        await ana.Place.GetByLabel("Text message from Ana").PressAsync("Enter");
        await Expect(sam.Log).ToContainTextAsync("Yes please, our roof leaks!");
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Conversation", Exact = true })).ToContainTextAsync("stopped: the person replied");

        // A visit that Ana misses, with her leave to be called: the call back comes when its time has come.
        var lead = (await desk.LeadOfAsync()).GetProperty("id").GetString()!;
        var leave = new { given = true, source = "web form", text = "You may call me with an automatic voice." };
        await desk.PostAsync("/api/leads", new { phone = Desk.Ana, sequences = Array.Empty<string>(), consent = new { voice = leave } });
        await desk.FactAsync(lead, "appointment.booked", new { appointmentId = "a-1", startsAt = "2026-11-24T14:00:00Z", durationMinutes = 30, title = "roof inspection" });
        await desk.FactAsync(lead, "appointment.noshow", new { appointmentId = "a-1" });
        await page.GetByRole(AriaRole.Button, new() { Name = "To the next touch" }).ClickAsync();
        await Expect(ana.State).ToHaveTextAsync("Lone Star Roofing is calling");
        await ana.ClickAsync("Answer");
        await Expect(ana.Log).ToContainTextAsync("We missed you at roof inspection. Press 1");

        // Pressed 1, put through, and both talk.
        await ana.ClickAsync("Press 1");
        await Expect(ana.Log).ToContainTextAsync("I am putting you through");
        await page.GetByRole(AriaRole.Button, new() { Name = "Let the phones go on" }).ClickAsync();
        await sam.ClickAsync("Answer");
        await Expect(ana.State).ToHaveTextAsync("In a call with Sam");
        await sam.SayAsync("Hello Ana, this is Sam.");
        await Expect(ana.Log).ToContainTextAsync("Hello Ana, this is Sam.");
        await ana.SayAsync("Tomorrow at nine, please.");
        await Expect(sam.Log).ToContainTextAsync("Tomorrow at nine, please.");
        await ana.ClickAsync("Hang up");
        await Expect(sam.State).ToHaveTextAsync("Not in a call");
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Conversation", Exact = true })).ToContainTextAsync("We called: answered");
        Assert.Empty(desk.Complaints);
    }

    [BrowserTheory]
    [InlineData("virtual", 1440, "Light")]
    [InlineData("virtual", 360, "Dark")]
    [InlineData("system", 1440, "Dark")]
    public async Task Guide_EveryButtonInTurn_PlaysTheWholeStory(string clock, int width, string scheme)
    {
        // A Sunday, so the first step goes on to Monday's opening.
        await using var desk = await Desk.OpenAsync(browser, "--clock", clock, "--now", "2026-11-22T15:00:00Z");
        var page = await desk.WindowAsync(width, 900, Enum.Parse<ColorScheme>(scheme));
        await Pages.GoAsync(page, "/phones");
        var guide = page.GetByRole(AriaRole.Region, new() { Name = "Try this" });
        await Expect(guide).ToContainTextAsync("the first step moves the clock to Mon, Nov 23, 8:00 AM");
        var (ana, sam) = (new Handset(page, "Ana"), new Handset(page, "Sam"));
        var shows = new[]
        {
            ("Call", sam.Log, "Lone Star Roofing calls"), ("Let it ring out", ana.Log, "Sorry we missed your call!"),
            ("Answer the text", sam.Log, "our roof leaks!"), ("Get called back", ana.State, "Lone Star Roofing is calling"),
            ("Press 1", sam.State, "is calling"), ("Pick up and talk", ana.Log, "When may we come again?"),
        };
        foreach (var (step, place, words) in shows)
        {
            await guide.GetByRole(AriaRole.Button, new() { NameRegex = new($"{step}$") }).ClickAsync();
            await Expect(place).ToContainTextAsync(words);
        }
        await Expect(sam.Log).ToContainTextAsync("Tomorrow at nine, please.");
        await Expect(guide.GetByRole(AriaRole.Img, new() { Name = "Done" })).ToHaveCountAsync(shows.Length);
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(Repository.Artifacts("screens"), $"phones-story-{clock}-{width}-{scheme.ToLowerInvariant()}.png"), FullPage = true,
        });
        Assert.Empty(desk.Complaints);
    }

    [BrowserFact]
    public async Task Page_PhoneAnswersSlowly_IsNotAskedAgainMeanwhile()
    {
        const string Ana = "**/emulator/phones/*0143";
        await using var desk = await Desk.OpenAsync(browser);
        var page = await desk.WindowAsync();
        await page.Clock.InstallAsync();
        await Pages.GoAsync(page, "/phones");
        await Expect(new Handset(page, "Ana").State).ToHaveTextAsync("Not in a call");
        var held = new ConcurrentQueue<IRoute>();
        await page.RouteAsync(Ana, held.Enqueue);

        await page.Clock.RunForAsync(10_000);

        var first = Assert.Single(held);
        held.Clear();
        await page.RunAndWaitForResponseAsync(() => first.ContinueAsync(), Ana);
        await page.Clock.RunForAsync(10_000);
        Assert.Single(held);
    }

    /// <summary>One of the phones of the page.</summary>
    private sealed class Handset(IPage page, string name)
    {
        public ILocator Place { get; } = page.GetByRole(AriaRole.Region, new() { Name = "Phone of " + name });

        public ILocator State => Place.GetByRole(AriaRole.Status);

        public ILocator Log => Place.GetByRole(AriaRole.Log);

        public Task ClickAsync(string button) => Place.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

        public async Task SayAsync(string words)
        {
            await Place.GetByLabel("Say on the phone of " + name).FillAsync(words);
            await Place.GetByRole(AriaRole.Button, new() { Name = "Say it" }).ClickAsync();
        }
    }
}
