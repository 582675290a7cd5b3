using System.Diagnostics;
using FollowUp.Core.Carriers;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.LocalHost;
using FollowUp.LocalHost.Simulator;
using NodaTime;

namespace FollowUp.Bench;

/// <summary>What a hundred thousand waiting leads cost on disk and in memory, and how long the host takes to start with them.</summary>
internal static class WaitingLeads
{
    private const int Leads = 100_000;
    private const int Fewer = 10_000;

    public static async Task RunAsync()
    {
        var data = Directory.CreateTempSubdirectory("followup-bench").FullName;
        var empty = await StartAsync(data);
        long memoryFew, memoryAll, diskFew;
        await using (var app = Build(data))
        {
            await app.StartAsync();
            await FillAsync(app, 0, Fewer);
            (memoryFew, diskFew) = (Memory(), Disk(data));
            await FillAsync(app, Fewer, Leads);
            memoryAll = Memory();
            await app.StopAsync();
        }
        var disk = Disk(data);
        Console.WriteLine($"on disk per waiting lead         {disk / (double)Leads,10:n0} bytes ({diskFew / (double)Fewer:n0} at {Fewer:n0} leads)");
        Console.WriteLine($"in memory at {Leads:n0} leads      {memoryAll / 1e6,10:n1} MB, {memoryAll / (double)memoryFew:0.00} x that of {Fewer:n0}");
        var full = await StartAsync(data);
        Console.WriteLine($"start to first answer            {full.TotalMilliseconds,10:n0} ms, {full / empty:0.00} x that of an empty host");
        Directory.Delete(data, recursive: true);
    }

    private static WebApplication Build(string data) => LocalHostApp.Build(
        ["--urls", "http://127.0.0.1:0", "--data", data, "--clock", "virtual", "--now", "2026-11-24T15:00:00Z", "--Logging:LogLevel:Default", "Warning"],
        services => services.AddSingleton(s => Carriers(s.GetRequiredService<OutboxCarrier>())));

    private static CarrierSet Carriers(OutboxCarrier others) => new(new AnsweringCarrier(), others, others, others, others, others);

    private static async Task FillAsync(WebApplication app, int from, int to)
    {
        var intake = app.Services.GetRequiredService<LeadIntake>();
        var now = Instant.FromUtc(2026, 11, 24, 15, 0);
        await Parallel.ForAsync(from, to, new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (i, token) =>
        {
            var phone = $"+1212{2_000_000 + i}";
            await intake.TakeInAsync([phone], new($"call-{i}", now, new LeadEvent.CallMissed($"call-{i}", phone, "+18335550100", 18)), token);
        });
    }

    private static long Memory() => GC.GetTotalMemory(forceFullCollection: true);

    /// <summary>The product's own database; the simulated carrier's log is not part of a lead.</summary>
    private static long Disk(string data) => Directory.GetFiles(data, "followup.db").Sum(f => new FileInfo(f).Length);

    /// <summary>From the start of a process of its own to its first answer, as an operator sees it.</summary>
    private static async Task<TimeSpan> StartAsync(string data)
    {
        var clock = Stopwatch.StartNew();
        var host = Path.Combine(AppContext.BaseDirectory, "FollowUp.LocalHost.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [host, "--urls", "http://127.0.0.1:7079", "--data", data]) { RedirectStandardOutput = true })!;
        using var http = new HttpClient { BaseAddress = new("http://127.0.0.1:7079") };
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync("/api/health");
                if (answer.IsSuccessStatusCode) break;
            }
            catch (HttpRequestException) when (clock.Elapsed < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(5);
            }
        }
        var taken = clock.Elapsed;
        process.Kill();
        await process.WaitForExitAsync();
        return taken;
    }
}
