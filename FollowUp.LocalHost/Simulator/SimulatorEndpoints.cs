using System.Globalization;
using System.Net;
using FollowUp.AcsEmulator.Phones;
using FollowUp.AcsEmulator.Time;
using FollowUp.Api.Http;
using FollowUp.Api.Leads;
using FollowUp.Api.Sessions;
using FollowUp.Core.Calls;
using FollowUp.Core.Carriers;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Numbering;
using FollowUp.Core.Serialization;
using FollowUp.Core.Stores;
using FollowUp.LocalHost.Time;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;

namespace FollowUp.LocalHost.Simulator;

/// <summary>The clock and the telephones of the simulator, for people and tests on this machine.</summary>
internal static class SimulatorEndpoints
{
    private const int PageSize = 1000;
    private static readonly HashSet<string> Dispositions = ["answered", "no_answer", "voicemail", "busy", "failed", "declined"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var sim = routes.MapGroup("/sim").AddEndpointFilter(LoopbackOnly).ExcludeFromDescription();
        sim.MapGet("/clock", (HostClock clock, DueWork work) => TypedResults.Ok(ViewOf(clock, work)));
        sim.MapPost("/clock", MoveClockAsync);
        sim.MapPost("/calls", CallAsync);
        sim.MapPost("/sms", TextAsync);
        sim.MapGet("/outbox", ReadOutbox);
        sim.MapPost("/outbound-calls/{id}", EndCallAsync);
        sim.MapGet("/phones/{number}", (string number, Outbox outbox) => TypedResults.Ok(new Listing<OutboxItem>(outbox.Of(Phone(number, "number")), null)));
    }

    /// <summary>Lets a request through that comes from this machine and from no foreign page.</summary>
    public static async Task ThisMachineOnlyAsync(HttpContext http, RequestDelegate next)
    {
        if (Refusal(http) is { } refusal) await refusal.ExecuteAsync(http);
        else await next(http);
    }

    private static async ValueTask<object?> LoopbackOnly(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return Refusal(context.HttpContext) ?? await next(context);
        }
        catch (ProblemException problem)
        {
            return problem.ToResult();
        }
    }

    private static ProblemHttpResult? Refusal(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address))
            return new ProblemException(StatusCodes.Status403Forbidden, "The simulator answers this machine only.").ToResult();
        try
        {
            Caller.RefuseOtherSites(http, needsHeader: false);
            return null;
        }
        catch (ProblemException problem)
        {
            return problem.ToResult();
        }
    }

    private static async Task<Ok<ClockView>> MoveClockAsync(HttpRequest request, DueWork work, HostClock clock, Scheduler scheduler, CancellationToken cancellation)
    {
        var body = await Body.ReadAsync<MoveClock>(request, cancellation);
        var now = clock.GetCurrentInstant();
        if (new object?[] { body.Now, body.AdvanceBy, body.AdvanceTo }.Count(o => o is not null) != 1)
            throw ProblemException.Bad("now", "or advanceBy or advanceTo: exactly one of them is needed");
        var target = body.Now ?? body.AdvanceTo ?? now + Span(body.AdvanceBy!);
        if (target < now) throw ProblemException.Bad(body.Now is null ? body.AdvanceTo is null ? "advanceBy" : "advanceTo" : "now", "lies in the past of the clock");
        if (body.Now is not null) await work.JumpToAsync(target, cancellation);
        else await work.AdvanceToAsync(target, cancellation);
        scheduler.Ring();
        return TypedResults.Ok(ViewOf(clock, work));
    }

    private static ClockView ViewOf(HostClock clock, DueWork work) => new(clock.GetCurrentInstant(), clock.IsVirtual ? "virtual" : "system", work.NetworkDue);

    private static Duration Span(string text)
    {
        var parsed = PeriodPattern.NormalizingIso.Parse(text);
        if (!parsed.Success || parsed.Value.Years != 0 || parsed.Value.Months != 0)
            throw ProblemException.Bad("advanceBy", "must be a span of days, hours, minutes and seconds such as PT36H or P90D");
        return parsed.Value.ToDuration();
    }

    /// <summary>A call to the business: somebody takes it, or it is missed when it rings out or the caller hangs up.</summary>
    private static async Task<Ok<CallOutcome>> CallAsync(
        HttpRequest request, LeadIntake intake, ILeadStore store, Outbox outbox, IIdSource ids, IClock clock, CancellationToken cancellation)
    {
        var body = await Body.ReadAsync<PlaceCall>(request, cancellation);
        var (from, to) = (Phone(body.From, "from"), Phone(body.To, "to"));
        if (body.RingSeconds < 0) throw ProblemException.Bad("ringSeconds", "must not be negative");
        if (body.HangUpAfterSeconds < 0) throw ProblemException.Bad("hangUpAfterSeconds", "must not be negative");
        if (body.TalkSeconds < 0) throw ProblemException.Bad("talkSeconds", "must not be negative");
        var now = clock.GetCurrentInstant();
        var callId = "sim-in-" + ids.NewEventId();
        var rang = Math.Min(body.RingSeconds, body.HangUpAfterSeconds ?? int.MaxValue);
        var answered = body.Answered && (body.HangUpAfterSeconds is null || body.HangUpAfterSeconds >= body.RingSeconds);
        await outbox.AddAsync(new("", now, "call", to, from, answered ? "answered" : "missed", null, null, null, answered ? "answered" : "missed"), inbound: true, provider: null);
        if (!answered)
        {
            var (leadId, _) = await intake.TakeInAsync([from], new(callId, now, new LeadEvent.CallMissed(callId, from, to, rang)), cancellation);
            return TypedResults.Ok(new CallOutcome(callId, "missed", leadId));
        }

        // Somebody is talking to the person: a stranger needs no record yet, a known lead's sequences end.
        if (await store.FindByContactAsync(from, cancellation) is not { } known) return TypedResults.Ok(new CallOutcome(callId, "answered", null));
        await intake.TakeInAsync(known, new(callId, now, new LeadEvent.CallAnswered(callId, from, to, rang)), cancellation);
        var ended = new LeadEvent.CallCompleted(callId, "inbound", "answered", body.TalkSeconds ?? 0);
        await intake.TakeInAsync(known, new(callId + "/ended", now, ended), cancellation);
        return TypedResults.Ok(new CallOutcome(callId, "answered", known));
    }

    private static async Task<Ok<TextSent>> TextAsync(
        HttpRequest request, EmulatorPhones phones, IEmulatorScheduler network, Outbox outbox, IClock clock, CancellationToken cancellation)
    {
        var body = await Body.ReadAsync<SendText>(request, cancellation);
        var (from, to) = (Phone(body.From, "from"), Phone(body.To, "to"));
        var now = clock.GetCurrentInstant();
        await outbox.AddAsync(new("", now, "sms", to, from, body.Text, null, null, null, "received"), inbound: true, provider: null);
        var id = phones.Text(from, to, body.Text);

        // Whoever asks wants to see what came of it.
        await network.RunDueAsync(now.ToDateTimeOffset(), cancellation);
        return TypedResults.Ok(new TextSent(id));
    }

    private static Ok<Listing<OutboxItem>> ReadOutbox(string? since, string? cursor, Outbox outbox)
    {
        Instant? from = null;
        if (since is not null)
        {
            var (value, error) = Converters.ParseInstant(since.Replace(' ', '+'));
            from = error is null ? value : throw ProblemException.Bad("since", error);
        }
        var after = cursor is null ? 0
            : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id
            : throw ProblemException.Bad("cursor", $"'{cursor}' is not the next of an earlier answer");
        var items = outbox.Sent(from, after, PageSize);
        return TypedResults.Ok(new Listing<OutboxItem>(items, items.Count == PageSize ? items[^1].Id : null));
    }

    /// <summary>
    /// Brings a call that was placed to a lead to its end, as if it had gone that way: what is known of the end is recorded first, so that
    /// hanging up, which follows, tells nothing new.
    /// </summary>
    private static async Task<Ok<OutboxItem>> EndCallAsync(
        string id, HttpRequest request, CallBook book, ICallLine line, LeadIntake intake, Outbox outbox, IClock clock, CancellationToken cancellation)
    {
        var body = await Body.ReadAsync<SettleCall>(request, cancellation);
        var disposition = body.Disposition.Replace("noAnswer", "no_answer", StringComparison.Ordinal);
        if (!Dispositions.Contains(disposition)) throw ProblemException.Bad("disposition", $"must be one of {string.Join(", ", Dispositions)}");
        if (outbox.Find(id) is not { Channel: "call", LeadId: { } lead } item) throw ProblemException.NotFound($"call '{id}'");
        if (item.Status != OutboxCarrier.Ringing) throw ProblemException.Conflict($"The call has ended: {item.Status}.");
        var now = clock.GetCurrentInstant();
        var call = await book.FindAsync(item.TouchId!, cancellation);
        var key = call?.ConnectionId ?? item.TouchId!;
        var seconds = disposition is "answered" or "voicemail" ? (int)(now - item.At).TotalSeconds : 0;
        var fact = new LeadEvent.CallCompleted(key, "outbound", disposition, seconds, null, item.TouchId, body.Choice);
        await intake.TakeInAsync(lead, new($"call/{key}/ended", now, fact), cancellation);
        await outbox.SettleAsync(item.Id, disposition);
        if (call is { ConnectionId: not null, Stage: not CallStage.Over }) await line.DoAsync(call, new CallCommand.HangUp(), cancellation);
        return TypedResults.Ok(outbox.Find(item.Id)!);
    }

    private static string Phone(string text, string field) =>
        PhoneNumber.TryNormalize(text.StartsWith(' ') ? "+" + text.Trim() : text, out var e164, out var error) ? e164 : throw ProblemException.Bad(field, error);

    private sealed record MoveClock(Instant? Now = null, string? AdvanceBy = null, Instant? AdvanceTo = null);

    private sealed record PlaceCall(string From, string To, bool Answered, int RingSeconds = 20, int? HangUpAfterSeconds = null, int? TalkSeconds = null);

    private sealed record SendText(string From, string To, string Text);

    private sealed record SettleCall(string Disposition, string? Choice = null);

    /// <param name="NetworkDue">When the telephones do something next by themselves; null when nothing is going on.</param>
    internal sealed record ClockView(Instant Now, string Mode, Instant? NetworkDue);

    internal sealed record TextSent(string MessageId);

    internal sealed record CallOutcome(string CallId, string Outcome, string? LeadId);
}
