using System.Net;
using System.Text.Json.Nodes;

namespace FollowUp.Api.Tests;

public class SequenceTests
{
    private const string Good = """
        { "id": "hello", "name": "Hello", "purpose": "conversational", "enrollOn": [{ "event": "note.added" }],
          "steps": [{ "id": "one", "at": "0s", "actions": [{ "type": "sms", "text": "One {{lead.firstName}}" }] },
                    { "id": "two", "at": "1h", "actions": [{ "type": "sms", "text": "Two" }] }] }
        """;

    [Fact]
    public async Task Put_Change_IsANewVersionAndLeadsStayOnTheirs()
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal(1, (int)(await host.SendAsync("PUT", "/api/sequences/hello", Good)).Body["version"]!);
        var old = await host.SubmitAsync("""{"phone":"+15125550143","sequences":["hello"]}""");

        var (status, saved) = await host.SendAsync("PUT", "/api/sequences/hello", Good.Replace("Two", "Second", StringComparison.Ordinal));
        var fresh = await host.SubmitAsync("""{"phone":"+15125550144","sequences":["hello"]}""");

        Assert.Equal((HttpStatusCode.OK, 2), (status, (int)saved["version"]!));
        Assert.Equal("Two", await NextText(host, old));
        Assert.Equal("Second", await NextText(host, fresh));
        Assert.Contains("\"Two\"", (await host.SendAsync("GET", "/api/sequences/hello?version=1")).Body.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("\"Second\"", (await host.SendAsync("GET", "/api/sequences/hello")).Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_WhatWasRead_ChangesNothing()
    {
        await using var host = await ApiHost.StartAsync();
        var (_, library) = await host.SendAsync("GET", "/api/sequences/new-lead");

        var (status, saved) = await host.SendAsync("PUT", "/api/sequences/new-lead", library.ToJsonString());

        Assert.Equal((HttpStatusCode.OK, (int)library["version"]!), (status, (int)saved["version"]!));
    }

    [Theory]
    [InlineData("other", "id", "is 'hello', but the address says 'other'")]
    [InlineData("schema", "id", "is the address of the schema")]
    public async Task Put_UnderAnotherAddress_IsRefused(string address, string field, string message)
    {
        await using var host = await ApiHost.StartAsync();

        var (status, problem) = await host.SendAsync("PUT", "/api/sequences/" + address, Good);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(message, (string)problem["errors"]![field]![0]!);
    }

    [Fact]
    public async Task Put_WithMistakes_NamesThemAllAndStoresNothing()
    {
        await using var host = await ApiHost.StartAsync();

        var (status, problem) = await host.SendAsync(
            "PUT", "/api/sequences/hello", Good.Replace("lead.firstName", "lead.frst", StringComparison.Ordinal).Replace("note.added", "note", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["enrollOn[0].event", "steps[0].actions[0].text"], problem["errors"]!.AsObject().Select(e => e.Key));
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync("GET", "/api/sequences/hello")).Status);
    }

    [Fact]
    public async Task List_OfSequences_HasTheLibraryAndTheBusinesssOwn()
    {
        await using var host = await ApiHost.StartAsync();
        await host.SendAsync("PUT", "/api/sequences/hello", Good);

        var (_, list) = await host.SendAsync("GET", "/api/sequences");

        var own = list["items"]!.AsArray().Single(s => (string)s!["id"]! == "hello")!;
        Assert.Equal((1, "Hello", 2, "note.added"), ((int)own["version"]!, (string)own["name"]!, (int)own["steps"]!, (string)own["enrollOn"]![0]!));
        Assert.Superset(new HashSet<string> { "new-lead", "missed-call-text-back" }, list["items"]!.AsArray().Select(s => (string)s!["id"]!).ToHashSet());
    }

    [Fact]
    public async Task Validate_GoodAndBad_TellsErrorsAndWhatTextsCost()
    {
        await using var host = await ApiHost.StartAsync();

        var good = (await host.SendAsync("POST", "/api/sequences/validate", Good.Replace("Two", new string('x', 161), StringComparison.Ordinal))).Body;
        var bad = (await host.SendAsync("POST", "/api/sequences/validate", Good.Replace("\"1h\"", "\"soon\"", StringComparison.Ordinal))).Body;

        Assert.True((bool)good["valid"]!);
        Assert.Equal(("one", "One Ana", "GSM-7", 7, 1), Length(good["texts"]![0]!));
        Assert.Equal(("two", new string('x', 161), "GSM-7", 161, 2), Length(good["texts"]![1]!));
        Assert.False((bool)bad["valid"]!);
        Assert.Equal(("sequence.json", "two", "steps[1].at"), ((string)bad["errors"]![0]!["file"]!, (string)bad["errors"]![0]!["step"]!, (string)bad["errors"]![0]!["field"]!));
    }

    [Fact]
    public async Task Preview_OfALibrarySequence_NeedsNothingButItsName()
    {
        await using var host = await ApiHost.StartAsync();

        var (status, plan) = await host.SendAsync("POST", "/api/sequences/new-lead/preview", "{}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(plan["items"]!.AsArray().Count > 10);
        Assert.StartsWith("Hi Ana", (string)plan["items"]![0]!["text"]!, StringComparison.Ordinal);
        Assert.Empty(host.Carrier.Sent);
        Assert.Empty((await host.SendAsync("GET", "/api/leads")).Body["items"]!.AsArray());
    }

    [Fact]
    public async Task Preview_OfADraft_WithThingsThatMightHappen()
    {
        await using var host = await ApiHost.StartAsync();
        const string reply = """[{"after":"30m","type":"message.received","data":{"channel":"sms","text":"Yes","from":"+15125550143"}}]""";

        var all = await PreviewTexts(host, $$"""{"sequence":{{Good}},"at":"2026-11-03T10:00:00-06:00"}""");
        var stopped = await PreviewTexts(host, $$"""{"sequence":{{Good}},"at":"2026-11-03T10:00:00-06:00","events":{{reply}}}""");
        var lead = await PreviewTexts(host, $$"""{"sequence":{{Good}},"at":"2026-11-03T10:00:00-06:00","lead":{"phone":"+13055550143","name":"Joe Doe","sequences":[]} }""");

        Assert.Equal(["One Ana", "Two"], all);
        Assert.Equal(["One Ana"], stopped);
        Assert.Equal(["One Joe", "Two"], lead);
    }

    [Fact]
    public async Task Preview_OfARealLead_LeavesItAlone()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.SubmitAsync("""{"phone":"+15125550143","name":"Bea Cruz","sequences":[]}""");

        var texts = await PreviewTexts(host, $$"""{"sequence":{{Good}},"leadId":"{{id}}"}""");

        Assert.Equal(["One Bea", "Two"], texts);
        Assert.Empty((await host.SendAsync("GET", "/api/leads/" + id)).Body["enrollments"]!.AsArray());
    }

    [Fact]
    public async Task Preview_DraftWithMistakes_NamesThemInsideTheDraft()
    {
        await using var host = await ApiHost.StartAsync();

        var (status, problem) = await host.SendAsync(
            "POST", "/api/sequences/x/preview", $$"""{"sequence":{{Good.Replace("\"1h\"", "\"soon\"", StringComparison.Ordinal)}}}""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("sequence.steps[1].at", Assert.Single(problem["errors"]!.AsObject()).Key);
    }

    private static async Task<string?> NextText(ApiHost host, string lead) =>
        (string?)(await host.SendAsync("GET", $"/api/leads/{lead}/plan")).Body["items"]!.AsArray().First(i => (string)i!["channel"]! == "sms")!["text"];

    private static async Task<string[]> PreviewTexts(ApiHost host, string request)
    {
        var (status, plan) = await host.SendAsync("POST", "/api/sequences/x/preview", request);
        Assert.True(status == HttpStatusCode.OK, plan.ToJsonString());
        return [.. plan["items"]!.AsArray().Where(i => (string)i!["channel"]! == "sms").Select(i => (string)i!["text"]!)];
    }

    private static (string, string, string, int, int) Length(JsonNode text) =>
        ((string)text["step"]!, (string)text["text"]!, (string)text["encoding"]!, (int)text["units"]!, (int)text["segments"]!);
}
