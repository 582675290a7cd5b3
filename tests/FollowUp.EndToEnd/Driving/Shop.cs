using System.Text.Json;

namespace FollowUp.EndToEnd.Driving;

/// <summary>A morning's worth of people, for pages that should be looked at with something on them.</summary>
internal static class Shop
{
    private static readonly string[] Tags = ["missed-call", "storm"];

    /// <summary>Fills the desk; returns Ana's lead.</summary>
    public static async Task<string> FillAsync(Desk desk)
    {
        var written = new { given = true, source = "website form", text = "I agree to be contacted by text, call and email." };
        var consent = new { sms = written, voice = written, email = written };
        var marcus = await desk.PostAsync("/api/leads", new
        {
            name = "Marcus Webb", phone = "+13055550177", email = "marcus@example.net", source = "website", consent, stage = "qualified", owner = "kim",
            context = new { service = "gutter cleaning", urgency = "next week", location = "Coral Gables", message = "Two storeys, lots of leaves" },
        });
        await desk.PostAsync("/api/leads", new
        {
            name = "Priya Nair", phone = "+15035550162", email = "priya@example.net", source = "referral", consent,
            context = new { service = "roof inspection", urgency = "before the sale", location = "Portland" },
        });
        await desk.FactAsync(marcus.GetProperty("id").GetString()!, "callback.requested", new { at = "2026-11-24T15:20:00Z" });
        await desk.PassAsync("PT4M");
        await desk.TextAsync("Thursday after 3 works for me. Do you also do downspouts?", "+13055550177");
        await desk.MissCallAsync("+12125550108");
        await desk.PassAsync("PT9M");
        await desk.TextAsync("STOP", "+12125550108");
        await desk.MissCallAsync("+16025550119");
        await desk.PassAsync("PT7M");
        var ana = (await desk.MissCallAsync()).GetProperty("leadId").GetString()!;
        await desk.PassAsync("PT2M");
        await desk.TextAsync("Hi, the roof over our kitchen leaks since the storm. Can somebody come this week?");
        await PatchAsync(desk, ana, new
        {
            name = "Ana Diaz", email = "ana@example.net", stage = "contacted", tags = Tags,
            context = new { service = "roof repair", urgency = "this week", location = "East Austin", message = "The roof over our kitchen leaks since the storm." },
        });
        await desk.PostAsync($"/api/leads/{ana}/messages", new { channel = "sms", text = "Sorry to hear that, Ana! Sam can come tomorrow at 9. Does that work?", by = "sam" });
        await desk.PassAsync("PT3M");
        await desk.TextAsync("Yes please, tomorrow at 9 is perfect");
        await desk.FactAsync(ana, "appointment.booked", new { appointmentId = "a-1", startsAt = "2026-11-25T15:00:00Z", durationMinutes = 60, title = "Roof inspection", place = "12 Oak St" });
        await desk.FactAsync(ana, "estimate.sent", new { estimateId = "e-1", amount = 4200, currency = "USD", title = "Roof repair, kitchen side" });
        return ana;
    }

    private static async Task PatchAsync(Desk desk, string lead, object body)
    {
        using var answer = await desk.Api.PatchAsync($"/api/leads/{lead}", new StringContent(JsonSerializer.Serialize(body)));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
