using FollowUp.Api.Http;
using FollowUp.Api.Leads;
using FollowUp.Core.Decisions;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;

namespace FollowUp.Api.Events;

/// <summary>Recording facts about a known lead: events, a person's replies, sequences by hand.</summary>
internal static class EventEndpoints
{
    public static void Map(RouteGroupBuilder lead)
    {
        lead.MapPost("/events", RecordAsync).Takes<RecordEvent>();
        lead.MapPost("/messages", ReplyAsync).Takes<WriteReply>();
        lead.MapPut("/sequences/{sequence}", EnrollAsync);
        lead.MapDelete("/sequences/{sequence}", StopAsync);
    }

    private static async Task<Results<Created<Recorded>, Ok<Recorded>>> RecordAsync(
        string id, HttpRequest request, LeadIntake intake, ILeadStore store, IPlaybookSource playbooks, IIdSource ids, IClock clock,
        CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var body = await Body.ReadAsync<RecordEvent>(request, cancellation);
        var fact = EventReader.Read(body.Type, body.Data, await playbooks.CurrentAsync(cancellation), now);
        if (body.At > now + EventReader.ClockSkew) throw ProblemException.Bad("at", "lies in the future");
        if (body.At is { } at) EventReader.Sensible(at, "at");
        if (body.Id is { Length: 0 or > 255 }) throw ProblemException.Bad("id", "must be 1 to 255 characters");
        await LeadEndpoints.FindAsync(id, store, cancellation);
        var envelope = new EventEnvelope(body.Id ?? LeadEndpoints.EventId(request, ids), body.At ?? now, fact);
        var isNew = await intake.TakeInAsync(id, envelope, cancellation);
        var answer = new Recorded(envelope.Id, !isNew);
        return isNew ? TypedResults.Created($"/api/leads/{id}/timeline", answer) : TypedResults.Ok(answer);
    }

    private static async Task<Accepted<Recorded>> ReplyAsync(
        string id, HttpRequest request, LeadIntake intake, ILeadStore store, IIdSource ids, IClock clock, CancellationToken cancellation)
    {
        var body = await Body.ReadAsync<WriteReply>(request, cancellation);
        var lead = await LeadEndpoints.FindAsync(id, store, cancellation);
        if (body.Channel is not ("sms" or "email")) throw ProblemException.Bad("channel", "must be sms or email");
        if (string.IsNullOrWhiteSpace(body.Text)) throw ProblemException.Bad("text", "is empty");
        if (body.Text.Length > 10_000) throw ProblemException.Bad("text", "must be at most 10000 characters");
        if (lead.OptOut is not null) throw ProblemException.Conflict("The person opted out: nothing may be sent until they opt in again.");
        if ((body.Channel == "sms" ? lead.Phone : lead.Email) is null)
            throw ProblemException.Conflict(body.Channel == "sms" ? "No phone number is known." : "No email address is known.");
        var envelope = new EventEnvelope(LeadEndpoints.EventId(request, ids), clock.GetCurrentInstant(), new LeadEvent.ReplyWritten(body.Channel, body.Text, body.By));
        var isNew = await intake.TakeInAsync(id, envelope, cancellation);
        return TypedResults.Accepted($"/api/leads/{id}/timeline", new Recorded(envelope.Id, !isNew));
    }

    private static async Task<Ok<IReadOnlyList<EnrollmentView>>> EnrollAsync(
        string id, string sequence, HttpRequest request, LeadIntake intake, ILeadStore store, IPlaybookSource playbooks, IIdSource ids, IClock clock,
        CancellationToken cancellation)
    {
        if ((await playbooks.CurrentAsync(cancellation)).Latest(sequence) is null) throw ProblemException.NotFound($"sequence '{sequence}'");
        var lead = await LeadEndpoints.FindAsync(id, store, cancellation);
        if (lead.OptOut is not null) throw ProblemException.Conflict("The person opted out: no sequence may run until they opt in again.");
        var now = clock.GetCurrentInstant();
        if (lead.CoolDown is { } cooling && cooling.Until > now)
            throw ProblemException.Conflict($"The person is left alone until {InstantPattern.General.Format(cooling.Until)}: {cooling.Why}.");
        await intake.TakeInAsync(id, new(LeadEndpoints.EventId(request, ids), now, new LeadEvent.SequenceRequested(sequence)), cancellation);
        return TypedResults.Ok(EnrollmentView.All(await LeadEndpoints.FindAsync(id, store, cancellation)));
    }

    private static async Task<Ok<IReadOnlyList<EnrollmentView>>> StopAsync(
        string id, string sequence, HttpRequest request, LeadIntake intake, ILeadStore store, IIdSource ids, IClock clock, CancellationToken cancellation)
    {
        var lead = await LeadEndpoints.FindAsync(id, store, cancellation);
        if (!lead.Enrollments.Any(e => e.Sequence == sequence)) throw ProblemException.NotFound($"enrollment in '{sequence}'");
        await intake.TakeInAsync(id, new(LeadEndpoints.EventId(request, ids), clock.GetCurrentInstant(), new LeadEvent.SequenceCalledOff(sequence)), cancellation);
        return TypedResults.Ok(EnrollmentView.All(await LeadEndpoints.FindAsync(id, store, cancellation)));
    }
}

/// <summary>A fact to record.</summary>
public sealed record RecordEvent(string Type, System.Text.Json.JsonElement? Data = null, string? Id = null, Instant? At = null);

/// <summary>What was recorded; <paramref name="Repeated"/> when it had been before, and nothing changed.</summary>
public sealed record Recorded(string Id, bool Repeated);

/// <summary>A person's reply from the inbox.</summary>
public sealed record WriteReply(string Channel, string Text, string? By = null);
