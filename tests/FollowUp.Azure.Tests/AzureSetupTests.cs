using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using FollowUp.AcsEmulator;
using FollowUp.Api;
using FollowUp.Api.Calls;
using FollowUp.Api.Links;
using FollowUp.Azure.Tables;
using FollowUp.Core.Carriers;
using FollowUp.Core.Engine;
using FollowUp.Core.Stores;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUp.Azure.Tests;

public sealed class AzureSetupTests
{
    [Fact]
    public void AddFollowUpAzure_WithAddresses_UsesTheManagedIdentityForAll()
    {
        using var services = Build(new()
        {
            ["FollowUp:TablesEndpoint"] = "https://followup.table.core.windows.net", ["FollowUp:AcsEndpoint"] = "https://followup.communication.azure.com",
            ["FollowUp:AcsResourceId"] = "id", ["FollowUp:TablesPrefix"] = "acme",
        });

        Assert.IsType<DefaultAzureCredential>(services.GetRequiredService<TokenCredential>());
        Assert.NotNull(services.GetRequiredService<CarrierSet>());
        Assert.NotNull(services.GetRequiredService<ICallbackAuthenticator>());
        Assert.Null(services.GetService<ICallLine>());
        Assert.Same(services.GetRequiredService<ILeadStore>(), services.GetRequiredService<ISequenceStore>());
        Assert.Equal("https://followup.table.core.windows.net/acmeleads", services.GetRequiredService<LeadTables>().Leads.Uri.AbsoluteUri);
    }

    [Fact]
    public void AddFollowUpAzure_WithASpeechResource_ActsInCalls()
    {
        using var services = Build(new()
        {
            ["FollowUp:AcsEndpoint"] = "https://followup.communication.azure.com", ["FollowUp:SpeechEndpoint"] = "https://speech.cognitiveservices.azure.com",
        });

        Assert.NotNull(services.GetService<ICallLine>());
    }

    [Theory]
    [InlineData("AzureWebJobsStorage", "UseDevelopmentStorage=true", "devstoreaccount1")]
    [InlineData("AzureWebJobsStorage:accountName", "hoststore", "hoststore")]
    [InlineData("AzureWebJobsStorage:tableServiceUri", "https://other.table.core.windows.net", "other")]
    [InlineData("FollowUp:TablesConnectionString", "UseDevelopmentStorage=true", "devstoreaccount1")]
    public void AddFollowUpAzure_StorageOfTheHost_IsUsedWhenNothingElseIsSaid(string name, string value, string account)
    {
        using var services = Build(new() { [name] = value });

        Assert.Equal(account, services.GetRequiredService<LeadTables>().Leads.AccountName);
        Assert.NotNull(services.GetRequiredService<TableServiceClient>());
    }

    [Fact]
    public void AddFollowUpAzure_SampleSettings_HaveTheEmulatorForACarrier()
    {
        using var sample = JsonDocument.Parse(File.ReadAllBytes(SampleSettings()));
        using var services = Build(sample.RootElement.GetProperty("Values").EnumerateObject()
            .ToDictionary(value => value.Name.Replace("__", ":", StringComparison.Ordinal), value => value.Value.GetString()));
        var (emulator, address) = (new AcsEmulatorOptions(), new Uri("http://localhost:7080/"));

        Assert.NotNull(services.GetRequiredService<ILeadStore>());
        Assert.NotNull(services.GetRequiredService<CarrierSet>());
        Assert.NotNull(services.GetRequiredService<ICallbackAuthenticator>());
        Assert.NotNull(services.GetService<ICallLine>());
        Assert.StartsWith("http://localhost:7071/api/", services.GetRequiredService<LinkSigner>().Unsubscribe("lead").AbsoluteUri, StringComparison.Ordinal);
        var options = services.GetRequiredService<AzureOptions>();
        Assert.Equal(
            (emulator.ConnectionString(address), emulator.ResourceId, new Uri(address, "calling/.well-known/acsopenidconfiguration").AbsoluteUri),
            (options.AcsConnectionString, options.AcsResourceId, options.AcsMetadata));
    }

    [Fact]
    public void AddFollowUpAzure_NothingConfigured_NamesWhatIsMissing()
    {
        using var services = Build([]);

        Assert.Contains("FollowUp:TablesEndpoint", Assert.Throws<InvalidOperationException>(services.GetRequiredService<ILeadStore>).Message, StringComparison.Ordinal);
        Assert.Contains("FollowUp:AcsEndpoint", Assert.Throws<InvalidOperationException>(services.GetRequiredService<CarrierSet>).Message, StringComparison.Ordinal);
        Assert.Contains("FollowUp:AcsResourceId", Assert.Throws<InvalidOperationException>(services.GetRequiredService<ICallbackAuthenticator>).Message, StringComparison.Ordinal);
    }

    private static string SampleSettings([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../local.settings.sample.json");

    private static ServiceProvider Build(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddLogging()
        .AddFollowUpApi()
        .AddSingleton<NodaTime.IClock>(NodaTime.SystemClock.Instance)
        .AddSingleton<IPlaybookSource>(_ => Sending.Touches.Playbooks)
        .AddFollowUpAzure(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .BuildServiceProvider();
}
