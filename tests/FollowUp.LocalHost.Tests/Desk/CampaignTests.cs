using System.Net;
using FollowUp.Testing.Driving;

namespace FollowUp.LocalHost.Tests.Desk;

public sealed class CampaignTests : DeskScenarios
{
    private readonly List<string> roofers = [];

    [Fact]
    public async Task DryRun_ShowsWhoWhenAndWhatItCosts_AndDoesNothing()
    {
        await PastCustomersAsync();

        var plan = await CampaignAsync(dryRun: true);

        Assert.Equal(("3", "2", "1"), (Text(plan, "matched"), Text(plan, "enrolled"), Text(plan, "skippedCount")));
        var item = Assert.Single(plan.GetProperty("items").EnumerateArray(), i => Text(i, "leadId") == roofers[0]);
        var touch = item.GetProperty("touches")[0];
        Assert.Equal(("sms", "2027-03-03T09:00:00-06:00"), (Text(touch, "channel"), Text(touch, "localTime")));
        Assert.Contains("Ana", Text(touch, "text"), StringComparison.Ordinal);

        // Two people, each one text of one segment at 0.01 and one email at 0.0003.
        var cost = plan.GetProperty("cost");
        Assert.Equal(("2", "2", "2", "0.0206", "USD"), (Text(cost, "texts"), Text(cost, "segments"), Text(cost, "emails"), Text(cost, "amount"), Text(cost, "currency")));
        Assert.DoesNotContain(await Driver.OutboxAsync(), i => i.Channel is "sms" or "email");
        Assert.All(await Task.WhenAll(roofers.Select(Driver.LeadAsync)), l => Assert.Empty(l.Enrollments));
    }

    [Fact]
    public async Task DryRun_AsCsv_HasALineForEverybodyWokenUpOrLeftOut()
    {
        await PastCustomersAsync();

        var csv = await CsvAsync("/api/campaigns/reactivation", new { sequence = "wake", segment = Roofs });

        var lines = csv.TrimEnd().Split("\r\n");
        Assert.Equal("leadId,label,lastContactAt,firstTouchAt,texts,segments,emails,calls,amount,currency,rule,reason", lines[0]);
        Assert.Equal(4, lines.Length);
        Assert.Contains("2027-03-03T15:00:00Z,1,1,1,0,0.0103,USD,,", Assert.Single(lines, l => l.StartsWith(roofers[0], StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains(",opted-out,", Assert.Single(lines, l => l.StartsWith(roofers[2], StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Segment_ByService_HasWhoeverHadItOrTookAnEstimateForIt()
    {
        await PastCustomersAsync();
        await Driver.RecordAsync(roofers[0], "appointment.booked", new { appointmentId = "a", startsAt = "2027-03-04T15:00:00Z", durationMinutes = 60, title = "Chimney sweep" });
        await Driver.RecordAsync(roofers[0], "appointment.completed", new { appointmentId = "a" });
        await Driver.RecordAsync(roofers[1], "appointment.booked", new { appointmentId = "b", startsAt = "2027-03-04T15:00:00Z", durationMinutes = 60, title = "Chimney sweep" });
        await Driver.RecordAsync(roofers[1], "appointment.cancelled", new { appointmentId = "b" });
        await Driver.RecordAsync(roofers[3], "estimate.sent", new { estimateId = "e", amount = 90, currency = "USD", title = "New chimney" });
        await Driver.RecordAsync(roofers[3], "estimate.accepted", new { estimateId = "e" });

        var plan = await CampaignAsync(dryRun: true, segment: new { services = (List<string>)["chimney"] });

        var who = plan.GetProperty("items").EnumerateArray().Concat(plan.GetProperty("skipped").EnumerateArray()).Select(i => Text(i, "leadId"));
        Assert.Equal(new[] { roofers[0], roofers[3] }.Order(), who.Order());
    }

    [Fact]
    public async Task Run_EnrollsTheSegment_SkipsOptedOutWithTheReason_AndOncePerKey()
    {
        await PastCustomersAsync();

        var first = await CampaignAsync(dryRun: false, key: "spring", segment: Roofs);
        var second = await CampaignAsync(dryRun: false, key: "spring", segment: Roofs);

        Assert.Equal(
            ("spring", "2", "0", "2"), (Text(first, "campaignId"), Text(first, "enrolled"), Text(second, "enrolled"), Text(second, "repeated")));
        var skipped = Assert.Single(first.GetProperty("skipped").EnumerateArray());
        Assert.Equal("opted-out", Text(skipped, "rule"));
        Assert.Contains("opted out", Text(skipped, "reason"), StringComparison.Ordinal);
        await Driver.AdvanceAsync("P2D");
        Assert.Equal(2, (await Driver.OutboxAsync()).Count(i => i.Channel == "sms" && i.Text.Contains("roof check", StringComparison.Ordinal)));
        Assert.Equal("0", Text(await CampaignAsync(dryRun: false, key: "summer"), "enrolled"));
    }

    [Fact]
    public async Task Report_OfReactivation_SaysWhatCameOfEachCampaign()
    {
        await PastCustomersAsync();
        await CampaignAsync(dryRun: false, key: "spring", segment: Roofs);
        await Driver.AdvanceAsync("PT1H");
        await Driver.TextAsync("+15125550910", "Yes, when?");
        await Driver.RecordAsync(roofers[0], "appointment.booked", new { appointmentId = "a", startsAt = "2027-03-09T15:00:00Z", durationMinutes = 60 });

        var report = await GetAsync("/api/reports/reactivation?from=2027-03-01&to=2027-03-31");

        var row = Assert.Single(report.GetProperty("rows").EnumerateArray());
        Assert.Equal(
            ("wake", "spring", "2", "1", "1"),
            (Text(row, "sequence"), Text(row, "campaign"), Text(row, "count"), Text(row, "replied"), Text(row, "booked")));
    }

    [Fact]
    public async Task Run_WithoutWrittenConsent_SkippedForLackOfIt()
    {
        await PastCustomersAsync();
        var kept = (await Driver.SubmitAsync(new
        {
            name = "Uma", phone = "+15125550999", context = new { service = "roof repair" }, sequences = Array.Empty<string>(), tags = Vip,
        })).Id;

        var plan = await CampaignAsync(dryRun: true, segment: new { tags = Vip });

        var skipped = Assert.Single(plan.GetProperty("skipped").EnumerateArray());
        Assert.Equal((kept, "no-consent"), (Text(skipped, "leadId"), Text(skipped, "rule")));
    }

    [Fact]
    public async Task Run_UnknownSequence_NamesTheField()
    {
        using var answer = await Driver.SendAsync(HttpMethod.Post, "/api/campaigns/reactivation", new { sequence = "nothing", dryRun = true });

        Assert.Contains("sequence", (await FollowUpDriver.ProblemAsync(answer, HttpStatusCode.BadRequest)).Errors!.Keys);
    }

    [Fact]
    public async Task MarketChange_InAnArea_IsRecordedForEverybodyWhoLooksThere_Once()
    {
        var inside = (await Driver.SubmitAsync(new { phone = "+15125550901", context = new { location = "north austin, TX" }, sequences = Array.Empty<string>() })).Id;
        var criteria = (await Driver.SubmitAsync(new { phone = "+15125550902", criteria = new { area = "Austin" }, sequences = Array.Empty<string>() })).Id;
        var other = (await Driver.SubmitAsync(new { phone = "+15125550903", context = new { location = "Austinville" }, sequences = Array.Empty<string>() })).Id;
        var change = new { area = "Austin", kind = "rates", magnitude = -0.5, text = "Rates fell by half a point" };

        var first = await PostAsync("/api/market-changes", change, "rates-nov");
        var again = await PostAsync("/api/market-changes", change, "rates-nov");

        Assert.Equal(("2", "2", "0"), (Text(first, "matched"), Text(first, "recorded"), Text(again, "recorded")));
        foreach (var id in (string[])[inside, criteria]) Assert.Single(await Driver.TimelineAsync(id), t => t.Type == "market.changed");
        Assert.DoesNotContain(await Driver.TimelineAsync(other), t => t.Type == "market.changed");
    }

    private static readonly string[] Vip = ["vip"];
    private static readonly object Roofs = new { services = (List<string>)["roof"], notTags = Vip };

    private Task<System.Text.Json.JsonElement> CampaignAsync(bool dryRun, string? key = null, object? segment = null) => PostAsync(
        "/api/campaigns/reactivation",
        new { segment = segment ?? new { lastContactBefore = "2027-01-01T00:00:00Z", services = (List<string>)["roof"], notTags = Vip }, sequence = "wake", dryRun },
        key);

    /// <summary>Two who agreed, one who opted out, one who wanted something else; and four months in which nothing was said.</summary>
    private async Task PastCustomersAsync()
    {
        await Driver.SendAsync<System.Text.Json.JsonElement>(HttpMethod.Put, "/api/sequences/wake", new
        {
            id = "wake", name = "Wake up", purpose = "promotional",
            steps = (List<object>)[new { id = "offer", at = "0s", actions = (List<object>)[
                new { type = "sms", text = "Hi {{lead.firstName}}, time for a roof check? Reply STOP to opt out." },
                new { type = "email", subject = "A roof check", text = "Hi {{lead.firstName}}, time for a roof check?" }] }],
        });
        var people = new[] { ("Ana", "roof repair"), ("Ben", "New ROOF"), ("Cem", "roof repair"), ("Dee", "gutters") };
        foreach (var (name, service) in people)
            roofers.Add((await Driver.SubmitAsync(new
            {
                name, phone = $"+1512555091{roofers.Count}", email = $"{name}@example.net", context = new { service },
                consent = new { sms = Agreed, email = Agreed }, sequences = Array.Empty<string>(),
            })).Id);
        await Driver.RecordAsync(roofers[2], "optout");
        await Driver.JumpToAsync(NodaTime.Instant.FromUtc(2027, 3, 3, 15, 0));
        Assert.DoesNotContain(await Driver.OutboxAsync(), i => i.Channel is "sms" or "email");
    }
}
