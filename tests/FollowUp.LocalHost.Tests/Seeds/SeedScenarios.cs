using System.Globalization;
using System.Text.Json;
using FollowUp.LocalHost.Tests.Scenarios;
using FollowUp.Testing.Driving;
using NodaTime;

namespace FollowUp.LocalHost.Tests.Seeds;

/// <summary>One host for the tests of a class.</summary>
public sealed class SeedHost : IAsyncLifetime
{
    private RunningHost? running;

    internal RunningHost Running => running!;

    public async Task InitializeAsync() => running = await RunningHost.StartAsync();

    public async Task DisposeAsync() => await running!.DisposeAsync();
}

/// <summary>
/// What the five documents state, on virtual time through the HTTP API. Each test begins on a Tuesday at ten in the morning where
/// the business and its people are, with people of its own; the clock goes on from test to test.
/// </summary>
public abstract class SeedScenarios(SeedHost host) : IClassFixture<SeedHost>, IAsyncLifetime
{
    private static int people = 2000;

    private protected static DateTimeZone Austin { get; } = DateTimeZoneProviders.Tzdb["America/Chicago"];

    private protected FollowUpDriver Driver => host.Running.Driver;

    private protected Instant Start { get; private set; }

    public async Task InitializeAsync() => Start = await NextAsync(IsoDayOfWeek.Tuesday, 10);

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Moves the clock to the next such day.</summary>
    private protected async Task<Instant> NextAsync(IsoDayOfWeek day, int hour)
    {
        var date = (await Driver.NowAsync()).InZone(Austin).Date.Next(day);
        var at = At(date, hour);
        await Driver.AdvanceToAsync(at);
        return at;
    }

    private protected static Instant At(LocalDate date, int hour, int minute = 0) => date.At(new LocalTime(hour, minute)).InZoneLeniently(Austin).ToInstant();

    private protected LocalDate Day(int days) => Start.InZone(Austin).Date.PlusDays(days);

    private protected static string Iso(Instant at) => at.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private protected static string Phone() => "+1512555" + Interlocked.Increment(ref people).ToString(CultureInfo.InvariantCulture);

    /// <summary>Somebody in Austin who agreed in writing to everything and is in no sequence.</summary>
    private protected async Task<Person> PersonAsync(params (string Field, object? Value)[] more)
    {
        var phone = Phone();
        var yes = new { given = true, source = "web form", text = "I agree" };
        var lead = new Dictionary<string, object?>
        {
            ["name"] = "Ana Ruiz", ["phone"] = phone, ["email"] = $"ana{phone[1..]}@example.net", ["timeZone"] = "America/Chicago",
            ["context"] = new { service = "the downtown loft", urgency = "this month", location = "East Austin", message = "Two bedrooms" },
            ["consent"] = new { sms = yes, voice = yes, email = yes }, ["sequences"] = Array.Empty<string>(),
        };
        foreach (var (field, value) in more) lead[field] = value;
        if (lead["sequences"] is null) lead.Remove("sequences");
        return new((await Driver.SubmitAsync(lead)).Id, phone);
    }

    private protected static string[] In(string sequence) => [sequence];

    private protected Task EnrollAsync(Person person, string sequence) =>
        Driver.SendAsync<JsonElement>(HttpMethod.Put, $"/api/leads/{person.Id}/sequences/{sequence}");

    /// <summary>Asks for a sequence in vain, and says why it was refused.</summary>
    private protected async Task<string> RefusedAsync(Person person, string sequence)
    {
        using var answer = await Driver.SendAsync(HttpMethod.Put, $"/api/leads/{person.Id}/sequences/{sequence}");
        return (await FollowUpDriver.ProblemAsync(answer, System.Net.HttpStatusCode.Conflict)).Title;
    }

    private protected Task HappensAsync(Person person, string type, object? data = null) => Driver.RecordAsync(person.Id, type, data);

    /// <summary>Somebody of the team called them.</summary>
    private protected Task CalledAsync(Person person, string disposition) =>
        HappensAsync(person, "call.completed", new { callId = "call", direction = "outbound", disposition, durationSeconds = disposition == "answered" ? 90 : 0 });

    /// <summary>The record with all that the API shows.</summary>
    private protected Task<JsonElement> RecordOfAsync(Person person) => Driver.SendAsync<JsonElement>(HttpMethod.Get, "/api/leads/" + person.Id);

    private protected Task<IReadOnlyList<OutboxItem>> SentAsync(Person person, string? channel = null) => Driver.OutboxOfAsync(person.Id, channel);

    /// <summary>What went to the person, without what was told to the team.</summary>
    private protected async Task<IReadOnlyList<OutboxItem>> ReachedAsync(Person person) =>
        [.. (await SentAsync(person)).Where(i => i.Channel != "notification")];

    private protected async Task<IReadOnlyList<PlanItem>> PlanAsync(Person person) => (await Driver.PlanAsync(person.Id)).Items;

    /// <summary>Lets time pass until a step's call rings.</summary>
    private protected async Task<OutboxItem> RingingAsync(Person person, string step)
    {
        await Driver.AdvanceToAsync((await PlanAsync(person)).First(i => i.Step == step && i.Channel == "call").DueAt);
        return (await SentAsync(person, "call")).Last(i => i.Status == "ringing");
    }

    private protected static ZonedDateTime Local(OutboxItem item) => item.At.InZone(Austin);

    private protected sealed record Person(string Id, string Phone);
}
