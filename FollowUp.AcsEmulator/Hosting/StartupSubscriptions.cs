using FollowUp.AcsEmulator.EventGrid;
using FollowUp.AcsEmulator.Time;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FollowUp.AcsEmulator.Hosting;

/// <summary>Creates the configured subscriptions once the host listens, since the endpoint may be the host itself.</summary>
internal sealed partial class StartupSubscriptions(
    AcsEmulatorOptions options, EmulatorEventGrid grid, IEmulatorScheduler scheduler, IServer server, IHostApplicationLifetime lifetime,
    ILogger<StartupSubscriptions> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() =>
        {
            var here = new Uri(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost/");
            var connectionString = options.ConnectionString(here);
            LogReady(connectionString);
            foreach (var subscription in options.Subscriptions)
                scheduler.Schedule(TimeSpan.Zero, () => SubscribeAsync(subscription, here));
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task SubscribeAsync(EventSubscription subscription, Uri here)
    {
        var created = await grid.SubscribeAsync(subscription, here);
        LogSubscribed(created.Name, created.Endpoint, created.State);
    }

    // The key is a public development key, printed so that it can be pasted into a client.
    [LoggerMessage(Level = LogLevel.Information, Message = "Azure Communication Services emulator: {ConnectionString}")]
    private partial void LogReady(string connectionString);

    [LoggerMessage(Level = LogLevel.Information, Message = "Event subscription {Name} to {Endpoint}: {State}")]
    private partial void LogSubscribed(string name, Uri? endpoint, SubscriptionState state);
}
