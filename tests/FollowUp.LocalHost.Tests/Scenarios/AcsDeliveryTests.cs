using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FollowUp.Core.Engine;
using FollowUp.Core.Touches;
using FollowUp.Testing;
using FollowUp.Testing.Driving;
using NodaTime;
using NodaTime.Text;

namespace FollowUp.LocalHost.Tests.Scenarios;

public sealed class AcsDeliveryTests : HostedScenarios
{
    private const string Ana = "+15125550143";

    // The payloads are of 3 November 2026, from noon on; the host's clock stands later, so that none lies in the future.
    private protected override Instant Start => Instant.FromUtc(2026, 11, 3, 17, 0);

    [Theory]
    [InlineData("sms-received.json", 1, 0)]
    [InlineData("sms-received.cloudevent.json", 1, 0)]
    [InlineData("incoming-call.json", 1, 0)]
    [InlineData("sms-delivery-report.json", 0, 1)]
    [InlineData("email-delivery-report.json", 0, 1)]
    [InlineData("email-engagement.json", 0, 1)]
    public async Task Deliver_PayloadAsItIsTwice_IsTakenOnce(string file, int accepted, int ignored)
    {
        var first = await DeliverAsync(Payload(file));
        var again = await DeliverAsync(Payload(file));

        Assert.Equal(new DeliveryAnswer(accepted, 0, ignored), first);
        Assert.Equal(new DeliveryAnswer(0, accepted, ignored), again);
        Assert.Equal(accepted, (await Driver.LeadsOfAsync(Ana)).Count);
    }

    [Fact]
    public async Task Deliver_IncomingCall_TextsTheCallerBack()
    {
        await DeliverAsync(Payload("incoming-call.json"));

        var text = Assert.Single(await Driver.OutboxAsync(), i => i.Channel == "sms");
        Assert.Equal((Ana, Start), (text.To, text.At));
    }

    [Fact]
    public async Task Deliver_TextAndStopOfTheSamePerson_EndInAnOptOut()
    {
        await DeliverAsync(Payload("sms-received.cloudevent.json"));
        await DeliverAsync(Payload("sms-received.json"));

        var lead = Assert.Single(await Driver.LeadsOfAsync(Ana));
        Assert.Equal("STOP", lead.OptOut!.Text);
        Assert.Equal(2, (await Driver.TimelineAsync(lead.Id)).Count(t => t.Type == "message.received"));
    }

    [Theory]
    [InlineData("Delivered", "delivered")]
    [InlineData("Failed", "failed")]
    public async Task Deliver_ReportWithATouchsTag_SettlesThatTouch(string reported, string status)
    {
        var call = await Driver.CallAsync(Ana);
        var touch = Assert.Single(await Driver.OutboxOfAsync(call.LeadId!, "sms")).TouchId!;

        var answer = await DeliverAsync(Payload("sms-delivery-report.json")
            .Replace("REPLACE-WITH-TOUCH-ID", touch, StringComparison.Ordinal).Replace("\"Delivered\"", $"\"{reported}\"", StringComparison.Ordinal));

        Assert.Equal(1, answer.Accepted);
        Assert.Equal(status, Assert.Single(await Driver.TimelineAsync(call.LeadId!), t => t.TouchId == touch).Status);
    }

    [Fact]
    public async Task Deliver_BounceOfAnEmailOfOurs_IsOnItsTouch()
    {
        var (lead, touch) = await EmailedAsync();
        var operation = Touch.OperationIdOf(touch).ToString();

        await DeliverAsync(Payload("email-delivery-report.json").Replace("a1f0c1f4-0004-4f55-8a86-0e2a4d1d2222", operation, StringComparison.Ordinal));
        var engaged = await DeliverAsync(Payload("email-engagement.json").Replace("\"b2e1d2a5-0005-4a44-9b97-1f3b5e2e3333\",\"userAction", $"\"{operation}\",\"userAction", StringComparison.Ordinal));

        var timeline = await Driver.TimelineAsync(lead);
        var mail = Assert.Single(timeline, t => t.TouchId == touch);
        Assert.Equal(("failed", "the mail system reported Bounced: mailbox does not exist"), (mail.Status, mail.Reason));
        Assert.Equal(1, engaged.Accepted);
        Assert.Contains(timeline, t => t.Type == "email.engaged");
    }

    [Theory]
    [InlineData("sms-received.json")]
    [InlineData("sms-received.cloudevent.json")]
    [InlineData("incoming-call.json")]
    public async Task Deliver_NamesInPascalCaseAndNumbersWithoutPlus_AreUnderstood(string file)
    {
        var json = Recase(JsonNode.Parse(Payload(file).Replace("\"+1", "\"1", StringComparison.Ordinal).Replace("4:+1", "4:1", StringComparison.Ordinal))!);

        Assert.Equal(1, (await DeliverAsync(json.ToJsonString())).Accepted);
        Assert.Single(await Driver.LeadsOfAsync(Ana));
    }

    [Fact]
    public async Task Deliver_BatchesOfAHundredRepeatedAndOutOfOrder_EachFactOnce()
    {
        var batch = Enumerable.Range(0, 100).Select(i => Text($"t{i}", $"+1512555{1000 + (i % 50)}", i < 50 ? "hello" : "STOP", Start - Duration.FromSeconds(100 - i))).ToList();
        var shuffled = batch.OrderBy(e => e["id"]!.GetValue<string>().Reverse().First()).ToList();

        var first = await DeliverAsync(new JsonArray([.. shuffled]).ToJsonString());
        var again = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => DeliverAsync(new JsonArray([.. batch.Select(e => e.DeepClone())]).ToJsonString())));

        Assert.Equal(new DeliveryAnswer(100, 0, 0), first);
        Assert.All(again, a => Assert.Equal(new DeliveryAnswer(0, 100, 0), a));
        for (var i = 0; i < 50; i++)
        {
            var lead = Assert.Single(await Driver.LeadsOfAsync($"+1512555{1000 + i}"));
            Assert.NotNull(lead.OptOut);
            Assert.Single(await Driver.OutboxOfAsync(lead.Id, "sms"));
        }
    }

    [Fact]
    public async Task Deliver_SameFirstContactFiftyTimesAtOnce_IsOneLeadAndOneText()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => DeliverAsync(Payload("incoming-call.json"))));

        Assert.Equal((1, 49), (answers.Sum(a => a.Accepted), answers.Sum(a => a.Repeated)));
        Assert.Single(await Driver.OutboxAsync(), i => i.Channel == "sms");
    }

    [Fact]
    public async Task Deliver_UnknownTypes_AreAnsweredAndCounted()
    {
        var counted = new List<string?>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Name == "followup.acs.ignored" && instrument.Meter.Name == Telemetry.Name) l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            lock (counted) counted.Add(tags[0].Value as string);
        });
        listener.Start();
        var strange = Text("x1", Ana, "hello", Start);
        strange["eventType"] = "Microsoft.Communication.ChatThreadCreated.OfThisTest";

        var answer = await DeliverAsync(new JsonArray(strange, Text("x2", Ana, "hello", Start)).ToJsonString());

        Assert.Equal(new DeliveryAnswer(1, 0, 1), answer);
        lock (counted) Assert.Contains("Microsoft.Communication.ChatThreadCreated.OfThisTest", counted);
    }

    [Fact]
    public async Task Deliver_OneMalformedAmongGoodOnes_400NamesThePlaceAndTheGoodOnesAreTaken()
    {
        var bad = Text("b1", Ana, "hello", Start);
        bad["data"]!["from"] = "nobody";

        using var response = await Driver.DeliverAsync(new JsonArray(Text("b0", Ana, "hello", Start), bad).ToJsonString());

        Assert.Contains("[1].data.from", (await FollowUpDriver.ProblemAsync(response, HttpStatusCode.BadRequest)).Errors!.Keys);
        Assert.Single(await Driver.LeadsOfAsync(Ana));
    }

    [Theory]
    [InlineData("{", "body")]
    [InlineData("", "body")]
    [InlineData("7", "body")]
    [InlineData("[7]", "[0]")]
    [InlineData("""[{"id":"1","eventTime":"2026-11-03T14:13:20Z"}]""", "[0].eventType")]
    [InlineData("""[{"eventType":"x","eventTime":"2026-11-03T14:13:20Z"}]""", "[0].id")]
    [InlineData("""[{"eventType":"x","id":"1","eventTime":"noon"}]""", "[0].eventTime")]
    [InlineData("""[{"eventType":"Microsoft.Communication.SMSReceived","id":"1","eventTime":"2026-11-03T14:13:20Z"}]""", "[0].data.from")]
    [InlineData("""[{"eventType":"Microsoft.Communication.SMSReceived","id":"1","eventTime":"2026-11-03T14:13:20Z","data":{"from":"+15125550143"}}]""", "[0].data.message")]
    [InlineData("""[{"eventType":"Microsoft.Communication.IncomingCall","id":"1","eventTime":"2026-11-03T14:13:20Z","data":{"from":7,"to":{}}}]""", "[0].data.from")]
    public async Task Deliver_Malformed_400NamesThePlace(string json, string place)
    {
        using var response = await Driver.DeliverAsync(json);

        Assert.Contains(place, (await FollowUpDriver.ProblemAsync(response, HttpStatusCode.BadRequest)).Errors!.Keys);
    }

    [Fact]
    public async Task Deliver_MoreThanAMebibyte_413()
    {
        var large = "[\"" + new string('x', 1 << 20) + "\"]";
        using var sized = await Driver.DeliverAsync(large);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/leads") { Content = new StringContent("{\"name\":" + large + "}", null, "application/json") };
        request.Headers.TransferEncodingChunked = true;
        using var chunked = await Driver.Http.SendAsync(request);

        await FollowUpDriver.ProblemAsync(sized, HttpStatusCode.RequestEntityTooLarge);
        await FollowUpDriver.ProblemAsync(chunked, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Validation_OfEventGrid_IsEchoed()
    {
        using var response = await Driver.DeliverAsync(Payload("subscription-validation.json"));

        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("512D38B6-C7B8-40C8-89FE-F46F9E9622B6", body.RootElement.GetProperty("validationResponse").GetString());
    }

    [Fact]
    public async Task Validation_OfCloudEvents_AllowsTheOriginThatAsks()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/acs/events");
        request.Headers.Add("WebHook-Request-Origin", "eventgrid.azure.net");

        using var response = await Driver.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("eventgrid.azure.net", Assert.Single(response.Headers.GetValues("WebHook-Allowed-Origin")));
    }

    private static string Payload(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "payloads", file));

    private static JsonObject Text(string id, string from, string text, Instant at) => new()
    {
        ["id"] = id,
        ["eventType"] = "Microsoft.Communication.SMSReceived",
        ["eventTime"] = InstantPattern.ExtendedIso.Format(at),
        ["data"] = new JsonObject { ["from"] = from, ["to"] = FollowUpDriver.Business, ["message"] = text },
    };

    private static JsonNode Recase(JsonNode node) => node switch
    {
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(char.ToUpperInvariant(p.Key[0]) + p.Key[1..], p.Value is null ? null : Recase(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(e => Recase(e!))]),
        _ => node.DeepClone(),
    };

    private async Task<DeliveryAnswer> DeliverAsync(string json)
    {
        using var response = await Driver.DeliverAsync(json);
        return await FollowUpDriver.ReadAsync<DeliveryAnswer>(response);
    }

    private async Task<(string Lead, string Touch)> EmailedAsync()
    {
        var lead = await Driver.SubmitAsync(new { name = "Ana", email = "ana@example.net" });
        return (lead.Id, Assert.Single(await Driver.OutboxOfAsync(lead.Id, "email")).TouchId!);
    }
}
