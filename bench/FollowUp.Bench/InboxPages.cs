using System.Diagnostics;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.LocalHost;
using NodaTime;

namespace FollowUp.Bench;

/// <summary>How long the inbox takes at the server over HTTP with ten thousand conversations, beside the same with a hundred.</summary>
internal static class InboxPages
{
    private const int Many = 10_000;
    private const int Few = 100;
    private const int Rounds = 200;

    private static readonly (string Name, string Path)[] Pages =
    [
        ("first page", "/api/inbox?limit=100"), ("what a poll asks", "/api/inbox?limit=1"), ("unanswered", "/api/inbox?filter=unanswered&limit=100"),
        ("mine", "/api/inbox?filter=mine&owner=sam&limit=100"), ("appointment today", "/api/inbox?filter=appointment-today&limit=100"),
        ("a name that is there", "/api/inbox?q=person+5003&limit=100"), ("a word that is not", "/api/inbox?q=zebra&limit=100"),
    ];

    public static async Task RunAsync()
    {
        var few = await TimesAsync(Few);
        var many = await TimesAsync(Many);
        Console.WriteLine($"{"over HTTP, milliseconds",-24}{"half within",14}{"99 of 100",14}{$"x that of {Few}",16}");
        foreach (var ((name, _), i) in Pages.Select((page, i) => (page, i)))
            Console.WriteLine($"{name,-24}{many[i].Half,14:n2}{many[i].Most,14:n2}{many[i].Half / few[i].Half,16:n2}");
    }

    private static async Task<List<(double Half, double Most)>> TimesAsync(int leads)
    {
        var data = Directory.CreateTempSubdirectory("followup-bench").FullName;
        await using var app = LocalHostApp.Build(
            ["--urls", "http://127.0.0.1:0", "--data", data, "--clock", "virtual", "--now", "2026-11-24T15:00:00Z", "--Logging:LogLevel:Default", "Warning"]);
        await app.StartAsync();
        await FillAsync(app, leads);
        using var http = new HttpClient { BaseAddress = new(app.Urls.First()) };
        var times = new List<(double, double)>();
        foreach (var (_, path) in Pages) times.Add(await TimeAsync(http, path));
        await app.StopAsync();
        Directory.Delete(data, recursive: true);
        return times;
    }

    /// <summary>Everybody has called and been texted back, every third has answered, every twentieth has an appointment.</summary>
    private static async Task FillAsync(WebApplication app, int leads)
    {
        var intake = app.Services.GetRequiredService<LeadIntake>();
        var now = Instant.FromUtc(2026, 11, 24, 15, 0);
        await Parallel.ForAsync(0, leads, new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (i, token) =>
        {
            var (phone, at) = ($"+1212{2_000_000 + i}", now - Duration.FromSeconds(leads - i));
            var (lead, _) = await intake.TakeInAsync([phone], new($"call-{i}", at, new LeadEvent.CallMissed($"call-{i}", phone, "+18335550100", 18)), token);
            await intake.TakeInAsync(lead, new($"name-{i}", at, new LeadEvent.LeadChanged(new() { Name = $"Person {i}" })), token);
            if (i % 3 == 0) await intake.TakeInAsync(lead, new($"text-{i}", at, new LeadEvent.MessageReceived("sms", "Can somebody come this week?", phone)), token);
            if (i % 20 == 0) await intake.TakeInAsync(lead, new($"book-{i}", at, new LeadEvent.AppointmentBooked($"a-{i}", now + Duration.FromHours(i % 100), 60)), token);
        });
    }

    private static async Task<(double Half, double Most)> TimeAsync(HttpClient http, string path)
    {
        for (var i = 0; i < 20; i++) await http.GetByteArrayAsync(path);
        var times = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            var clock = Stopwatch.StartNew();
            await http.GetByteArrayAsync(path);
            times[i] = clock.Elapsed.TotalMilliseconds;
        }
        Array.Sort(times);
        return (Measure.Percentile(times, 0.5), Measure.Percentile(times, 0.99));
    }
}
