using System.Text;
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
        services.AddSingleton(s => new StoredPlaybook(
            s.GetRequiredService<ISequenceStore>(), business, s.GetRequiredService<IClock>(), RulesAge, s.GetRequiredService<IDocumentStore>()));
        services.AddSingleton<IPlaybookSource>(s => s.GetRequiredService<StoredPlaybook>());
        return services;
    }

    /// <summary>There is no default: nobody's customers should hear from the sample business by mistake.</summary>
    private static BusinessProfile ProfileOf(string? setting) => setting?.TrimStart() switch
    {
        null or "" => throw new InvalidOperationException(
            "The setting FollowUp__Profile is missing: the business profile as JSON, a file with it beside host.json, or 'sample' for the sample business."),
        "sample" => BusinessProfileReader.Sample,
        ['{', ..] => Read(Encoding.UTF8.GetBytes(setting), "FollowUp__Profile"),
        _ => ReadFile(setting),
    };

    private static BusinessProfile ReadFile(string setting)
    {
        var path = Path.Combine(AppContext.BaseDirectory, setting);
        return File.Exists(path)
            ? Read(File.ReadAllBytes(path), $"{setting} (FollowUp__Profile)")
            : throw new InvalidOperationException($"The setting FollowUp__Profile names {setting}, which is not in {AppContext.BaseDirectory}.");
    }

    private static BusinessProfile Read(byte[] json, string name)
    {
        var (profile, problems) = BusinessProfileReader.Read(json);
        return profile ?? throw new InvalidOperationException($"{name}: " + string.Join("; ", problems.Select(p => $"{p.Field} {p.Message}".Trim())));
    }
}
