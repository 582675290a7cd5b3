using System.Net;
using System.Text.Json;
using FollowUp.Testing.Driving;

namespace FollowUp.LocalHost.Tests.Desk;

public sealed class InboxTests : DeskScenarios
{
    private const string Ana = "+15125550601";
    private const string Ben = "+15125550602";

    [Fact]
    public async Task Inbox_SomebodyWrites_ComesFirstAndUnread()
    {
        var ana = (await Driver.CallAsync(Ana)).LeadId;
        await Driver.AdvanceAsync("PT1M");
        var ben = (await Driver.CallAsync(Ben)).LeadId;
        Assert.Equal([ben, ana], (await ItemsAsync("/api/inbox")).Select(i => Text(i, "leadId")));
        await Driver.AdvanceAsync("PT1M");

        await Driver.TextAsync(Ana, "Can you come on Friday?");

        var first = (await ItemsAsync("/api/inbox"))[0];
        Assert.Equal(
            (ana, "Can you come on Friday?", "sms", "inbound", "true", "sam"),
            (Text(first, "leadId"), Text(first, "last", "text"), Text(first, "last", "channel"), Text(first, "last", "direction"), Text(first, "unanswered"), Text(first, "owner")));
        Assert.Equal("2", Text(first, "unread"));
    }

    [Fact]
    public async Task Read_ByAPerson_NothingIsUnreadUntilTheyWriteAgain()
    {
        var ana = (await Driver.CallAsync(Ana)).LeadId!;
        await Driver.TextAsync(Ana, "Hello?");
        var rows = (await Driver.TimelineAsync(ana)).Count;

        using var read = await Driver.SendAsync(HttpMethod.Post, $"/api/inbox/{ana}/read", new { by = "kim" });

        Assert.Equal(HttpStatusCode.NoContent, read.StatusCode);
        Assert.Empty(await ItemsAsync("/api/inbox?filter=unread"));
        Assert.Equal(rows, (await Driver.TimelineAsync(ana)).Count);
        await Driver.TextAsync(Ana, "Anybody there?");
        Assert.Equal("1", Text(Assert.Single(await ItemsAsync("/api/inbox?filter=unread")), "unread"));
    }

    [Fact]
    public async Task Reply_FromTheInbox_ConversationIsReadAndAnswered()
    {
        var ana = (await Driver.CallAsync(Ana)).LeadId!;
        await Driver.TextAsync(Ana, "Can you come on Friday?");
        Assert.Single(await ItemsAsync("/api/inbox?filter=unanswered"));

        await PostAsync($"/api/leads/{ana}/messages", new { channel = "sms", text = "Yes, at nine.", by = "kim" });

        Assert.Empty(await ItemsAsync("/api/inbox?filter=unanswered,unread"));
        var said = Assert.Single(
            (await GetAsync("/api/inbox/" + ana)).GetProperty("items").EnumerateArray(), i => Text(i, "text") == "Yes, at nine.");
        Assert.Equal(("message", "outbound", "kim"), (Text(said, "kind"), Text(said, "direction"), Text(said, "by")));
    }

    [Fact]
    public async Task Filters_MineOptedOutAndAppointmentToday_NarrowTheList()
    {
        var ana = (await Driver.CallAsync(Ana)).LeadId!;
        var ben = (await Driver.CallAsync(Ben)).LeadId!;
        var cem = (await Driver.CallAsync("+15125550603")).LeadId!;
        await Driver.ChangeAsync(ana, new { owner = "kim" });
        await Driver.TextAsync(Ben, "STOP");
        await Driver.RecordAsync(cem, "appointment.booked", new { appointmentId = "a1", startsAt = "2026-11-03T22:00:00Z", durationMinutes = 60, title = "Visit" });
        await Driver.RecordAsync(ana, "appointment.booked", new { appointmentId = "a2", startsAt = "2026-11-04T06:30:00Z", durationMinutes = 60 });

        Assert.Equal([ana], await IdsAsync("?filter=mine&owner=kim"));
        Assert.Equal(new[] { ben, cem }.Order(), (await IdsAsync("?filter=mine&owner=sam")).Order());
        Assert.Equal([ben], await IdsAsync("?filter=optedout"));
        Assert.Equal([cem], await IdsAsync("?filter=appointment-today"));
        Assert.Equal("Visit", Text(Assert.Single(await ItemsAsync("/api/inbox?filter=appointment-today")), "nextAppointment", "title"));
        using var nobody = await Driver.Http.GetAsync("/api/inbox?filter=mine");
        Assert.Contains("owner", (await FollowUpDriver.ProblemAsync(nobody, HttpStatusCode.BadRequest)).Errors!.Keys);
        using var unknown = await Driver.Http.GetAsync("/api/inbox?filter=nice");
        Assert.Contains("filter", (await FollowUpDriver.ProblemAsync(unknown, HttpStatusCode.BadRequest)).Errors!.Keys);
    }

    [Theory]
    [InlineData("ruiz")]
    [InlineData("(512) 555-0601")]
    [InlineData("ANA@example.net")]
    [InlineData("friday")]
    public async Task Search_ByNameNumberAddressOrLastWords_Finds(string text)
    {
        var ana = (await Driver.SubmitAsync(new { name = "Ana Ruiz", phone = Ana, email = "ana@example.net", sequences = Array.Empty<string>() })).Id;
        await Driver.TextAsync(Ana, "Can you come on Friday?");
        await Driver.CallAsync(Ben);

        Assert.Equal([ana], await IdsAsync("?q=" + Uri.EscapeDataString(text)));
        Assert.Empty(await IdsAsync("?q=nobody"));
    }

    [Fact]
    public async Task Cursor_PageByPage_EveryConversationOnce()
    {
        for (var i = 0; i < 25; i++) await Driver.CallAsync($"+151255507{i:00}");
        var seen = new List<string?>();
        for (string? next = ""; next is not null;)
        {
            var page = await GetAsync("/api/inbox?limit=10" + (next.Length == 0 ? "" : "&cursor=" + next));
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => Text(i, "leadId")));
            next = Text(page, "next");
        }
        Assert.Equal((25, 25), (seen.Count, seen.Distinct().Count()));
        using var wrong = await Driver.Http.GetAsync("/api/inbox?cursor=nonsense");
        await FollowUpDriver.ProblemAsync(wrong, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Poll_NothingNew_NotModified()
    {
        await Driver.CallAsync(Ana);
        using var first = await Driver.Http.GetAsync("/api/inbox");

        Assert.Equal(HttpStatusCode.NotModified, await PollAsync(first.Headers.ETag!.Tag));
        await Driver.TextAsync(Ana, "Hello");
        Assert.Equal(HttpStatusCode.OK, await PollAsync(first.Headers.ETag.Tag));
    }

    [Fact]
    public async Task Conversation_EveryChannel_InOneThreadWithReasons()
    {
        var ana = (await Driver.CallAsync(Ana, ringSeconds: 18)).LeadId!;
        await Driver.TextAsync(Ana, "Yes please");
        await Driver.RecordAsync(ana, "message.received", new { channel = "email", text = "And by mail", from = "ana@example.net" });
        await Driver.RecordAsync(ana, "note.added", new { text = "Regular customer" });
        await Driver.RecordAsync(ana, "call.completed", new { callId = "c1", direction = "outbound", disposition = "answered", durationSeconds = 61 });

        var items = (await GetAsync("/api/inbox/" + ana)).GetProperty("items").EnumerateArray().ToList();

        var missed = Assert.Single(items, i => Text(i, "type") == "call.missed");
        Assert.Equal(("call", "inbound", "missed", "18"), (Text(missed, "kind"), Text(missed, "direction"), Text(missed, "disposition"), Text(missed, "ringSeconds")));
        var answer = Assert.Single(items, i => Text(i, "step") == "text-back" && Text(i, "channel") == "sms");
        Assert.Equal(("message", "outbound", "missed-call-text-back"), (Text(answer, "kind"), Text(answer, "direction"), Text(answer, "sequence")));
        Assert.Equal(["sms", "email"], items.Where(i => Text(i, "type") == "message.received").Select(i => Text(i, "channel")));
        Assert.Equal("note", Text(Assert.Single(items, i => Text(i, "text") == "Regular customer"), "kind"));
        Assert.Contains(items, i => Text(i, "kind") == "decision" && Text(i, "reason")!.Contains("replied", StringComparison.Ordinal));
        Assert.Equal("61", Text(Assert.Single(items, i => Text(i, "type") == "call.completed"), "durationSeconds"));
    }

    [Fact]
    public async Task MayIContact_ByDayAtNightAndAfterAnOptOut_SaysWhyNot()
    {
        var ana = (await Driver.CallAsync(Ana)).LeadId!;
        await Driver.TextAsync(Ana, "Hello");
        await Driver.JumpToAsync(NodaTime.Instant.FromUtc(2026, 11, 3, 16, 0));
        Assert.Equal("true", Text(await VerdictAsync(ana, "call"), "allowed"));
        Assert.Equal("true", Text(await VerdictAsync(ana, "sms"), "allowed"));
        Assert.Equal("no-address", Text(await VerdictAsync(ana, "email"), "rule"));

        await Driver.JumpToAsync(NodaTime.Instant.FromUtc(2026, 11, 4, 4, 30));
        var night = await VerdictAsync(ana, "sms");
        Assert.Equal(("false", "quiet-hours", "false"), (Text(night, "allowed"), Text(night, "rule"), Text(night, "refused")));
        Assert.NotNull(Text(night, "until"));

        await Driver.TextAsync(Ana, "STOP");
        var never = await VerdictAsync(ana, "sms");
        Assert.Equal(("opted-out", "true"), (Text(never, "rule"), Text(never, "refused")));
    }

    [Fact]
    public async Task Live_SomebodyWrites_ALineNamesTheConversation()
    {
        var ana = (await Driver.CallAsync(Ana)).LeadId!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var response = await Driver.Http.GetAsync("/api/inbox/live", HttpCompletionOption.ResponseHeadersRead, patience.Token);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(patience.Token));
        Assert.Equal("event: hello", await lines.ReadLineAsync(patience.Token));

        await Driver.TextAsync(Ana, "Hello");

        string? line;
        while ((line = await lines.ReadLineAsync(patience.Token)) is not "event: conversation") Assert.NotNull(line);
        Assert.Equal($"data: {{\"leadId\":\"{ana}\"}}", await lines.ReadLineAsync(patience.Token));
    }

    private async Task<IEnumerable<string?>> IdsAsync(string query) => (await ItemsAsync("/api/inbox" + query)).Select(i => Text(i, "leadId"));

    private async Task<JsonElement> VerdictAsync(string leadId, string channel) =>
        Assert.Single((await GetAsync("/api/inbox/" + leadId)).GetProperty("mayContact").EnumerateArray(), v => Text(v, "channel") == channel);

    private async Task<HttpStatusCode> PollAsync(string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/inbox");
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        using var response = await Driver.Http.SendAsync(request);
        return response.StatusCode;
    }
}
