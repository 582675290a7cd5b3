using System.Net;
using System.Text.Json;
using Azure.Communication.CallAutomation;
using Azure.Communication.Email;
using Azure.Communication.Sms;
using Azure.Core;
using FollowUp.AcsEmulator;
using FollowUp.AcsEmulator.Faults;
using FollowUp.AcsEmulator.Phones;
using FollowUp.AcsEmulator.Time;
using FollowUp.Azure.Calls;
using FollowUp.Azure.Email;
using FollowUp.Azure.Sending;
using FollowUp.Azure.Sms;
using FollowUp.Azure.Tests.Sending;
using FollowUp.Core.Engine;
using FollowUp.Core.Stores;
using FollowUp.Testing;
using FollowUp.Testing.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace FollowUp.Azure.Tests.Emulator;

/// <summary>The emulator on a port of its own, and the product's adapters as they are put together for Azure, but for the address.</summary>
internal sealed class EmulatedAzure : IAsyncDisposable
{
    public const string Number = "+15125550100";
    public const string Dana = "+15125550142";
    private readonly WebApplication server;
    private readonly AcsEmulatorOptions emulator = new() { PhoneNumbers = [Number], EmailDomains = ["example.com"], ManualTime = true };
    private readonly Tries tries = new(new ManualTime());
    private readonly AzureOptions options = new() { SpeechEndpoint = new("https://speech.example") };

    private EmulatedAzure()
    {
        // Its client is disposed of with the server; what was recorded is read afterwards.
        emulator.CreateHandler = () => Webhooks;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddAcsEmulator(emulator);
        server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.MapAcsEmulator();
    }

    /// <summary>What the emulator sends out.</summary>
    public Recorder Webhooks { get; } = new();

    public InMemoryCallStore Calls { get; } = new();

    public EmulatorPhones Phones => server.Services.GetRequiredService<EmulatorPhones>();

    public EmulatorFaults Faults => server.Services.GetRequiredService<EmulatorFaults>();

    public HttpClient Http { get; } = new();

    public string ResourceId => emulator.ResourceId;

    public AcsSmsSender Sms => new(new SmsClient(ConnectionString, Once(new SmsClientOptions())), tries);

    public AcsEmailSender Email => new(new EmailClient(ConnectionString, Once(new EmailClientOptions())), Touches.Links, Touches.Playbooks, tries);

    public AcsCallGateway Gateway => new(Client, Touches.Links, options, tries, new CallBook(Calls, Touches.Playbooks, Standing.Clock), Standing.Clock);

    public AcsCallLine Line => new(Client, Touches.Links, options, tries, NullLogger<AcsCallLine>.Instance);

    private CallAutomationClient Client => new(ConnectionString, Once(new CallAutomationClientOptions()));

    private string ConnectionString => emulator.ConnectionString(Http.BaseAddress!);

    public static async Task<EmulatedAzure> StartAsync()
    {
        var azure = new EmulatedAzure();
        await azure.server.StartAsync();
        azure.Http.BaseAddress = new(azure.server.Urls.Single());
        return azure;
    }

    /// <summary>Carries out what is due by now, callbacks included.</summary>
    public Task RunAsync()
    {
        var scheduler = server.Services.GetRequiredService<IEmulatorScheduler>();
        return scheduler.RunDueAsync(scheduler.UtcNow);
    }

    /// <summary>What the emulator was asked for, as its admin API shows it.</summary>
    public async Task<IReadOnlyList<JsonElement>> SeenAsync(string what) =>
        [.. JsonDocument.Parse(await Http.GetStringAsync($"/emulator/{what}")).RootElement.EnumerateArray()];

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await server.DisposeAsync();
    }

    /// <summary>As the product makes them: retries are its own.</summary>
    private static T Once<T>(T client)
        where T : ClientOptions
    {
        client.Retry.MaxRetries = 0;
        return client;
    }

    private sealed class Standing : IClock
    {
        public static Standing Clock { get; } = new();

        public Instant GetCurrentInstant() => Sample.Now;
    }

    internal sealed class Recorder : HttpMessageHandler
    {
        public List<(Uri Address, string? Token, JsonElement Body)> Requests { get; } = [];

        public IEnumerable<string> Types => Requests.Select(r => r.Body[0].GetProperty("type").GetString()!["Microsoft.Communication.".Length..]);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken)).RootElement;
            Requests.Add((request.RequestUri!, request.Headers.Authorization?.ToString(), body));
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}
