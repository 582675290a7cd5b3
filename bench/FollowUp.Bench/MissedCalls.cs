using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using FollowUp.Core.Carriers;
using FollowUp.LocalHost;
using FollowUp.LocalHost.Simulator;
using FollowUp.LocalHost.Storage;

namespace FollowUp.Bench;

/// <summary>
/// Missed calls over HTTP against the whole host, with durability on: how long until the text is with the carrier, and how many
/// a second it sustains. The load comes from this same process and shares its cores. Beside it, what the disk gives without
/// group commit: one durable transaction after another.
/// </summary>
internal static class MissedCalls
{
    private const int Seconds = 10;
    private const int Rate = 1000;
    private static readonly ConcurrentDictionary<string, long> Started = new();
    private static readonly ConcurrentBag<double> Latencies = [];

    public static async Task RunAsync()
    {
        Console.WriteLine("a carrier that only answers:");
        await RunAsync(_ => new AnsweringCarrier());
        Console.WriteLine("the emulator as the carrier, with its reports, on the same cores:");
        await RunAsync(s => s.GetRequiredService<OutboxCarrier>());
    }

    private static async Task RunAsync(Func<IServiceProvider, ICarrier<Outbound.Sms>> texts)
    {
        Latencies.Clear();
        var data = Directory.CreateTempSubdirectory("followup-bench").FullName;
        await using var app = LocalHostApp.Build(
            ["--urls", "http://127.0.0.1:0", "--data", data, "--clock", "system", "--Logging:LogLevel:Default", "Warning"],
            services => services.AddSingleton(s => Timed(texts(s), s.GetRequiredService<OutboxCarrier>())));
        await app.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = new(app.Urls.First()) };

        await OfferAsync(http, offset: 0, count: 2000, perSecond: 500);
        Latencies.Clear();
        var clock = Stopwatch.StartNew();
        await OfferAsync(http, offset: 2000, count: Rate * Seconds, perSecond: Rate);
        var offered = clock.Elapsed.TotalSeconds;
        Report($"offered {Rate}/s for {Seconds} s", Rate * Seconds / offered);

        Latencies.Clear();
        clock.Restart();
        await Parallel.ForAsync(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, _) => await CallAsync(http, 100_000 + i));
        Report("as fast as 64 callers can", 10_000 / clock.Elapsed.TotalSeconds);

        var flushes = await OneByOneAsync(Path.Combine(data, "one-by-one.db"));
        Console.WriteLine($"{"one durable commit at a time",-32} {flushes,10:n0} commits/s (a missed call needs three)");
        await app.StopAsync();
        Directory.Delete(data, recursive: true);
    }

    private static void Report(string what, double rate)
    {
        var sorted = Latencies.Order().ToArray();
        Console.WriteLine($"{what,-32} {rate,10:n0} calls/s   call to carrier p50 {Measure.Percentile(sorted, 0.5):0.0} ms, p99 {Measure.Percentile(sorted, 0.99):0.0} ms, worst {sorted[^1]:0} ms");
    }

    /// <summary>An open loop: calls come when they come, whether or not the earlier ones are done.</summary>
    private static async Task OfferAsync(HttpClient http, int offset, int count, int perSecond)
    {
        var clock = Stopwatch.StartNew();
        var calls = new List<Task>(count);
        for (var i = 0; i < count; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond) - clock.Elapsed;
            if (due > TimeSpan.FromMilliseconds(1)) await Task.Delay(due);
            calls.Add(CallAsync(http, offset + i));
        }
        await Task.WhenAll(calls);
    }

    private static async Task CallAsync(HttpClient http, int number)
    {
        var from = $"+1212{2_000_000 + number}";
        Started[from] = Stopwatch.GetTimestamp();
        using var answer = await http.PostAsJsonAsync("/sim/calls", new { from, to = "+18335550100", answered = false, ringSeconds = 18 });
        answer.EnsureSuccessStatusCode();
    }

    private static CarrierSet Timed(ICarrier<Outbound.Sms> texts, OutboxCarrier others) => new(new Stopwatched(texts), others, others, others, others, others);

    private static async Task<double> OneByOneAsync(string path)
    {
        await using var store = SqliteLeadStore.Open(path);
        var clock = Stopwatch.StartNew();
        var commits = 0;
        while (clock.ElapsedMilliseconds < 2000) await store.ClaimContactAsync($"contact-{commits++}", "lead", default);
        return commits / clock.Elapsed.TotalSeconds;
    }

    private sealed class Stopwatched(ICarrier<Outbound.Sms> inner) : ICarrier<Outbound.Sms>
    {
        public Task<SendResult> SendAsync(Outbound.Sms message, CancellationToken cancellation)
        {
            if (Started.TryRemove(message.To, out var started)) Latencies.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            return inner.SendAsync(message, cancellation);
        }
    }
}
