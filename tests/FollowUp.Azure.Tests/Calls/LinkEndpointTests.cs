using System.Net;
using System.Text;
using FollowUp.Api;
using FollowUp.Api.Calls;
using FollowUp.Api.Health;
using FollowUp.Api.Links;
using FollowUp.Core.Business;
using FollowUp.Core.Calls;
using FollowUp.Core.Carriers;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Stores;
using FollowUp.Testing;
using FollowUp.Testing.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FollowUp.Azure.Tests.Calls;

/// <summary>The two routes that a signed link leads to, on a server of their own.</summary>
public sealed class LinkEndpointTests : IAsyncLifetime, IDisposable
{
    private const string Touch = "lead1-1-3.0-0";
    private readonly InMemoryLeadStore store = new();
    private readonly Line line = new();
    private readonly WebApplication server;
    private readonly HttpClient http = new();

    public LinkEndpointTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddFollowUpApi();
        builder.Services.AddMetrics();
        builder.Services.Configure<LinkOptions>(o => (o.PublicUrl, o.LinkKey, o.PreviousLinkKey) = (new("https://x.example"), new('n', 40), new('k', 40)));
        builder.Services.AddSingleton<ILeadStore>(store);
        builder.Services.AddSingleton<ISequenceStore>(store);
        builder.Services.AddSingleton(new StoredPlaybook(store, BusinessProfileReader.Sample, new Clock(), refreshAfter: null, store));
        builder.Services.AddSingleton(Sending.Touches.Playbooks);
        var carrier = new Takes();
        builder.Services.AddSingleton(new CarrierSet(carrier, carrier, carrier, carrier, carrier, carrier));
        builder.Services.AddSingleton<ILeadBell, Deaf>();
        builder.Services.AddSingleton<IIdSource, Ids>();
        builder.Services.AddSingleton<IClock>(new Clock());
        builder.Services.AddSingleton(new HostDescription("memory", "none"));
        builder.Services.AddSingleton<ICallbackAuthenticator, Trusting>();
        builder.Services.AddSingleton<ICallStore, InMemoryCallStore>();
        builder.Services.AddSingleton<ICallLine>(line);
        server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.MapFollowUpApi();
    }

    public async Task InitializeAsync()
    {
        await server.StartAsync();
        http.BaseAddress = new(server.Urls.Single());
        await server.Services.GetRequiredService<LeadIntake>().TakeInAsync(["+15125550142"], Sample.Missed("e1"), CancellationToken.None);
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task Unsubscribe_LookingChangesNothing_PostingStopsEverythingOnce()
    {
        var path = Sending.Touches.Links.Unsubscribe("lead1").AbsolutePath;

        var page = await http.GetStringAsync(path);
        Assert.Contains("<form method=\"post\">", page, StringComparison.Ordinal);
        Assert.Null((await StateAsync()).OptOut);

        for (var i = 0; i < 3; i++)
        {
            using var oneClick = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
            var answer = await http.PostAsync(path, oneClick);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        Assert.NotNull((await StateAsync()).OptOut);
        Assert.Single(await RowsAsync("optout"));
    }

    [Fact]
    public async Task Unsubscribe_AfterOptingInAgain_StopsAgain()
    {
        var path = Sending.Touches.Links.Unsubscribe("lead1").AbsolutePath;
        await http.PostAsync(path, null);
        await server.Services.GetRequiredService<LeadIntake>().TakeInAsync(
            "lead1", new("in", Sample.Now + Duration.FromDays(1), new LeadEvent.OptedIn("sms", "START")), CancellationToken.None);
        Assert.Null((await StateAsync()).OptOut);

        await http.PostAsync(path, null);

        Assert.NotNull((await StateAsync()).OptOut);
    }

    [Fact]
    public async Task Unsubscribe_LinkTamperedWithOrForAnotherPurpose_IsNotFound()
    {
        var good = Sending.Touches.Links.Unsubscribe("lead1").AbsolutePath;
        var call = Sending.Touches.Links.CallEvents("lead1").Segments[^1];
        string[] bad = [good + "x", good[..^2], "/api/unsubscribe/lead1", "/api/unsubscribe/..", "/api/unsubscribe/" + call, good.Replace("bGVhZDE", "bGVhZDI", StringComparison.Ordinal)];

        foreach (var path in bad)
            Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync(path, null)).StatusCode);
        Assert.Null((await StateAsync()).OptOut);
    }

    [Fact]
    public async Task Unsubscribe_LeadErased_IsAnsweredAndMakesNoLead()
    {
        await store.EraseAsync("lead1", (await store.LoadAsync("lead1", CancellationToken.None)).Version, null, CancellationToken.None);

        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync(Sending.Touches.Links.Unsubscribe("lead1").AbsolutePath, null)).StatusCode);
        Assert.Null((await store.LoadAsync("lead1", CancellationToken.None)).State);
    }

    [Fact]
    public async Task Callback_EndOfACall_IsRecordedOnceWithItsDisposition()
    {
        await PlaceAsync();

        Assert.Equal("{\"accepted\":1,\"repeated\":0,\"ignored\":1}", await CallbackAsync("CreateCallFailed", 486, 560486));
        Assert.Equal("{\"accepted\":0,\"repeated\":0,\"ignored\":2}", await CallbackAsync("CallDisconnected", 486, 560486));

        var call = (LeadEvent.CallCompleted)Assert.Single(await RowsAsync("call.completed")).Data!;
        Assert.Equal(("outbound", "busy", Touch), (call.Direction, call.Disposition, call.TouchId));
    }

    [Fact]
    public async Task Callback_OfACallThatNobodyPlaced_IsIgnored() =>
        Assert.Equal("{\"accepted\":0,\"repeated\":0,\"ignored\":2}", await CallbackAsync("CallDisconnected", 0, 0));

    [Fact]
    public async Task Callback_Connected_IsActedOn()
    {
        await PlaceAsync();

        await CallbackAsync("CallConnected", 200, 0);

        Assert.Equal("+15125550142", Assert.IsType<CallCommand.Ask>(Assert.Single(line.Done)).Phone);
    }

    [Theory]
    [InlineData("Bearer forged", null)]
    [InlineData("Bearer azure", "/api/acs/calls/bGVhZDE.AAAA")]
    public async Task Callback_NotProven_IsRefused(string authorization, string? path)
    {
        using var request = Callback("CallDisconnected", 0, 0, authorization, path);

        Assert.Equal(HttpStatusCode.Unauthorized, (await http.SendAsync(request)).StatusCode);
        Assert.Empty(await RowsAsync("call.completed"));
    }

    private async Task<string> CallbackAsync(string type, int code, int subCode)
    {
        using var request = Callback(type, code, subCode, "Bearer azure", null);
        var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private Task<bool> PlaceAsync() => server.Services.GetRequiredService<CallBook>().OpenAsync(
        OutboundFlow.Begin(Sending.Touches.Call with { Touch = Sending.Touches.Call.Touch with { Id = Touch } }, Sample.Now), CancellationToken.None);

    private static HttpRequestMessage Callback(string type, int code, int subCode, string authorization, string? path) =>
        new(HttpMethod.Post, path ?? Sending.Touches.Links.CallEvents(Touch).AbsolutePath)
        {
            Headers = { { "Authorization", authorization } },
            Content = new StringContent(
                $$"""
                [{"id":"1","source":"calling/callConnections/conn1","type":"Microsoft.Communication.ParticipantsUpdated","specversion":"1.0",
                  "time":"2026-11-03T14:13:00Z","data":{"callConnectionId":"conn1"} },
                 {"id":"{{type}}","source":"calling/callConnections/conn1","type":"Microsoft.Communication.{{type}}","specversion":"1.0",
                  "time":"2026-11-03T14:13:10Z","data":{"callConnectionId":"conn1","operationContext":"lead1-1-3.0-0",
                  "resultInformation":{"code":{{code}},"subCode":{{subCode}} ,"message":"as it is"} } }]
                """,
                Encoding.UTF8, "application/cloudevents-batch+json"),
        };

    private async Task<Core.Leads.LeadState> StateAsync() => (await store.LoadAsync("lead1", CancellationToken.None)).State!;

    private async Task<List<Core.Timelines.TimelineEntry>> RowsAsync(string type) =>
        [.. (await store.TimelineAsync("lead1", 100, null, CancellationToken.None)).Items.Where(r => r.Type == type)];

    private sealed class Line : ICallLine
    {
        public List<CallCommand> Done { get; } = [];

        public Task<CallSignal?> DoAsync(CallRecord call, CallCommand command, CancellationToken cancellation)
        {
            Done.Add(command);
            return Task.FromResult<CallSignal?>(null);
        }
    }

    private sealed class Trusting : ICallbackAuthenticator
    {
        public Task<bool> IsGenuineAsync(string? authorization, CancellationToken cancellation) => Task.FromResult(authorization == "Bearer azure");
    }

    private sealed class Takes : ICarrier<Outbound>
    {
        public Task<SendResult> SendAsync(Outbound message, CancellationToken cancellation) => Task.FromResult<SendResult>(new SendResult.Sent("m"));
    }

    private sealed class Deaf : ILeadBell
    {
        public Task RingAsync(string leadId, Instant? wakeAt, CancellationToken cancellation) => Task.CompletedTask;
    }

    private sealed class Ids : IIdSource
    {
        public string NewLeadId() => "lead1";

        public string NewEventId() => "event1";
    }

    private sealed class Clock : IClock
    {
        private int asked;

        // A little later each time, as clocks are.
        public Instant GetCurrentInstant() => Sample.Now + Duration.FromMinutes(5) + Duration.FromMilliseconds(asked++);
    }
}
