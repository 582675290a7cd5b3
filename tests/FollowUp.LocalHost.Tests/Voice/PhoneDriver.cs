using System.Net.Http.Json;
using System.Text.Json;
using FollowUp.Testing.Driving;

namespace FollowUp.LocalHost.Tests.Voice;

/// <summary>Something that happened on a phone.</summary>
internal sealed record PhoneEntry(string Kind, string Text, string? Other);

/// <summary>A phone of the emulator.</summary>
internal sealed record PhoneState(string Number, string State, string? With, IReadOnlyList<PhoneEntry> Log, IReadOnlyList<PhoneEntry> Voicemail)
{
    /// <summary>What was heard in calls, in order.</summary>
    public IEnumerable<string> Heard => Log.Where(e => e.Kind == "heard").Select(e => e.Text);
}

/// <summary>The emulator's phones in a test's hands, over the admin API that the Phones page uses.</summary>
internal sealed class PhoneDriver(FollowUpDriver driver)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public Task<PhoneState> SeeAsync(string number) => driver.SendAsync<PhoneState>(HttpMethod.Get, $"/emulator/phones/{number}");

    public Task CallAsync(string number, object? more = null) => DoAsync(number, "call", more ?? new { to = FollowUpDriver.Business });

    public Task AnswerAsync(string number) => DoAsync(number, "answer");

    public Task DeclineAsync(string number) => DoAsync(number, "decline");

    public Task ToVoicemailAsync(string number) => DoAsync(number, "voicemail");

    public Task HangUpAsync(string number) => DoAsync(number, "hangup");

    public Task PressAsync(string number, string keys) => DoAsync(number, "press", new { keys });

    public Task SpeakAsync(string number, string text) => DoAsync(number, "speak", new { text });

    /// <summary>What phones do by themselves, one entry per call.</summary>
    public async Task BehaveAsync(string number, params object[] script)
    {
        using var answer = await driver.Http.PutAsJsonAsync($"/emulator/phones/{number}/behaviour", script, Json);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Makes trouble: see the emulator's README.</summary>
    public async Task FaultAsync(object rule)
    {
        // Not the driver's own way, which leaves nulls out: without "times" a fault happens once, with null until it is removed.
        using var answer = await driver.Http.PostAsJsonAsync("/emulator/faults", rule, Json);
        answer.EnsureSuccessStatusCode();
    }

    private async Task DoAsync(string number, string verb, object? body = null)
    {
        using var answer = await driver.SendAsync(HttpMethod.Post, $"/emulator/phones/{number}/{verb}", body ?? new { });
        Assert.True(answer.IsSuccessStatusCode, $"{number} {verb}: {await answer.Content.ReadAsStringAsync()}");
    }
}
