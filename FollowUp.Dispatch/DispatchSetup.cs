using FollowUp.Core.Carriers;
using FollowUp.Dispatch.HousecallPro;
using FollowUp.Dispatch.Jobber;
using FollowUp.Dispatch.ServiceTitan;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FollowUp.Dispatch;

/// <summary>Puts the field-service boards into a host.</summary>
public static class DispatchSetup
{
    private static readonly TimeSpan OneAnswer = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Adds the carrier of bookings, as itself and as <c>ICarrier&lt;Outbound.Booking&gt;</c>. Its boards read the sections
    /// <c>FollowUp:Dispatch:ServiceTitan</c>, <c>:HousecallPro</c> and <c>:Jobber</c>; one that is not connected says so when it is first used.
    /// </summary>
    public static IServiceCollection AddDispatch(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("FollowUp:Dispatch");
        services.Configure<ServiceTitanOptions>(section.GetSection("ServiceTitan"));
        services.Configure<HousecallProOptions>(section.GetSection("HousecallPro"));
        services.Configure<JobberOptions>(section.GetSection("Jobber"));
        foreach (var name in new[] { ServiceTitanBoard.Client, HousecallProBoard.Client, JobberApi.Client })
        {
            // The factory's own logging would write down addresses with people's numbers in them.
            services.AddHttpClient(name, http => http.Timeout = OneAnswer).RemoveAllLoggers();
        }
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DispatchDelay>(s =>
        {
            var time = s.GetRequiredService<TimeProvider>();
            return (wait, cancellation) => Task.Delay(wait, time, cancellation);
        });
        services.AddSingleton<JobberApi>();
        services.AddSingleton<IDispatchBoard, ServiceTitanBoard>();
        services.AddSingleton<IDispatchBoard, HousecallProBoard>();
        services.AddSingleton<IDispatchBoard, JobberBoard>();
        services.AddSingleton<DispatchCarrier>();
        services.AddSingleton<ICarrier<Outbound.Booking>>(s => s.GetRequiredService<DispatchCarrier>());
        return services;
    }
}
