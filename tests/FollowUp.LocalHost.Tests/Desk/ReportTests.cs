using System.Net;
using System.Text.Json;
using FollowUp.Testing.Driving;

namespace FollowUp.LocalHost.Tests.Desk;

public sealed class ReportTests : DeskScenarios
{
    [Fact]
    public async Task SpeedToLead_MissedCallsAnsweredAtOnce_OneNeverTouched()
    {
        for (var i = 0; i < 3; i++) await Driver.CallAsync($"+1512555120{i}");
        await LeadAsync("Untouched", "+15125551209");
        using (await PostCsvAsync("/api/import/leads?dryRun=false", "phone\n5125551208\n"))
        {
            // Imported people have not been waiting for anybody.
        }

        var total = (await GetAsync("/api/reports/speed-to-lead?from=2026-11-01&to=2026-11-03")).GetProperty("total");

        Assert.Equal(
            ("4", "3", "0", "0.75", "0.75"),
            (Text(total, "leads"), Text(total, "touched"), Text(total, "p50Seconds"), Text(total, "shareUnderOneMinute"), Text(total, "shareUnderFiveMinutes")));
        Assert.Equal("0", Text((await GetAsync("/api/reports/speed-to-lead?from=2026-10-01&to=2026-10-31")).GetProperty("total"), "leads"));
    }

    [Fact]
    public async Task Sequences_RepliesAndBookings_ArePerSequenceAndStep()
    {
        var ana = (await Driver.CallAsync("+15125551210")).LeadId!;
        await Driver.CallAsync("+15125551211");
        await Driver.AdvanceAsync("PT10M");
        await Driver.TextAsync("+15125551210", "Yes please");
        await Driver.RecordAsync(ana, "appointment.booked", new { appointmentId = "a1", startsAt = "2026-11-06T15:00:00Z", durationMinutes = 60 });
        await Driver.TextAsync("+15125551211", "STOP");

        var rows = (await GetAsync("/api/reports/sequences")).GetProperty("rows").EnumerateArray().ToList();

        foreach (var step in (string?[])[null, "text-back"])
        {
            var row = Assert.Single(rows, r => Text(r, "sequence") == "missed-call-text-back" && Text(r, "step") == step);
            Assert.Equal(
                ("2", "1", "0.5", "1", "0.5", "1"),
                (Text(row, "count"), Text(row, "replied"), Text(row, "replyRate"), Text(row, "booked"), Text(row, "bookingRate"), Text(row, "optedOut")));
        }
    }

    [Fact]
    public async Task Sequences_Running_CountsWhoIsInsideNow()
    {
        await Driver.CallAsync("+15125551212");
        await Driver.CallAsync("+15125551213");
        await Driver.TextAsync("+15125551213", "Yes please");

        var report = await GetAsync("/api/reports/sequences");

        var row = Assert.Single(report.GetProperty("rows").EnumerateArray(), r => Text(r, "sequence") == "missed-call-text-back" && Text(r, "step") is null);
        Assert.Equal(("2", "1", "1"), (Text(row, "count"), Text(row, "running"), Text(report, "total", "running")));
    }

    [Fact]
    public async Task Delivery_OneArrivesAndOneFails_IsPerChannelWithTheLastFailure()
    {
        await Driver.CallAsync("+15125551230");
        var lead = (await Driver.CallAsync("+15125551231")).LeadId!;
        var failed = (await Driver.TimelineAsync(lead)).First(e => e is { Kind: "touch", Channel: "sms" });
        await Driver.RecordAsync(lead, "message.delivery", new { touchId = failed.TouchId, status = "failed", detail = "landline" });

        var report = await GetAsync("/api/reports/delivery");

        var row = Assert.Single(report.GetProperty("rows").EnumerateArray(), r => Text(r, "channel") == "sms");
        Assert.Equal(("2", "1"), (Text(row, "count"), Text(row, "failed")));
        Assert.Contains("landline", Text(row, "lastFailure"), StringComparison.Ordinal);
        Assert.Equal("2", Text(report, "total", "count"));
    }

    [Fact]
    public async Task Appointments_NoShowRate_IsOfThoseKnown()
    {
        var lead = await LeadAsync("Ana", "+15125551220");
        string?[] fates = ["appointment.noshow", "appointment.completed", "appointment.completed", "appointment.cancelled", null];
        for (var i = 0; i < fates.Length; i++)
        {
            await Driver.RecordAsync(lead, "appointment.booked", new { appointmentId = "a" + i, startsAt = "2026-11-06T15:00:00Z", durationMinutes = 60 });
            if (fates[i] is { } fate) await Driver.RecordAsync(lead, fate, new { appointmentId = "a" + i });
        }

        var total = (await GetAsync("/api/reports/appointments?from=2026-11-06&to=2026-11-06")).GetProperty("total");

        Assert.Equal(("5", "2", "1", "1", "0.3333"), (Text(total, "appointments"), Text(total, "completed"), Text(total, "noShow"), Text(total, "cancelled"), Text(total, "noShowRate")));
    }

    [Fact]
    public async Task Cost_PerLeadAndPerBooking_AtTheProfilesPrices()
    {
        await ProfileAsync(p => p["prices"] = JsonSerializer.SerializeToNode(new { smsSegment = 0.5m, email = 0.25m, callMinute = 1m, currency = "EUR" }));
        var ana = (await Driver.CallAsync("+15125551230")).LeadId!;
        await Driver.CallAsync("+15125551231");
        await Driver.RecordAsync(ana, "lead.booked");
        var segments = (await Driver.OutboxAsync()).Where(i => i.Channel == "sms").Sum(i => FollowUp.Core.Templates.Segments.Of(i.Text).Count);

        var total = (await GetAsync("/api/reports/cost")).GetProperty("total");

        var amount = segments * 0.5m;
        Assert.Equal(amount, total.GetProperty("amount").GetDecimal());
        Assert.Equal(("EUR", "2", "1"), (Text(total, "currency"), Text(total, "leads"), Text(total, "bookings")));
        Assert.Equal((amount / 2, amount), (total.GetProperty("costPerLead").GetDecimal(), total.GetProperty("costPerBooking").GetDecimal()));
    }

    [Fact]
    public async Task Csv_SameFigures_AsATable()
    {
        await Driver.CallAsync("+15125551240");

        var lines = (await CsvAsync("/api/reports/speed-to-lead")).Split("\r\n");

        Assert.Equal("day,leads,touched,p50Seconds,p90Seconds,shareUnderOneMinute,shareUnderFiveMinutes", lines[0]);
        Assert.Equal(["2026-11-03,1,1,0,0,1,1", "total,1,1,0,0,1,1", ""], lines[1..]);
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2026-11-05&to=2026-11-01", "from")]
    public async Task Range_Wrong_NamesTheField(string query, string field)
    {
        using var answer = await Driver.Http.GetAsync("/api/reports/cost?" + query);

        Assert.Equal(field, Assert.Single((await FollowUpDriver.ProblemAsync(answer, HttpStatusCode.BadRequest)).Errors!).Key);
    }
}
