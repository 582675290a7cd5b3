using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FollowUp.AcsEmulator.Tests;

/// <summary>Runs the official JavaScript clients (Node 20, pinned in conformance/package-lock.json) against the emulator.</summary>
public sealed partial class ConformanceTests(ConformanceTests.Emulator emulator) : IClassFixture<ConformanceTests.Emulator>
{
    private static readonly string Folder = typeof(ConformanceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ConformanceFolder").Value!;

    [Theory]
    [InlineData("sms.test.mjs", 13)]
    [InlineData("email.test.mjs", 8)]
    [InlineData("calls.test.mjs", 17)]
    [InlineData("participants.test.mjs", 9)]
    [InlineData("media.test.mjs", 19)]
    [InlineData("recording.test.mjs", 2)]
    public async Task OfficialClient_SeesWhatItWouldSeeFromAzure(string file, int tests)
    {
        var (exit, output) = await RunAsync("node", ["--test-reporter=tap", file], new()
        {
            ["EMULATOR_URL"] = emulator.Url,
            ["EMULATOR_CONNECTION_STRING"] = emulator.ConnectionString,
        });
        var failed = Failure().Matches(output).Select(match => match.Value.Trim()).ToList();
        Assert.True(failed.Count == 0, $"{failed.Count} of {file} failed:\n{string.Join("\n\n", failed)}");
        Assert.True(exit == 0, output);
        Assert.Equal(tests, Passed().Count(output));
    }

    // A failed point with the block that says why; the list at top level only, so nothing is told twice.
    [GeneratedRegex(@"^not ok .*?(?=^(?:ok|not ok|\d+\.\.\d+|# )|\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Failure();

    [GeneratedRegex("^ok ", RegexOptions.Multiline)]
    private static partial Regex Passed();

    private static async Task<(int Exit, string Output)> RunAsync(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start; conformance needs Node 20.");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>The emulator on the system clock, quick, with the packages of the clients in place.</summary>
    public sealed class Emulator : IAsyncLifetime
    {
        private WebApplication? _app;

        public string Url { get; private set; } = "";

        public string ConnectionString { get; private set; } = "";

        public async Task InitializeAsync()
        {
            await InstallAsync();
            var quick = TimeSpan.FromMilliseconds(50);
            var options = new AcsEmulatorOptions
            {
                Timing = { SmsDelivery = quick, EmailDelivery = quick, EmailProcessing = 4 * quick, AudioFile = quick, WordsPerMinute = 6000 },
                Limits = { Enforce = false },
            };
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Services.AddAcsEmulator(options);
            _app = builder.Build();
            _app.MapAcsEmulator();
            await _app.StartAsync();
            Url = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            ConnectionString = options.ConnectionString(new Uri(Url));
        }

        public Task DisposeAsync() => _app?.DisposeAsync().AsTask() ?? Task.CompletedTask;

        // npm writes node_modules/.package-lock.json last, so it is newer than the lock it was made from.
        private static async Task InstallAsync()
        {
            var (wanted, made) = (Path.Combine(Folder, "package-lock.json"), Path.Combine(Folder, "node_modules", ".package-lock.json"));
            if (File.Exists(made) && File.GetLastWriteTimeUtc(made) >= File.GetLastWriteTimeUtc(wanted))
                return;
            var (exit, output) = await RunAsync("npm", ["ci", "--no-audit", "--no-fund"], []);
            Assert.True(exit == 0, $"npm ci failed:\n{output}");
        }
    }
}
