using FollowUp.AcsEmulator;
using FollowUp.Api;
using FollowUp.Api.Health;
using FollowUp.Api.Web;
using FollowUp.Api.Inbox;
using FollowUp.Core.Business;
using FollowUp.Core.Engine;
using FollowUp.Core.Serialization;
using FollowUp.Core.Stores;
using FollowUp.Dispatch;
using FollowUp.LocalHost.Live;
using FollowUp.LocalHost.Network;
using FollowUp.LocalHost.Simulator;
using FollowUp.LocalHost.Storage;
using FollowUp.LocalHost.Time;
using NodaTime;

namespace FollowUp.LocalHost;

/// <summary>The embedded host: the whole product in one process, with nothing installed but the .NET SDK.</summary>
public static class LocalHostApp
{
    internal const string DefaultUrl = "http://localhost:7071";

    /// <summary>Puts the host together.</summary>
    /// <param name="args"><c>--urls</c>, <c>--data</c>, <c>--profile</c>, <c>--clock system|virtual</c>, <c>--now</c>, <c>--key</c>.</param>
    /// <param name="replace">Replaces parts, for tests.</param>
    /// <exception cref="ArgumentException">An argument is wrong; the message names it.</exception>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? replace = null)
    {
        // ASP.NET watches everything below its content root, which would be the folder people stand in: with all of node_modules that takes seconds.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var settings = HostSettings.Read(builder.Configuration);
        Directory.CreateDirectory(settings.Data);
        if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls(DefaultUrl);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        var services = builder.Services;
        services.Configure<ApiOptions>(api => (api.Key, api.WebhookKey, api.AllowLoopback) = (settings.Key, settings.Key, true));
        services.AddFollowUpApi();
        AddTime(services, settings);
        AddStorage(services, settings);
        services.AddDispatch(builder.Configuration);
        services.AddNetwork(settings);
        services.AddSingleton<IIdSource, RandomIds>();
        services.AddSingleton(new HostDescription("SQLite", "the emulator of Azure Communication Services"));
        replace?.Invoke(services);

        var app = builder.Build();
        if (settings.IsVirtual) app.Use(RunNetworkAfterAsync);
        app.Services.GetRequiredService<InProcess>().EnterAt(app);
        app.UseRouting();
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/emulator"), emulator => emulator.Use(SimulatorEndpoints.ThisMachineOnlyAsync));
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseFollowUpWeb();
        app.MapFollowUpApi();
        SimulatorEndpoints.Map(app);
        app.ConnectNetwork(settings);
        app.MapAcsEmulator();
        return app;
    }

    /// <summary>On a clock that stands still nothing happens by itself, so what a request sets off on the network runs before it is answered.</summary>
    private static async Task RunNetworkAfterAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        var work = http.RequestServices.GetRequiredService<DueWork>();
        if (work.IsNetworkDue) await work.RunAsync(CancellationToken.None);
    }

    private static void AddTime(IServiceCollection services, HostSettings settings)
    {
        services.AddSingleton(new HostClock(settings.IsVirtual, settings.Now));
        services.AddSingleton<IClock>(s => s.GetRequiredService<HostClock>());
        services.AddSingleton<DueWork>();
        services.AddSingleton<Scheduler>();
        services.AddSingleton<ILeadBell, SchedulerBell>();
        services.AddHostedService(s => s.GetRequiredService<Scheduler>());
    }

    private static void AddStorage(IServiceCollection services, HostSettings settings)
    {
        services.AddSingleton(_ => SqliteLeadStore.Open(Path.Combine(settings.Data, "followup.db")));
        services.AddSingleton<ILeadStore>(s => s.GetRequiredService<SqliteLeadStore>());
        services.AddSingleton<ISequenceStore>(s => s.GetRequiredService<SqliteLeadStore>());
        services.AddSingleton<IConversationFeed, ConversationFeed>();
        services.AddSingleton<IDocumentStore>(s => s.GetRequiredService<SqliteLeadStore>());
        services.AddSingleton(s => new StoredPlaybook(
            s.GetRequiredService<ISequenceStore>(), settings.Business, s.GetRequiredService<IClock>(), refreshAfter: null,
            s.GetRequiredService<IDocumentStore>()));
        services.AddSingleton<IPlaybookSource>(s => s.GetRequiredService<StoredPlaybook>());
        services.AddSingleton(_ => new SqliteCallStore(Path.Combine(settings.Data, "calls.db")));
        services.AddSingleton<ICallStore>(s => s.GetRequiredService<SqliteCallStore>());
    }

    /// <summary>The bell is asked for by the engine, which the scheduler's own work needs: it is looked up when it first rings.</summary>
    private sealed class SchedulerBell(IServiceProvider services) : ILeadBell
    {
        private Scheduler? scheduler;

        public Task RingAsync(string leadId, Instant? wakeAt, CancellationToken cancellation) =>
            (scheduler ??= services.GetRequiredService<Scheduler>()).RingAsync(leadId, wakeAt, cancellation);
    }
}
