using System.Text.Json.Nodes;
using FollowUp.Api;
using FollowUp.Core.Engine;
using FollowUp.Core.Stores;
using FollowUp.Functions.Hosting;
using FollowUp.Functions.Orchestration;
using FollowUp.Functions.Sweeping;
using FollowUp.Testing.Stores;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FollowUp.Functions.Tests.Hosting;

public sealed class SetupTests
{
    [Fact]
    public void AddFollowUpFunctions_WithStoresAndCarriers_CanMakeEveryFunction()
    {
        var store = new InMemoryLeadStore();
        using var leads = new TestLeads(new SetClock(() => default));
        var services = Services(("FollowUp:Profile", "sample"));
        services.AddSingleton<ILeadStore>(store).AddSingleton<ISequenceStore>(store).AddSingleton<IDocumentStore>(store).AddSingleton<IEpochStore, InMemoryEpochStore>();
        services.AddSingleton(new Core.Carriers.CarrierSet(leads, leads, leads, leads, leads, leads));
        using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });

        Assert.NotNull(ActivatorUtilities.CreateInstance<LeadActivities>(provider));
        Assert.NotNull(ActivatorUtilities.CreateInstance<Sweep>(provider));
        Assert.NotNull(ActivatorUtilities.CreateInstance<HistoryPurge>(provider));
        Assert.NotNull(ActivatorUtilities.CreateInstance<Functions.Http.HttpFunction>(provider));
        Assert.IsType<DurableBell>(provider.GetRequiredService<ILeadBell>());
    }

    [Theory]
    [InlineData(null, "FollowUp__Profile is missing")]
    [InlineData("nowhere.json", "FollowUp__Profile names nowhere.json")]
    [InlineData("host.json", "host.json (FollowUp__Profile): version")]
    [InlineData("""{"nmae":"Dana's Roofs"}""", "FollowUp__Profile: nmae")]
    public void AddFollowUpFunctions_ProfileIsMissingOrWrong_SaysSo(string? profile, string message)
    {
        var e = Assert.Throws<InvalidOperationException>(() => Services(("FollowUp:Profile", profile)));

        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddFollowUpFunctions_ProfileAsText_IsTheBusiness()
    {
        using var sample = typeof(Core.Business.BusinessProfileReader).Assembly.GetManifestResourceStream("Business/sample.json")!;
        var json = JsonNode.Parse(sample)!;
        json["name"] = "Dana's Roofs";
        var services = Services(("FollowUp:Profile", json.ToJsonString()));
        services.AddSingleton<ISequenceStore>(new InMemoryLeadStore()).AddSingleton<IDocumentStore>(new InMemoryLeadStore());
        using var provider = services.BuildServiceProvider();

        Assert.Equal("Dana's Roofs", (await provider.GetRequiredService<IPlaybookSource>().CurrentAsync(default)).Business.Name);
    }

    [Fact]
    public void AddFollowUpFunctions_Keys_ComeFromSettingsAndLoopbackNeedsOne()
    {
        using var provider = Services(("FollowUp:Profile", "sample"), ("FollowUp:Key", "a"), ("FollowUp:WebhookKey", "b")).BuildServiceProvider();
        var options = provider.GetRequiredService<IOptions<ApiOptions>>().Value;

        Assert.Equal(("a", "b", false), (options.Key, options.WebhookKey, options.AllowLoopback));
    }

    [Fact]
    public void HostJson_BesideTheApp_FitsTheCode()
    {
        var host = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")))!;
        var durable = host["extensions"]!["durableTask"]!;

        Assert.Equal("", (string?)host["extensions"]!["http"]!["routePrefix"]);
        Assert.True((bool)durable["throwStatusExceptionsOnRaiseEvent"]!);
        Assert.Equal(1, (int)durable["storageProvider"]!["partitionCount"]!);
        Assert.Equal("00:00:30", (string?)durable["storageProvider"]!["maxQueuePollingInterval"]);

        // The sweep must be through before the host ends it.
        Assert.True(TimeSpan.Parse((string)host["functionTimeout"]!, null) > Sweep.Budget.ToTimeSpan());
    }

    private static ServiceCollection Services(params (string Key, string? Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddFollowUpFunctions(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => s.Value)).Build());
        return services;
    }
}
