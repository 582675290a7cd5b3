using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using FollowUp.Api.Http;
using FollowUp.Api.Leads;
using FollowUp.Core.Calendars;
using FollowUp.Core.Decisions;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace FollowUp.Api.Inbox;

/// <summary>Every conversation, newest first, and one of them with all that was said on any channel.</summary>
internal static class InboxEndpoints
{
    private const int DefaultPage = 50;
    private const int MaxPage = 200;
    private const int DefaultRows = 200;
    private const int MaxRows = 2000;
    private static readonly string[] Filters = ["mine", "unanswered", "optedout", "appointment-today", "unread"];

    public static void Map(RouteGroupBuilder inbox)
    {
        inbox.MapGet("", ListAsync).Produces<Listing<ConversationView>>();
        inbox.MapGet("/live", Live).Produces(StatusCodes.Status200OK, contentType: "text/event-stream");
        inbox.MapGet("/{leadId}", ReadAsync).Produces<Conversation>();
        inbox.MapPost("/{leadId}/read", MarkReadAsync).Takes<MarkRead>();
    }

    private static async Task<IResult> ListAsync(
        string? filter, string? owner, string? q, int? limit, string? cursor, HttpContext http, ILeadStore store, IPlaybookSource playbooks, IClock clock,
        CancellationToken cancellation)
    {
        var playbook = await playbooks.CurrentAsync(cancellation);
        var now = clock.GetCurrentInstant();
        if (limit is < 1 or > MaxPage) throw ProblemException.Bad("limit", $"must be 1 to {MaxPage}");
        var query = QueryOf(filter, owner, q, playbook, now);
        try
        {
            var page = await store.FindAsync(query, limit ?? DefaultPage, cursor, cancellation);
            return Tagged.Of(http, new Listing<ConversationView>([.. page.Items.Select(l => ConversationView.Of(l, now, playbook))], page.Next));
        }
        catch (FormatException)
        {
            throw ProblemException.Bad("cursor", "is not one that this list gave");
        }
    }

    private static LeadQuery QueryOf(string? filter, string? owner, string? text, Playbook playbook, Instant now)
    {
        var query = new LeadQuery { Marks = LeadMarks.Talking, Text = text };
        foreach (var word in (filter ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var zone = playbook.Business.Zone;
            var today = now.InZone(zone).Date;
            query = word switch
            {
                "mine" when owner is null => throw ProblemException.Bad("owner", "is missing: whose conversations are mine?"),
                "mine" => query,
                "unread" => query with { Marks = query.Marks | LeadMarks.Unread },
                "unanswered" => query with { Marks = query.Marks | LeadMarks.Unanswered },
                "optedout" => query with { Marks = query.Marks | LeadMarks.OptedOut },
                "appointment-today" => query with
                {
                    AppointmentFrom = LocalTimes.Resolve(today.AtMidnight(), zone),
                    AppointmentBefore = LocalTimes.Resolve(today.PlusDays(1).AtMidnight(), zone),
                },
                _ => throw ProblemException.Bad("filter", $"must be one or more of {string.Join(", ", Filters)}, with commas between"),
            };
        }
        return owner is null ? query : query with { Owner = owner, OrUnowned = owner == playbook.Business.DefaultOwner.Id };
    }

    private static async Task<IResult> ReadAsync(
        string leadId, int? limit, HttpContext http, ILeadStore store, IPlaybookSource playbooks, IClock clock, CancellationToken cancellation)
    {
        if (limit is < 1 or > MaxRows) throw ProblemException.Bad("limit", $"must be 1 to {MaxRows}");
        var playbook = await playbooks.CurrentAsync(cancellation);
        var now = clock.GetCurrentInstant();
        var lead = await LeadEndpoints.FindAsync(leadId, store, cancellation);
        var rows = await store.LatestAsync(leadId, limit ?? DefaultRows, cancellation);
        return Tagged.Of(http, new Conversation(
            LeadView.Of(lead, playbook), lead.Talk?.Unread ?? 0, ConversationView.Next(lead, now), ContactRules.For(lead, now, playbook),
            ThreadItem.Of(rows), rows.Count > 0 && rows[0].Seq > 1));
    }

    private static async Task<NoContent> MarkReadAsync(
        string leadId, HttpRequest request, ILeadStore store, LeadEngine engine, IIdSource ids, IClock clock, CancellationToken cancellation)
    {
        var by = request.ContentLength is null or 0 ? null : (await Body.ReadAsync<MarkRead>(request, cancellation)).By;
        var lead = await LeadEndpoints.FindAsync(leadId, store, cancellation);
        if (lead.Talk is { Unread: > 0 })
            await engine.RecordAsync(leadId, new(ids.NewEventId(), clock.GetCurrentInstant(), new LeadEvent.ConversationRead(by)), cancellation);
        return TypedResults.NoContent();
    }

    private static IResult Live(HttpContext http, CancellationToken cancellation) =>
        http.RequestServices.GetService<IConversationFeed>() is { } feed
            ? TypedResults.ServerSentEvents(EventsAsync(feed, cancellation))
            : ProblemException.NotFound("live feed at this host: poll /api/inbox with If-None-Match").ToResult();

    /// <summary>The first event comes at once, so that a client knows it is connected; pings keep proxies from hanging up.</summary>
    private static async IAsyncEnumerable<SseItem<ChangedConversation>> EventsAsync(
        IConversationFeed feed, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var quiet = "hello";
        await foreach (var leadId in feed.ListenAsync(cancellation))
        {
            yield return new(new(leadId), leadId is null ? quiet : "conversation");
            quiet = "ping";
        }
    }
}

/// <summary>One conversation.</summary>
/// <param name="Lead">The context card.</param>
/// <param name="Unread">What nobody has read.</param>
/// <param name="NextAppointment">The next appointment that stands.</param>
/// <param name="MayContact">Per channel: may I write or call now, and if not, why.</param>
/// <param name="Items">The thread, oldest first.</param>
/// <param name="HasEarlier">Whether there is more before it: ask with a higher <c>limit</c>.</param>
public sealed record Conversation(
    LeadView Lead, int Unread, Appointment? NextAppointment, IReadOnlyList<ContactVerdict> MayContact, IReadOnlyList<ThreadItem> Items, bool HasEarlier);

/// <summary>Somebody has read a conversation.</summary>
public sealed record MarkRead(string? By = null);

/// <summary>The data of a live event.</summary>
public sealed record ChangedConversation(string? LeadId);
