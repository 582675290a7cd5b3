using FollowUp.AcsEmulator.Auth;
using FollowUp.AcsEmulator.Calls;
using FollowUp.AcsEmulator.Email;
using FollowUp.AcsEmulator.EventGrid;
using FollowUp.AcsEmulator.Faults;
using FollowUp.AcsEmulator.Hosting;
using FollowUp.AcsEmulator.Phones;
using FollowUp.AcsEmulator.Rest;
using FollowUp.AcsEmulator.Sms;
using FollowUp.AcsEmulator.Time;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FollowUp.AcsEmulator;

/// <summary>Mounts the emulator in a host: <c>services.AddAcsEmulator(options)</c> and <c>app.MapAcsEmulator()</c>.</summary>
public static class AcsEmulatorExtensions
{
    private const string SamplePhoneNumber = "+18335550100";

    public static IServiceCollection AddAcsEmulator(this IServiceCollection services, AcsEmulatorOptions options)
    {
        if (options.PhoneNumbers.Count == 0)
            options.PhoneNumbers = [SamplePhoneNumber];
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(provider => new Clock(options.TimeProvider ?? provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new IdSource(options.Seed));
        services.AddSingleton(provider => new EmulatorLog(provider.Time()));
        services.AddSingleton<IEmulatorScheduler>(provider =>
            new EmulatorScheduler(provider.Time(), options.ManualTime, provider.GetRequiredService<ILogger<EmulatorScheduler>>()));
        services.AddSingleton(provider => new EmulatorFaults(provider.GetRequiredService<IdSource>(), provider.GetRequiredService<EmulatorLog>()));
        services.AddSingleton(provider => new HmacAuthenticator(options, provider.Time()));
        services.AddSingleton(provider => new RateLimiter(provider.Time(), options.Limits));
        services.AddSingleton(provider => new EmulatorEventGrid(
            options, provider.GetRequiredService<IEmulatorScheduler>(), provider.GetRequiredService<Outbox>(), provider.GetRequiredService<WebhookClient>(),
            provider.GetRequiredService<IdSource>(), provider.GetRequiredService<EmulatorLog>()));
        services.AddSingleton<Outbox>().AddSingleton<WebhookClient>().AddSingleton<RepeatabilityCache>().AddSingleton<AcsPipeline>();
        services.AddSingleton<PhoneBook>().AddSingleton<OptOutList>().AddSingleton<SmsService>().AddSingleton<InboundSms>();
        services.AddSingleton<Mailboxes>().AddSingleton<EmailService>();
        services.AddCalls();
        services.AddSingleton(provider => new EmulatorPhones(
            provider.GetRequiredService<PhoneBook>(), provider.GetRequiredService<Dialler>(), provider.GetRequiredService<PhoneCalls>(),
            provider.GetRequiredService<InboundSms>()));
        services.AddHostedService<StartupSubscriptions>();
        return services;
    }

    /// <summary>The public API at its paths (<c>/sms</c>, <c>/emails…</c>, <c>/calling/…</c>) and the admin API under <c>/emulator</c>.</summary>
    public static IEndpointRouteBuilder MapAcsEmulator(this IEndpointRouteBuilder routes)
    {
        routes.MapSms();
        routes.MapEmail();
        routes.MapCalls();
        routes.MapPhones();
        routes.MapEventGrid();
        routes.MapFaults();
        routes.MapAdmin("log").MapGet("", (EmulatorLog log, long? since) => AdminRouting.Json(log.Since(since ?? 0)));
        return routes;
    }

    private static TimeProvider Time(this IServiceProvider provider) => provider.GetRequiredService<Clock>().Provider;

    /// <summary>The emulator's clock, which need not be the host's.</summary>
    private sealed record Clock(TimeProvider Provider);
}
