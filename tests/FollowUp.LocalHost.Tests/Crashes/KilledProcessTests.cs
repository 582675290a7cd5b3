using System.Diagnostics;
using System.Net;
using FollowUp.LocalHost.Tests.Scenarios;
using FollowUp.Testing;
using FollowUp.Testing.Driving;

namespace FollowUp.LocalHost.Tests.Crashes;

/// <summary>The host as a process of its own, killed with SIGKILL between two steps of answering a missed call, and started again.</summary>
public sealed class KilledProcessTests
{
    private const string Ana = "+15125550143";

    // What the text-back's row says in the end, and whether it is a second try, ten minutes later, that reached the caller.
    [Theory]
    [InlineData("before-append", 1, "delivered", false)] // nothing is known yet: Event Grid delivers again
    [InlineData("after-append", 1, "delivered", false)] // the fact is durable, the decision is not
    [InlineData("before-commit", 1, "delivered", false)]
    [InlineData("after-commit", 1, "unknown", true)] // claimed, never handed over
    [InlineData("after-send", 1, "delivered", false)] // handed over, not recorded: its report tells
    [InlineData("before-commit", 2, "delivered", false)] // about to be recorded
    public async Task MissedCall_HostKilledAndStartedAgain_CallerGetsOneText(string moment, int nth, string status, bool again)
    {
        using var folder = new TemporaryDirectory();
        var data = folder.File("data");
        var call = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "payloads", "incoming-call.json"));
        await KillAsync(data, moment, nth, call);

        await using var host = await RunningHost.StartAsync(data: data);
        if (moment == "before-append")
        {
            Assert.Empty(await host.Driver.OutboxAsync());
            using var delivered = await host.Driver.DeliverAsync(call);
            Assert.Equal(HttpStatusCode.OK, delivered.StatusCode);
        }
        await host.Driver.AdvanceAsync("PT30M");
        using var repeated = await host.Driver.DeliverAsync(call);
        await host.Driver.AdvanceAsync("P3D");

        Assert.Equal(new DeliveryAnswer(0, 1, 0), await FollowUpDriver.ReadAsync<DeliveryAnswer>(repeated));
        var lead = Assert.Single(await host.Driver.LeadsOfAsync(Ana));
        var outbox = await host.Driver.OutboxOfAsync(lead.Id);
        Assert.Equal(outbox.Count, outbox.Select(i => i.TouchId).Distinct().Count());
        var back = Assert.Single(outbox, i => i.Channel == "sms" && i.Text.Contains("missed your call", StringComparison.Ordinal));
        Assert.Equal(again ? 1 : 0, back.TouchId![^1] - '0');
        Assert.Single(outbox, i => i.Channel == "sms" && i.Text.Contains("we would still like to help", StringComparison.Ordinal));
        Assert.True(
            outbox.Count(i => i.Subject?.StartsWith("Missed call from", StringComparison.Ordinal) == true) == 1
            || lead.Tasks.Any(t => t.Title.Contains("a notice about them was interrupted", StringComparison.Ordinal)));
        Assert.Single(lead.Tasks, t => t.Kind == "call");

        var timeline = await host.Driver.TimelineAsync(lead.Id);
        Assert.Equal(status, Assert.Single(timeline, t => t.TouchId == back.TouchId[..^1] + "0").Status);
        Assert.Equal("delivered", Assert.Single(timeline, t => t.TouchId == back.TouchId).Status);
        Assert.DoesNotContain(timeline, t => t.Status is "claimed" or "planned");
    }

    private static async Task KillAsync(string data, string moment, int nth, string call)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "FollowUp.CrashHost.dll"));
        foreach (var argument in RunningHost.Arguments(data, Sample.Now)) start.ArgumentList.Add(argument);
        foreach (var argument in new[] { "--kill", moment, "--nth", $"{nth}" }) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        try
        {
            string? line;
            do line = await process.StandardOutput.ReadLineAsync();
            while (line is not null && !line.StartsWith("listening on ", StringComparison.Ordinal));
            using var driver = new FollowUpDriver(new Uri(line!["listening on ".Length..]));
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => driver.DeliverAsync(call));
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
