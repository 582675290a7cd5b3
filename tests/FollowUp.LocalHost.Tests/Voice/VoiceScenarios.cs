using System.Text.Json;
using System.Text.Json.Nodes;
using FollowUp.LocalHost.Tests.Scenarios;
using FollowUp.Testing.Driving;
using NodaTime;

namespace FollowUp.LocalHost.Tests.Voice;

/// <summary>
/// Calls on the emulator's phones, through the product's own adapters, with the clock in the test's hand. Each test has a host of its
/// own, at ten in the morning of a Tuesday in Austin.
/// </summary>
public abstract class VoiceScenarios : IAsyncLifetime
{
    private protected const string Ana = "+12125550143";
    private protected const string Sam = "+15125550111";
    private protected const string Kim = "+15125550112";
    private RunningHost? host;

    private protected static Instant Start { get; } = Instant.FromUtc(2026, 11, 24, 16, 0);

    private protected FollowUpDriver Driver => host!.Driver;

    private protected PhoneDriver Phones { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        host = await RunningHost.StartAsync(Start);
        Phones = new(Driver);
    }

    public async Task DisposeAsync() => await host!.DisposeAsync();

    /// <summary>Changes how the business's first number is answered.</summary>
    private protected async Task AnswerWithAsync(object number)
    {
        var profile = await Driver.SendAsync<JsonObject>(HttpMethod.Get, "/api/business");
        foreach (var (name, value) in JsonSerializer.SerializeToNode(number)!.AsObject()) profile["numbers"]![0]![name] = value?.DeepClone();
        using var answer = await Driver.SendAsync(HttpMethod.Put, "/api/business", profile);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The only lead there is; null when there is none.</summary>
    private protected async Task<LeadRecord?> LeadAsync() => (await Driver.LeadsOfAsync(Ana)).SingleOrDefault();

    private protected async Task<TimelineItem> RowAsync(string type) =>
        Assert.Single(await Driver.TimelineAsync((await LeadAsync())!.Id), t => t.Type == type);

    private protected async Task<IReadOnlyList<string>> TextsAsync() =>
        [.. (await Driver.OutboxAsync()).Where(i => i.Channel == "sms" && i.To == Ana).Select(i => i.Text)];
}
