using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FollowUp.Core.Serialization;
using NodaTime;
using NodaTime.Text;

namespace FollowUp.Testing.Driving;

/// <summary>Drives a running host over HTTP, the way its users do: calls, texts, forms, and the clock.</summary>
public sealed class FollowUpDriver : IDisposable
{
    /// <summary>The number of the sample business.</summary>
    public const string Business = "+18335550100";

    private static readonly JsonSerializerOptions Json = Options();

    /// <summary>Drives the host at an address.</summary>
    public FollowUpDriver(Uri address) => Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1) };

    /// <summary>For requests that have no method here.</summary>
    public HttpClient Http { get; }

    /// <summary>The host's time.</summary>
    public async Task<Instant> NowAsync() => (await GetAsync<Clock>("/sim/clock")).Now;

    /// <summary>Runs everything due in a span of time such as <c>PT36H</c>.</summary>
    public Task AdvanceAsync(string span) => PostAsync<Clock>("/sim/clock", new { advanceBy = span });

    /// <summary>Runs everything due until a time.</summary>
    public Task AdvanceToAsync(Instant time) => PostAsync<Clock>("/sim/clock", new { advanceTo = Text(time) });

    /// <summary>Sets the clock in one jump, as an outage would.</summary>
    public Task JumpToAsync(Instant time) => PostAsync<Clock>("/sim/clock", new { now = Text(time) });

    /// <summary>Somebody calls the business.</summary>
    public Task<CallAnswer> CallAsync(
        string from, bool answered = false, int ringSeconds = 20, int? hangUpAfterSeconds = null, int? talkSeconds = null) =>
        PostAsync<CallAnswer>("/sim/calls", new { from, to = Business, answered, ringSeconds, hangUpAfterSeconds, talkSeconds });

    /// <summary>Somebody texts the business.</summary>
    public Task<DeliveryAnswer> TextAsync(string from, string text) =>
        PostAsync<DeliveryAnswer>("/sim/sms", new { from, to = Business, text });

    /// <summary>Ends a call that was placed to a lead.</summary>
    public Task<OutboxItem> EndCallAsync(string id, string disposition, string? choice = null) =>
        PostAsync<OutboxItem>($"/sim/outbound-calls/{id}", new { disposition, choice });

    /// <summary>All that left since a time.</summary>
    public async Task<IReadOnlyList<OutboxItem>> OutboxAsync(Instant? since = null)
    {
        var all = new List<OutboxItem>();
        for (string? next = "0"; next is not null;)
        {
            var page = await GetAsync<Page<OutboxItem>>($"/sim/outbox?cursor={next}{(since is { } from ? "&since=" + Text(from) : "")}");
            all.AddRange(page.Items);
            next = page.Next;
        }
        return all;
    }

    /// <summary>What left for one lead on one channel.</summary>
    public async Task<IReadOnlyList<OutboxItem>> OutboxOfAsync(string leadId, string? channel = null) =>
        [.. (await OutboxAsync()).Where(i => i.LeadId == leadId && (channel is null || i.Channel == channel))];

    /// <summary>What a phone sent and got.</summary>
    public async Task<IReadOnlyList<OutboxItem>> PhoneAsync(string number) =>
        (await GetAsync<Page<OutboxItem>>("/sim/phones/" + Uri.EscapeDataString(number))).Items;

    /// <summary>Submits a lead; both a new and a known one are fine.</summary>
    public Task<SubmitAnswer> SubmitAsync(object lead, string? key = null) => SendAsync<SubmitAnswer>(HttpMethod.Post, "/api/leads", lead, key);

    /// <summary>A lead by its id.</summary>
    public Task<LeadRecord> LeadAsync(string id) => GetAsync<LeadRecord>("/api/leads/" + id);

    /// <summary>The leads with a number.</summary>
    public async Task<IReadOnlyList<LeadRecord>> LeadsOfAsync(string phone) =>
        (await GetAsync<Page<LeadRecord>>("/api/leads?phone=" + Uri.EscapeDataString(phone))).Items;

    /// <summary>A lead's future.</summary>
    public Task<Plan> PlanAsync(string id) => GetAsync<Plan>($"/api/leads/{id}/plan");

    /// <summary>A lead's past.</summary>
    public async Task<IReadOnlyList<TimelineItem>> TimelineAsync(string id) => (await GetAsync<Page<TimelineItem>>($"/api/leads/{id}/timeline")).Items;

    /// <summary>Records a fact about a lead.</summary>
    public Task<RecordAnswer> RecordAsync(string id, string type, object? data = null, string? eventId = null, Instant? at = null) =>
        PostAsync<RecordAnswer>($"/api/leads/{id}/events", new { type, data = data ?? new { }, id = eventId, at = at is { } t ? Text(t) : null });

    /// <summary>Changes a lead.</summary>
    public Task<LeadRecord> ChangeAsync(string id, object patch) => SendAsync<LeadRecord>(HttpMethod.Patch, "/api/leads/" + id, patch);

    /// <summary>Posts a delivery to the webhook as it is.</summary>
    public Task<HttpResponseMessage> DeliverAsync(string json) =>
        Http.PostAsync("/api/acs/events", new StringContent(json, Encoding.UTF8, "application/json"));

    /// <summary>Sends a request and reads its answer.</summary>
    public async Task<T> SendAsync<T>(HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var response = await SendAsync(method, path, body, key);
        return await ReadAsync<T>(response);
    }

    /// <summary>Sends a request.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body, options: Json);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await Http.SendAsync(request);
    }

    /// <summary>Reads an answer; anything but success fails with its body.</summary>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri}: {(int)response.StatusCode} {body}", null, response.StatusCode);
        return JsonSerializer.Deserialize<T>(body, Json)!;
    }

    /// <summary>Reads an error, which has to be one of RFC 9457 with the status asked for.</summary>
    public static async Task<ProblemAnswer> ProblemAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode} instead of {(int)expected}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<ProblemAnswer>(body, Json)!;
        Assert.Equal((int)expected, problem.Status);
        Assert.False(string.IsNullOrWhiteSpace(problem.Title));
        return problem;
    }

    /// <inheritdoc/>
    public void Dispose() => Http.Dispose();

    private Task<T> GetAsync<T>(string path) => SendAsync<T>(HttpMethod.Get, path);

    private Task<T> PostAsync<T>(string path, object body) => SendAsync<T>(HttpMethod.Post, path, body);

    private static string Text(Instant time) => InstantPattern.ExtendedIso.Format(time);

    private static JsonSerializerOptions Options()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        };
        options.AddDomainConverters();
        return options;
    }

    private sealed record Clock(Instant Now, string Mode);

    private sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
}
