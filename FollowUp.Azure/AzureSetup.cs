using Azure.Communication.CallAutomation;
using Azure.Communication.Email;
using Azure.Communication.Sms;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using FollowUp.Api.Calls;
using FollowUp.Api.Links;
using FollowUp.Azure.Calls;
using FollowUp.Azure.Email;
using FollowUp.Azure.Notifications;
using FollowUp.Azure.Sending;
using FollowUp.Azure.Sms;
using FollowUp.Azure.Tables;
using FollowUp.Azure.Webhooks;
using FollowUp.Core.Carriers;
using FollowUp.Core.Stores;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FollowUp.Azure;

/// <summary>Puts the parts that speak to Azure together.</summary>
public static class AzureSetup
{
    private const int StorageRetries = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Adds the store and the carriers. The host adds the API, the playbook source, the bell, the clock and the ids.</summary>
    /// <exception cref="InvalidOperationException">When a part is asked for whose settings are missing; the message names them.</exception>
    public static IServiceCollection AddFollowUpAzure(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(AzureOptions.Section);
        var options = section.Get<AzureOptions>() ?? new();
        services.Configure<LinkOptions>(section);
        services.AddSingleton(options);
        services.AddSingleton(section.Get<NotificationOptions>() ?? new());
        services.AddSingleton(section.Get<WebhookOptions>() ?? new());
        AddStore(services, options, configuration);
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        services.AddAcsCarriers(options);
        services.AddSingleton<TeamNotifier>();
        services.AddSingleton<WebhookPoster>();
        services.TryAddSingleton<ICarrier<Outbound.Voicemail>, NoVoicemail>();
        services.AddSingleton(s => new CarrierSet(
            s.GetRequiredService<AcsSmsSender>(), s.GetRequiredService<AcsEmailSender>(), s.GetRequiredService<AcsCallGateway>(),
            s.GetRequiredService<ICarrier<Outbound.Voicemail>>(), s.GetRequiredService<TeamNotifier>(), s.GetRequiredService<WebhookPoster>(),
            s.GetService<ICarrier<Outbound.Booking>>()));
        return services;
    }

    /// <summary>
    /// Adds what speaks to Azure Communication Services: texts, email, calls, and the proof of their callbacks. Clients and the way
    /// their requests travel may have been registered before.
    /// </summary>
    public static IServiceCollection AddAcsCarriers(this IServiceCollection services, AzureOptions options)
    {
        services.TryAddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        AddClients(services, options);
        services.AddSingleton<Tries>();
        services.AddSingleton<AcsSmsSender>();
        services.AddSingleton<AcsEmailSender>();
        services.AddSingleton<AcsCallGateway>();
        if (options.SpeechEndpoint is not null) services.AddSingleton<ICallLine, AcsCallLine>();
        services.TryAddSingleton<ICallbackAuthenticator>(s => new AcsCallbackTokens(
            options.AcsResourceId ?? throw Missing("FollowUp:AcsResourceId"), s.GetRequiredService<HttpClient>(),
            s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<AcsCallbackTokens>>(),
            options.AcsIssuer, options.AcsMetadata));
        return services;
    }

    private static void AddStore(IServiceCollection services, AzureOptions options, IConfiguration configuration)
    {
        services.TryAddSingleton(s => CreateTableService(options, configuration, s.GetRequiredService<TokenCredential>));
        services.AddSingleton(s => new LeadTables(s.GetRequiredService<TableServiceClient>(), options.TablesPrefix));
        services.AddSingleton<TableLeadStore>();
        services.AddSingleton<ILeadStore>(s => s.GetRequiredService<TableLeadStore>());
        services.AddSingleton<ISequenceStore>(s => s.GetRequiredService<TableLeadStore>());
        services.AddSingleton<IEpochStore, TableEpochStore>();
        services.AddSingleton<IDocumentStore>(s => s.GetRequiredService<TableLeadStore>());
        services.AddSingleton<ICallStore, TableCallStore>();
        if (options.CreateTables) services.AddHostedService<TableCreation>();
    }

    private static void AddClients(IServiceCollection services, AzureOptions options)
    {
        // Retries are ours (Tries): the client's own would also repeat a request that may have been acted on.
        services.TryAddSingleton(s => Create(
            options, s, new SmsClientOptions(), (text, o) => new SmsClient(text, o), (uri, token, o) => new SmsClient(uri, token, o)));
        services.TryAddSingleton(s => Create(
            options, s, new EmailClientOptions(), (text, o) => new EmailClient(text, o), (uri, token, o) => new EmailClient(uri, token, o)));
        services.TryAddSingleton(s => Create(
            options, s, new CallAutomationClientOptions(), (text, o) => new CallAutomationClient(text, o),
            (uri, token, o) => new CallAutomationClient(uri, token, o)));
        services.TryAddSingleton(_ => new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) }) { Timeout = Patience });
    }

    private static TClient Create<TClient, TOptions>(
        AzureOptions options, IServiceProvider services, TOptions client, Func<string, TOptions, TClient> fromConnectionString,
        Func<Uri, TokenCredential, TOptions, TClient> fromEndpoint)
        where TOptions : ClientOptions
    {
        (client.Retry.MaxRetries, client.Retry.NetworkTimeout) = (0, Patience);
        if (services.GetService<HttpPipelineTransport>() is { } transport) client.Transport = transport;
        return !string.IsNullOrEmpty(options.AcsConnectionString) ? fromConnectionString(options.AcsConnectionString, client)
            : options.AcsEndpoint is { } endpoint ? fromEndpoint(endpoint, services.GetRequiredService<TokenCredential>(), client)
            : throw Missing("FollowUp:AcsEndpoint");
    }

    private static TableServiceClient CreateTableService(AzureOptions options, IConfiguration configuration, Func<TokenCredential> credential)
    {
        // Bounded, because index rows may only be cleared away when nothing can be under way behind them: DueIndex.Settled.
        var client = new TableClientOptions { Retry = { MaxRetries = StorageRetries, NetworkTimeout = Patience, MaxDelay = Patience } };
        var host = configuration.GetSection("AzureWebJobsStorage");
        var (text, uri) = (options.TablesConnectionString, options.TablesEndpoint);
        if (string.IsNullOrEmpty(text) && uri is null)
        {
            text = host.Value;
            uri = host["tableServiceUri"] is { } address ? new Uri(address)
                : host["accountName"] is { } account ? new Uri($"https://{account}.table.core.windows.net")
                : null;
        }
        return !string.IsNullOrEmpty(text) ? new(text, client)
            : uri is not null ? new(uri, credential(), client)
            : throw Missing("FollowUp:TablesEndpoint");
    }

    private static InvalidOperationException Missing(string setting) => new($"{setting} is not set, nor what may stand in for it.");

    /// <summary>Makes the tables before anything is asked of them.</summary>
    private sealed class TableCreation(LeadTables tables) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => tables.CreateAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
