using System.Security.Cryptography;
using Azure.Core.Pipeline;
using FollowUp.AcsEmulator;
using FollowUp.AcsEmulator.EventGrid;
using FollowUp.Azure;
using FollowUp.Core.Carriers;
using FollowUp.Core.Engine;
using FollowUp.Dispatch;
using FollowUp.LocalHost.Simulator;
using FollowUp.LocalHost.Time;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FollowUp.LocalHost.Network;

/// <summary>
/// The telephone network of this host: the emulator of Azure Communication Services, and the product's own adapters that speak to it
/// as they speak to Azure.
/// </summary>
internal static class NetworkSetup
{
    private const int LinkKeyBytes = 48;
    private static readonly Uri Here = new("http://localhost/");

    public static void AddNetwork(this IServiceCollection services, HostSettings settings)
    {
        services.AddSingleton<TimeProvider, ClockTime>();
        services.AddSingleton<InProcess>();
        var emulator = new AcsEmulatorOptions { ManualTime = settings.IsVirtual, CheckRequestDate = false, CarrierOptOut = false, Limits = { Enforce = false } };
        services.AddAcsEmulator(emulator);
        services.AddSingleton(s => new HttpClient(s.GetRequiredService<InProcess>().CreateHandler()));
        services.AddSingleton<HttpPipelineTransport>(s => new HttpClientTransport(s.GetRequiredService<HttpClient>()));
        services.AddAcsCarriers(new()
        {
            AcsConnectionString = emulator.ConnectionString(Here), AcsResourceId = emulator.ResourceId, SpeechEndpoint = Here, ConcurrentCalls = int.MaxValue,
            AcsMetadata = new Uri(Here, "calling/.well-known/acsopenidconfiguration").AbsoluteUri,
        });
        services.AddOptions<FollowUp.Api.Links.LinkOptions>().Configure<IServer>((links, server) =>
            (links.PublicUrl, links.LinkKey) = (AddressOf(server), LinkKey(settings.Data)));
        services.AddSingleton(_ => new Outbox(Path.Combine(settings.Data, "carrier.db")));
        services.AddSingleton<OutboxCarrier>();
        services.AddSingleton<OutboxReports>();
        services.AddSingleton(s =>
        {
            var carrier = s.GetRequiredService<OutboxCarrier>();
            return new CarrierSet(carrier, carrier, carrier, carrier, carrier, carrier, s.GetRequiredService<DispatchCarrier>());
        });
    }

    /// <summary>Connects the two ends once the host is put together: what the emulator owns, where it goes, and what it tells.</summary>
    public static void ConnectNetwork(this WebApplication app, HostSettings settings)
    {
        var emulator = app.Services.GetRequiredService<AcsEmulatorOptions>();
        var playbook = app.Services.GetRequiredService<StoredPlaybook>();
        emulator.CreateHandler = app.Services.GetRequiredService<InProcess>().CreateHandler;
        emulator.OwnsNumber = number => playbook.Current is { } rules ? rules.Business.Numbers.Any(n => n.Phone == number) : settings.Business.Phone == number;
        var webhook = new Uri(Here, "api/acs/events" + (settings.Key is null ? "" : "?code=" + Uri.EscapeDataString(settings.Key)));
        _ = app.Services.GetRequiredService<EmulatorEventGrid>().SubscribeAsync(new() { Name = "followup", Endpoint = webhook, SkipValidation = true }, Here);
        app.Services.GetRequiredService<OutboxReports>().Listen();
    }

    /// <summary>Where people reach this host; links in emails lead there.</summary>
    private static Uri AddressOf(IServer server)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? LocalHostApp.DefaultUrl;
        return new Uri(address.Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//*", "//localhost", StringComparison.Ordinal)
            .Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal).Replace("//[::]", "//localhost", StringComparison.Ordinal));
    }

    /// <summary>Links that were sent keep working after a restart.</summary>
    private static string LinkKey(string folder)
    {
        var path = Path.Combine(folder, "link.key");
        if (!File.Exists(path)) File.WriteAllText(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(LinkKeyBytes)));
        return File.ReadAllText(path);
    }
}
