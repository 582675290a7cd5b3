using FollowUp.Api;
using FollowUp.Core.Business;
using FollowUp.Core.Engine;
using FollowUp.Core.Stores;
using FollowUp.Functions.Http;
using FollowUp.Functions.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace FollowUp.Functions.Hosting;

/// <summary>Puts the app together, but for where leads are kept and who carries messages.</summary>
public static class FunctionsSetup
{
    /// <summary>With several instances at work, how long an edit of a sequence may take to reach all of them.</summary>
    private static readonly Duration RulesAge = Duration.FromMinutes(1);

    /// <summary>Adds the API, the bell, the clock and the rules. Settings: section <c>FollowUp</c> (docs/operations.md).</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong; the message names it.</exception>
    public static IServiceCollection AddFollowUpFunctions(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = configuration.GetSection("FollowUp");
        var business = ProfileOf(settings["Profile"]);

        // Every request reaches the worker from the host beside it, so "this machine" would mean anybody.
        services.Configure<ApiOptions>(api => (api.Key, api.WebhookKey, api.AllowLoopback) = (settings["Key"], settings["WebhookKey"], false));
        services.AddFollowUpApi();
        services.AddSingleton<ApiPipeline>();
        services.AddSingleton<IClock>(SystemClock.Instance);
        services.AddSingleton<IIdSource, RandomIds>();
        services.AddSingleton<DurableLink>();
        services.AddSingleton<ILeadBell, DurableBell>();
        services.AddSingleton(s => new StoredPlaybook(s.GetRequiredService<ISequenceStore>(), business, s.GetRequiredService<IClock>(), RulesAge));
        services.AddSingleton<IPlaybookSource>(s => s.GetRequiredService<StoredPlaybook>());
        return services;
    }

    /// <summary>There is no default: nobody's customers should hear from the sample business by mistake.</summary>
    private static BusinessProfile ProfileOf(string? setting)
    {
        if (string.IsNullOrEmpty(setting))
            throw new InvalidOperationException("The setting FollowUp__Profile is missing: a file beside host.json, or 'sample' for the sample business.");
        if (setting == "sample") return BusinessProfileReader.Sample;
        var path = Path.Combine(AppContext.BaseDirectory, setting);
        if (!File.Exists(path)) throw new InvalidOperationException($"The setting FollowUp__Profile names {setting}, which is not in {AppContext.BaseDirectory}.");
        var (profile, problems) = BusinessProfileReader.Read(File.ReadAllBytes(path));
        return profile ?? throw new InvalidOperationException(
            $"{setting} (FollowUp__Profile): " + string.Join("; ", problems.Select(p => $"{p.Field} {p.Message}".Trim())));
    }
}
