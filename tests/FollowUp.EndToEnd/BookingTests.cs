using FollowUp.EndToEnd.Driving;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FollowUp.EndToEnd;

[Collection(SharedBrowser.Name)]
public sealed class BookingTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task MissedCall_TextedBackAndAnswered_EndsAsBookedAppointment()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/phones");
        await page.GetByRole(AriaRole.Button, new() { Name = "Call the business" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Phone of Ana" }).GetByRole(AriaRole.Status)).ToContainTextAsync("In a call");
        await page.GetByRole(AriaRole.Button, new() { Name = "+1 min" }).ClickAsync();
        var phone = page.GetByRole(AriaRole.Log, new() { Name = "Messages on the phone of Ana" });
        await Expect(phone).ToContainTextAsync("Sorry we missed your call!");
        await Expect(page.GetByRole(AriaRole.Log, new() { Name = "Messages on the phone of Sam" })).ToContainTextAsync("Missed call from (512) 555-0143");

        await page.GetByLabel("Text message from Ana").FillAsync("My roof leaks, can you come tomorrow?");
        await page.GetByLabel("Text message from Ana").PressAsync("Enter");
        await Expect(phone).ToContainTextAsync("My roof leaks");
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Conversation", Exact = true })).ToContainTextAsync("stopped: the person replied");

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByText("Inbox").ClickAsync();
        await page.GetByRole(AriaRole.List, new() { Name = "Conversations" }).GetByRole(AriaRole.Link, new() { NameRegex = new("555-0143") }).ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true }).FillAsync("Sam can come at 9. Does that suit you?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Conversation", Exact = true })).ToContainTextAsync("Sam Reyes");

        await page.GetByRole(AriaRole.Button, new() { Name = "Book", Exact = true }).ClickAsync();
        await page.GetByLabel("Starts").FillAsync("2026-11-25T09:00");
        await page.GetByLabel("What", new() { Exact = true }).FillAsync("Roof inspection");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Book" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Conversation", Exact = true })).ToContainTextAsync("Appointment booked");

        await page.GetByRole(AriaRole.Link, new() { Name = "Calendar" }).ClickAsync();
        var slot = page.GetByRole(AriaRole.Button, new() { NameRegex = new("Roof inspection") });
        await Expect(slot).ToContainTextAsync("9:00 AM");
        await slot.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();

        var lead = await desk.LeadOfAsync();
        var appointment = lead.GetProperty("appointments")[0];
        Assert.Equal("2026-11-25T15:00:00Z", appointment.GetProperty("startsAt").GetString());
        await Expect(page.GetByText("Confirmed", new() { Exact = true }).First).ToBeVisibleAsync();
        Assert.Equal("confirmed", (await desk.LeadOfAsync()).GetProperty("appointments")[0].GetProperty("status").GetString());
        Assert.Empty(desk.Complaints);
    }

    [BrowserFact]
    public async Task TimeTravel_ToTheNextTouch_SendsItAndShowsIt()
    {
        await using var desk = await Desk.OpenAsync(browser);
        await desk.MissCallAsync();
        var page = await desk.WindowAsync();
        await Pages.GoAsync(page, "/phones");
        await page.GetByRole(AriaRole.Button, new() { Name = "To the next touch" }).ClickAsync();
        await Expect(page.GetByTestId("clock")).ToHaveTextAsync("Tue, Nov 24, 10:00 AM");
        await Expect(page.GetByRole(AriaRole.Log, new() { Name = "Messages on the phone of Ana" })).ToContainTextAsync("we would still like to help");
    }
}
