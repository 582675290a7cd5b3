using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace FollowUp.Api.Tests;

public class ContractTests(SharedHost shared) : IClassFixture<SharedHost>
{
    // The whole contract of the design, section 4.
    [Theory]
    [InlineData("/api/leads", "get", "post")]
    [InlineData("/api/leads/{id}", "get", "patch", "delete")]
    [InlineData("/api/leads/{id}/timeline", "get")]
    [InlineData("/api/leads/{id}/plan", "get")]
    [InlineData("/api/leads/{id}/events", "post")]
    [InlineData("/api/leads/{id}/messages", "post")]
    [InlineData("/api/leads/{id}/sequences/{sequence}", "put", "delete")]
    [InlineData("/api/sequences", "get")]
    [InlineData("/api/sequences/{id}", "get", "put")]
    [InlineData("/api/sequences/schema", "get")]
    [InlineData("/api/sequences/validate", "post")]
    [InlineData("/api/sequences/{id}/preview", "post")]
    [InlineData("/api/inbox", "get")]
    [InlineData("/api/inbox/{leadId}", "get")]
    [InlineData("/api/queue", "get")]
    [InlineData("/api/queue/next", "post")]
    [InlineData("/api/queue/{taskId}/disposition", "post")]
    [InlineData("/api/campaigns/reactivation", "post")]
    [InlineData("/api/market-changes", "post")]
    [InlineData("/api/import/leads", "post")]
    [InlineData("/api/reports/speed-to-lead", "get")]
    [InlineData("/api/reports/sequences", "get")]
    [InlineData("/api/reports/appointments", "get")]
    [InlineData("/api/reports/cost", "get")]
    [InlineData("/api/acs/calls/{token}", "post")]
    [InlineData("/api/acs/events", "post", "options")]
    [InlineData("/api/health", "get")]
    public async Task OpenApi_RouteOfTheContract_IsListed(string path, params string[] methods)
    {
        var host = shared.Host;

        var (status, document) = await host.SendAsync("GET", "/api/openapi.json");

        Assert.Equal(HttpStatusCode.OK, status);
        var listed = document["paths"]![path]?.AsObject().Select(p => p.Key).ToList();
        Assert.NotNull(listed);
        Assert.Superset(methods.ToHashSet(), listed.ToHashSet());
    }

    [Theory]
    [InlineData("POST", "/api/leads", """{"phone":"+15125550143","fone":1}""", "fone", "is not a known field")]
    [InlineData("POST", "/api/leads", """{"phone":"12"}""", "phone", null)]
    [InlineData("POST", "/api/leads", """{"name":"Ana"}""", "phone", "is missing, and so is email: one of them is needed")]
    [InlineData("POST", "/api/leads", """{"email":"not an address"}""", "email", "'not an address' is not an email address")]
    [InlineData("POST", "/api/leads", """{"email":"a@b.example","timeZone":"Mars"}""", "timeZone", "'Mars' is not a time zone such as America/Chicago")]
    [InlineData("POST", "/api/leads", """{"email":"a@b.example","owner":"joe"}""", "owner", "'joe' is nobody of the team")]
    [InlineData("POST", "/api/leads", """{"email":"a@b.example","sequences":["nope"]}""", "sequences[0]", "there is no sequence 'nope'")]
    [InlineData("POST", "/api/leads", """{"email":"a@b.example","tags":[null]}""", "tags", "must not contain null")]
    [InlineData("POST", "/api/leads", """{"email":"a@b.example","preferences":{"times":["noon"]}}""", "preferences.times[0]", "must be one of morning, afternoon, evening")]
    [InlineData("POST", "/api/leads", "{", "body", null)]
    [InlineData("POST", "/api/leads", "null", "body", "must not be null")]
    [InlineData("GET", "/api/leads?limit=0", null, "limit", "must be 1 to 500")]
    [InlineData("GET", "/api/leads?limit=501", null, "limit", "must be 1 to 500")]
    [InlineData("GET", "/api/leads?limit=many", null, "limit", "cannot be 'many'")]
    [InlineData("GET", "/api/queue?all=perhaps", null, "all", "cannot be 'perhaps'")]
    [InlineData("GET", "/api/sequences/new-lead/diff?from=old", null, "from", "cannot be 'old'")]
    [InlineData("GET", "/api/sequences/new-lead/diff", null, "from", "is missing")]
    [InlineData("GET", "/api/leads?cursor=nonsense", null, "cursor", null)]
    [InlineData("GET", "/api/leads?phone=12", null, "phone", null)]
    public async Task Request_WithAnError_IsAProblemThatNamesTheField(string method, string path, string? json, string field, string? message)
    {
        var host = shared.Host;

        var (status, problem) = await host.SendAsync(method, path, json);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var (name, messages) = Assert.Single(problem["errors"]!.AsObject());
        Assert.Equal(field, name);
        if (message is not null) Assert.Equal(message, (string)messages![0]!);
        Assert.StartsWith(field + " ", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"call.mist"}""", "type", "'call.mist' is not an event type")]
    [InlineData("""{"type":"touch.settled","data":{"touchId":"t","outcome":"sent"}}""", "type", "'touch.settled' is not an event type")]
    [InlineData("""{"type":"note.added"}""", "data.text", "is missing")]
    [InlineData("""{"type":"note.added","data":[]}""", "data", "must be an object")]
    [InlineData("""{"type":"call.missed","data":{"callId":"c","from":"5","to":"+18335550100","ringSeconds":1}}""", "data.from", null)]
    [InlineData("""{"type":"call.missed","data":{"callId":"c","from":"+15125550143","to":"+18335550100","ringSeconds":-1}}""", "data.ringSeconds", "must not be negative")]
    [InlineData("""{"type":"call.completed","data":{"callId":"c","direction":"outbound","disposition":"eaten","durationSeconds":1}}""", "data.disposition", null)]
    [InlineData("""{"type":"appointment.booked","data":{"appointmentId":"a","startsAt":"tomorrow","durationMinutes":60}}""", "data.startsAt", null)]
    [InlineData("""{"type":"appointment.booked","data":{"appointmentId":"a","startsAt":"9998-12-31T23:00:00Z","durationMinutes":60}}""", "data.startsAt", "must lie between the years 2000 and 2200")]
    [InlineData("""{"type":"signal.detected","data":{"kind":"lease_end","date":"9999-12-31"}}""", "data.date", "must lie between the years 2000 and 2200")]
    [InlineData("""{"type":"followup.set","data":{"horizonDays":2000000000}}""", "data.horizonDays", "must be 1 to 3660")]
    [InlineData("""{"type":"followup.set","data":{}}""", "data.at", "is missing, and so is horizonDays: one of them is needed")]
    [InlineData("""{"type":"preference.stated","data":{"days":"mondays"}}""", "data.days", "must be one of weekdays, weekends, any")]
    [InlineData("""{"type":"note.added","data":{"text":"x"},"at":"2999-01-01T00:00:00Z"}""", "at", "lies in the future")]
    [InlineData("""{"type":"note.added","data":{"text":"x"},"at":"0001-01-01T00:00:00Z"}""", "at", "must lie between the years 2000 and 2200")]
    [InlineData("""{"type":"note.added","data":{"text":"x"},"id":""}""", "id", "must be 1 to 255 characters")]
    public async Task Event_WithAnError_IsAProblemThatNamesTheField(string json, string field, string? message)
    {
        var host = shared.Host;
        var (_, lead) = await host.SendAsync("POST", "/api/leads", """{"phone":"+15125550143","sequences":[]}""");

        var (status, problem) = await host.SendAsync("POST", $"/api/leads/{lead["id"]}/events", json);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(problem["errors"]![field] is not null, problem.ToJsonString());
        if (message is not null) Assert.Equal(message, (string)problem["errors"]![field]![0]!);
    }

    [Theory]
    [InlineData("GET", "/api/leads/nobody", "There is no lead 'nobody'.")]
    [InlineData("GET", "/api/leads/nobody/timeline", "There is no lead 'nobody'.")]
    [InlineData("GET", "/api/leads/nobody/plan", "There is no lead 'nobody'.")]
    [InlineData("DELETE", "/api/leads/nobody", "There is no lead 'nobody'.")]
    [InlineData("GET", "/api/sequences/nothing", "There is no sequence 'nothing'.")]
    [InlineData("GET", "/api/sequences/new-lead?version=99", "There is no version 99 of sequence 'new-lead'.")]
    [InlineData("PUT", "/api/leads/nobody/sequences/nothing", "There is no sequence 'nothing'.")]
    public async Task Request_ForWhatIsNotThere_Is404(string method, string path, string title)
    {
        var host = shared.Host;

        var (status, problem) = await host.SendAsync(method, path);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal(title, (string)problem["title"]!);
    }

    [Fact]
    public async Task Problem_ContentType_IsThatOfTheStandard()
    {
        var host = shared.Host;

        using var response = await host.Client.GetAsync("/api/leads/nobody");

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/api/leads")]
    [InlineData("/api/acs/events?code=" + ApiHost.WebhookKey)]
    [InlineData("/api/sequences/validate")]
    public async Task Body_LargerThanAMebibyte_Is413(string path)
    {
        var host = shared.Host;

        var (status, _) = await host.SendAsync("POST", path, "\"" + new string('x', 1 << 20) + "\"");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }

    [Fact]
    public async Task Listing_Pages_HaveEveryLeadOnce()
    {
        await using var host = await ApiHost.StartAsync();
        for (var i = 0; i < 7; i++) await host.SubmitAsync($$"""{"email":"a{{i}}@b.example","sequences":[]}""");

        var seen = new List<string>();
        string? next = null;
        do
        {
            var (_, page) = await host.SendAsync("GET", "/api/leads?limit=3" + (next is null ? "" : "&cursor=" + Uri.EscapeDataString(next)));
            seen.AddRange(page["items"]!.AsArray().Select(l => (string)l!["email"]!));
            Assert.InRange(page["items"]!.AsArray().Count, 1, 3);
            next = (string?)page["next"];
        }
        while (next is not null);

        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"a{i}@b.example"), seen.Order());
    }

    [Fact]
    public async Task Submission_RepeatedWithItsKey_IsTheSameLeadAndNoSecondFact()
    {
        await using var host = await ApiHost.StartAsync();
        const string lead = """{"phone":"(512) 555-0143","name":"Ana Diaz","consent":{"sms":{"given":true,"text":"I agree"}}}""";

        var first = await host.SendAsync("POST", "/api/leads", lead, ("Idempotency-Key", "abc"));
        var sent = host.Carrier.Sent.Count;
        var again = await host.SendAsync("POST", "/api/leads", lead, ("Idempotency-Key", "abc"));
        var second = await host.SendAsync("POST", "/api/leads", lead);

        Assert.Equal((HttpStatusCode.Created, true), (first.Status, (bool)first.Body["created"]!));
        Assert.Equal((string)first.Body["id"]!, (string)again.Body["id"]!);
        Assert.Equal((HttpStatusCode.OK, false), (second.Status, (bool)second.Body["created"]!));
        Assert.Equal(sent, host.Carrier.Sent.Count);
        var timeline = await host.SendAsync("GET", $"/api/leads/{first.Body["id"]}/timeline");
        Assert.Equal(2, timeline.Body["items"]!.AsArray().Count(r => (string?)r!["type"] == "lead.submitted"));
    }

    [Fact]
    public async Task Reply_ToSomebodyWhoOptedOut_Is409()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.SubmitAsync("""{"phone":"+15125550143","sequences":[]}""");
        await host.SendAsync("POST", $"/api/leads/{id}/events", """{"type":"optout"}""");

        Assert.Equal(HttpStatusCode.Conflict, (await host.SendAsync("POST", $"/api/leads/{id}/messages", """{"channel":"sms","text":"Hi"}""")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await host.SendAsync("PUT", $"/api/leads/{id}/sequences/new-lead")).Status);
    }

    [Fact]
    public async Task Plan_OfALead_AnnouncesTimesTextsAndHolds()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.SubmitAsync("""{"phone":"+15125550143","name":"Ana Diaz","sequences":["missed-call-text-back"]}""");

        var (_, plan) = await host.SendAsync("GET", $"/api/leads/{id}/plan");

        var item = plan["items"]!.AsArray().First(i => (string)i!["channel"]! == "sms")!;
        Assert.Equal(("second-text", "missed-call-text-back", "2026-11-03T17:00:00Z", "2026-11-03T11:00:00-06:00"),
            ((string)item["step"]!, (string)item["sequence"]!, (string)item["dueAt"]!, (string)item["localTime"]!));
        Assert.Contains("Lone Star Roofing", (string)item["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_OfSequences_IsServed()
    {
        var host = shared.Host;

        using var response = await host.Client.GetAsync("/api/sequences/schema");

        Assert.Equal("application/schema+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("https://followup.example/schemas/sequence.json", (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["$id"]!);
        Assert.Equal(Encoding.UTF8.WebName, response.Content.Headers.ContentType.CharSet);
    }
}
