using FollowUp.Core.Carriers;
using FollowUp.Core.Stores;
using FollowUp.CrashHost;
using FollowUp.LocalHost;
using FollowUp.LocalHost.Simulator;
using FollowUp.LocalHost.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// The real host, but that it kills itself at the moment named by --kill, the --nth time it gets there.
var kill = KillPoint.Read(args);
await using var app = LocalHostApp.Build(args, services =>
{
    services.AddSingleton<ILeadStore>(s => new KilledStore(s.GetRequiredService<SqliteLeadStore>(), kill));
    services.AddSingleton(s =>
    {
        var carrier = s.GetRequiredService<OutboxCarrier>();
        return new CarrierSet(new KilledCarrier(carrier, kill), carrier, carrier, carrier, carrier, carrier);
    });
});
await app.StartAsync();
Console.WriteLine("listening on " + app.Urls.First());
await app.WaitForShutdownAsync();
