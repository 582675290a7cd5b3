using FollowUp.Testing;
using FollowUp.Testing.Driving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;

namespace FollowUp.LocalHost.Tests.Scenarios;

/// <summary>The product itself, listening on a free port of this machine with its clock in the test's hand.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TemporaryDirectory? owned;

    private RunningHost(WebApplication app, TemporaryDirectory? owned)
    {
        (this.app, this.owned) = (app, owned);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Driver = new FollowUpDriver(new Uri(address));
    }

    public FollowUpDriver Driver { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>Starts a host at a time, on a folder of its own unless one is given.</summary>
    public static async Task<RunningHost> StartAsync(Instant? now = null, string? data = null, Action<IServiceCollection>? replace = null)
    {
        var owned = data is null ? new TemporaryDirectory() : null;
        var app = LocalHostApp.Build(Arguments(data ?? owned!.File("data"), now ?? Sample.Now), services =>
        {
            services.RemoveAll<ILoggerProvider>();
            replace?.Invoke(services);
        });
        await app.StartAsync();
        return new RunningHost(app, owned);
    }

    public static string[] Arguments(string data, Instant now) =>
        ["--urls", "http://127.0.0.1:0", "--data", data, "--clock", "virtual", "--now", InstantPattern.ExtendedIso.Format(now)];

    public async ValueTask DisposeAsync()
    {
        Driver.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        owned?.Dispose();
    }
}

/// <summary>A class of scenarios that share one host; each uses telephone numbers of its own.</summary>
public abstract class HostedScenarios : IAsyncLifetime
{
    private RunningHost? host;

    private protected FollowUpDriver Driver => host!.Driver;

    private protected RunningHost Host => host!;

    private protected virtual Instant Start => Sample.Now;

    public async Task InitializeAsync() => host = await RunningHost.StartAsync(Start);

    public async Task DisposeAsync() => await host!.DisposeAsync();
}
