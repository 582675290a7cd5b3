using System.Net;
using FollowUp.Core.Carriers;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Stores;
using FollowUp.Core.Timelines;
using FollowUp.Testing.Stores;
using NodaTime;

namespace FollowUp.Api.Tests;

public class WebhookTests
{
    private const string Path = "/api/acs/events?code=" + ApiHost.WebhookKey;

    [Theory]
    [InlineData("[]", "body", true)]
    [InlineData("{", "body", false)]
    [InlineData("7", "body", false)]
    [InlineData("""[{"id":"1","eventTime":"2026-11-03T14:15:03Z"}]""", "[0].eventType", false)]
    [InlineData("""[{"eventType":"x","eventTime":"2026-11-03T14:15:03Z"}]""", "[0].id", false)]
    [InlineData("""[{"eventType":"x","id":"1","eventTime":"soon"}]""", "[0].eventTime", false)]
    public async Task Delivery_Malformed_Is400AndNamesThePlace(string json, string field, bool fine)
    {
        await using var host = await ApiHost.StartAsync();

        var (status, body) = await host.SendAsync("POST", Path, json);

        Assert.Equal(fine ? HttpStatusCode.OK : HttpStatusCode.BadRequest, status);
        if (!fine) Assert.Equal(field, Assert.Single(body["errors"]!.AsObject()).Key);
    }

    [Fact]
    public async Task Delivery_OneMalformedEvent_CostsNoOther()
    {
        await using var host = await ApiHost.StartAsync();

        var (status, body) = await host.SendAsync("POST", Path, "[" + Sms("1", "not a number") + "," + Sms("2", "15125550143") + "]");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("[0].data.from", Assert.Single(body["errors"]!.AsObject()).Key);
        Assert.Single((await host.SendAsync("GET", "/api/leads")).Body["items"]!.AsArray());
    }

    [Fact]
    public async Task Delivery_RepeatedAndUnknownEvents_Are200AndCounted()
    {
        await using var host = await ApiHost.StartAsync();
        var unknown = Sms("3", "15125550143").Replace("SMSReceived", "ChatMessageReceived", StringComparison.Ordinal);

        var first = await host.SendAsync("POST", Path, "[" + Sms("1", "15125550143") + "," + unknown + "]");
        var again = await host.SendAsync("POST", Path, Sms("1", "15125550143"));

        Assert.Equal((HttpStatusCode.OK, 1, 0, 1), (first.Status, (int)first.Body["accepted"]!, (int)first.Body["repeated"]!, (int)first.Body["ignored"]!));
        Assert.Equal((HttpStatusCode.OK, 0, 1, 0), (again.Status, (int)again.Body["accepted"]!, (int)again.Body["repeated"]!, (int)again.Body["ignored"]!));
    }

    [Fact]
    public async Task Handshakes_OfBothSchemas_AreAnswered()
    {
        await using var host = await ApiHost.StartAsync();
        const string validation = """[{"id":"1","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","eventTime":"2026-11-03T14:15:03Z","data":{"ValidationCode":"abc"}}]""";

        var echoed = await host.SendAsync("POST", Path, validation);
        using var request = new HttpRequestMessage(HttpMethod.Options, Path);
        request.Headers.Add("WebHook-Request-Origin", "eventgrid.azure.net");
        using var allowed = await host.Keyless.SendAsync(request);

        Assert.Equal("abc", (string)echoed.Body["validationResponse"]!);
        Assert.Equal("eventgrid.azure.net", allowed.Headers.GetValues("WebHook-Allowed-Origin").Single());
    }

    [Fact]
    public async Task Delivery_WhileTheStoreIsDown_Is503AndTakenInWhenItComesAgain()
    {
        var store = new FailingStore();
        await using var host = await ApiHost.StartAsync(store: inner =>
        {
            store.Inner = (InMemoryLeadStore)inner;
            return store;
        });
        store.IsDown = true;

        var (status, problem) = await host.SendAsync("POST", Path, Sms("1", "15125550143"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, 503), (status, (int)problem["status"]!));
        Assert.DoesNotContain("disk", problem.ToJsonString(), StringComparison.Ordinal);

        store.IsDown = false;
        Assert.Equal(1, (int)(await host.SendAsync("POST", Path, Sms("1", "15125550143"))).Body["accepted"]!);
    }

    [Fact]
    public async Task OtherRoutes_WhileTheStoreIsDown_Are500WithoutTheCause()
    {
        var store = new FailingStore();
        await using var host = await ApiHost.StartAsync(store: inner =>
        {
            store.Inner = (InMemoryLeadStore)inner;
            return store;
        });
        store.IsDown = true;

        var (status, problem) = await host.SendAsync("GET", "/api/leads");

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.DoesNotContain("disk", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SmsReport_ByItsTag_SettlesTheTouch()
    {
        await using var host = await ApiHost.StartAsync();
        host.Carrier.Answer = m => m is Outbound.Sms ? throw new HttpRequestException("cut off") : Task.FromResult<SendResult>(new SendResult.Sent(null));
        var id = await host.SubmitAsync("""{"phone":"+15125550143","sequences":["missed-call-text-back"]}""");
        var touch = host.Carrier.Sent.First(m => m is Outbound.Sms).Touch.Id;

        await host.SendAsync("POST", Path, $$"""
            {"id":"r1","eventType":"Microsoft.Communication.SMSDeliveryReportReceived","eventTime":"2026-11-03T16:00:03Z",
             "data":{"messageId":"m","from":"18335550100","to":"15125550143","deliveryStatus":"Delivered","deliveryStatusDetails":"No error.","tag":"{{touch}}"} }
            """);

        var (_, timeline) = await host.SendAsync("GET", $"/api/leads/{id}/timeline");
        Assert.Equal("delivered", (string)timeline["items"]!.AsArray().Single(r => (string?)r!["touchId"] == touch)!["status"]!);
    }

    private static string Sms(string id, string from) =>
        $$"""{"id":"{{id}}","eventType":"Microsoft.Communication.SMSReceived","eventTime":"2026-11-03T14:15:03Z","data":{"messageId":"{{id}}","from":"{{from}}","to":"18335550100","message":"Hello"} }""";

    /// <summary>A store whose disk can be pulled.</summary>
    private sealed class FailingStore : ILeadStore
    {
        public InMemoryLeadStore Inner { get; set; } = null!;

        public bool IsDown { get; set; }

        private InMemoryLeadStore Up => IsDown ? throw new IOException("the disk is gone") : Inner;

        public Task<string> ClaimContactAsync(string contact, string leadId, CancellationToken cancellation) => Up.ClaimContactAsync(contact, leadId, cancellation);

        public Task<string?> FindByContactAsync(string contact, CancellationToken cancellation) => Up.FindByContactAsync(contact, cancellation);

        public Task<bool> AppendAsync(string leadId, EventEnvelope envelope, Instant now, CancellationToken cancellation) =>
            Up.AppendAsync(leadId, envelope, now, cancellation);

        public Task<LeadSnapshot> LoadAsync(string leadId, CancellationToken cancellation) => Up.LoadAsync(leadId, cancellation);

        public Task<bool> IsCurrentAsync(string leadId, long version, CancellationToken cancellation) => Up.IsCurrentAsync(leadId, version, cancellation);

        public Task<bool> CommitAsync(LeadCommit commit, CancellationToken cancellation) => Up.CommitAsync(commit, cancellation);

        public Task<IReadOnlyList<string>> DueAsync(Instant now, int max, CancellationToken cancellation) => Up.DueAsync(now, max, cancellation);

        public Task<Instant?> NextDueAsync(CancellationToken cancellation) => Up.NextDueAsync(cancellation);

        public Task<Page<LeadState>> ListAsync(LeadFilter filter, int max, string? cursor, CancellationToken cancellation) =>
            Up.ListAsync(filter, max, cursor, cancellation);

        public Task<Page<LeadState>> FindAsync(LeadQuery query, int max, string? cursor, CancellationToken cancellation) => Up.FindAsync(query, max, cursor, cancellation);

        public Task<Page<TimelineEntry>> TimelineAsync(string leadId, int max, string? cursor, CancellationToken cancellation) =>
            Up.TimelineAsync(leadId, max, cursor, cancellation);

        public Task<IReadOnlyList<TimelineEntry>> LatestAsync(string leadId, int max, CancellationToken cancellation) => Up.LatestAsync(leadId, max, cancellation);

        public Task<bool> EraseAsync(string leadId, long version, LeadState? remains, CancellationToken cancellation) =>
            Up.EraseAsync(leadId, version, remains, cancellation);
    }
}
