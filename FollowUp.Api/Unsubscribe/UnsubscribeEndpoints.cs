using System.Globalization;
using System.Net;
using FollowUp.Api.Http;
using FollowUp.Api.Links;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace FollowUp.Api.Unsubscribe;

/// <summary>
/// The link at the end of every email. Looking at it changes nothing, since mail scanners follow links; a mail program's one click
/// (RFC 8058) and the page's button both post. The signature in the link is all the proof that is asked for.
/// </summary>
internal static class UnsubscribeEndpoints
{
    public static void Map(RouteGroupBuilder unsubscribe)
    {
        unsubscribe.MapGet("/{token}", AskAsync);
        unsubscribe.MapPost("/{token}", UnsubscribeAsync);
    }

    private static async Task<ContentHttpResult> AskAsync(string token, LinkSigner links, IPlaybookSource playbooks, CancellationToken cancellation)
    {
        _ = LeadOf(token, links);
        var name = (await playbooks.CurrentAsync(cancellation)).Business.Name;
        return Page($"<p>Stop all messages from {WebUtility.HtmlEncode(name)}?</p><form method=\"post\"><button>Unsubscribe</button></form>");
    }

    private static async Task<ContentHttpResult> UnsubscribeAsync(
        string token, LinkSigner links, LeadIntake intake, ILeadStore store, IClock clock, IPlaybookSource playbooks, CancellationToken cancellation)
    {
        var leadId = LeadOf(token, links);
        var lead = await store.LoadAsync(leadId, cancellation);

        // An erased lead has nothing left to stop. Who opted in again may opt out again, hence the version in the id.
        if (lead.State is { OptOut: null })
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"unsubscribe/{lead.Version}");
            await intake.TakeInAsync(leadId, new(id, clock.GetCurrentInstant(), new LeadEvent.OptedOut("email", "the unsubscribe link")), cancellation);
        }
        var name = (await playbooks.CurrentAsync(cancellation)).Business.Name;
        return Page($"<p>You are unsubscribed. {WebUtility.HtmlEncode(name)} will send you no more messages.</p>");
    }

    private static string LeadOf(string token, LinkSigner links) => links.ReadUnsubscribe(token) ?? throw ProblemException.NotFound("such link");

    private static ContentHttpResult Page(string body) => TypedResults.Content(
        $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Unsubscribe</title>{body}</html>",
        "text/html; charset=utf-8");
}
