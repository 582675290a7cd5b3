using System.Text.Json;
using FollowUp.Api.Events;
using FollowUp.Api.Http;
using FollowUp.Api.Leads;
using FollowUp.Core.Decisions;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Previews;
using FollowUp.Core.Sequences;
using FollowUp.Core.Serialization;
using FollowUp.Core.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Offset = FollowUp.Core.Calendars.Offset;

namespace FollowUp.Api.Sequences;

/// <summary>What to foresee: a sequence, or a draft of one, for a sample lead or a real one, with things that might happen.</summary>
/// <param name="Sequence">A draft instead of the stored sequence.</param>
/// <param name="Lead">A sample lead; one with every consent when neither this nor <paramref name="LeadId"/> is given.</param>
/// <param name="LeadId">A real lead, which is not changed.</param>
/// <param name="At">When it would begin; now when null.</param>
/// <param name="Events">What might happen.</param>
public sealed record PreviewRequest(
    JsonElement? Sequence = null, SubmitLead? Lead = null, string? LeadId = null, Instant? At = null, IReadOnlyList<WhatIf>? Events = null);

/// <summary>Something that might happen.</summary>
/// <param name="After">How long after the beginning.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Data">The event's data.</param>
public sealed record WhatIf(Offset After, string Type, JsonElement? Data = null);

/// <summary>Runs a sequence forward without anything being stored or sent.</summary>
internal static class SequencePreview
{
    private const string SamplePhone = "+15125550143";

    public static async Task<Ok<PlanView>> RunAsync(
        string id, HttpRequest request, IPlaybookSource playbooks, ILeadStore store, IClock clock, CancellationToken cancellation)
    {
        var body = await Body.ReadAsync<PreviewRequest>(request, cancellation);
        var playbook = await playbooks.CurrentAsync(cancellation);
        var sequence = Draft(body.Sequence) ?? playbook.Latest(id) ?? throw ProblemException.NotFound($"sequence '{id}'");
        var at = EventReader.Sensible(body.At ?? clock.GetCurrentInstant(), "at");
        var alone = playbook.With(sequences: [sequence]);

        var lead = body.LeadId is { } leadId
            ? (await LeadEndpoints.FindAsync(leadId, store, cancellation)) with { Enrollments = [] }
            : Sample((body.Lead ?? SampleLead).ToEvent(playbook, at, needsContact: true), at, alone);
        var events = (body.Events ?? []).Select((e, i) => new EventEnvelope(
            "what-if/" + i, e.After.From(at, playbook.Business.Zone), EventReader.Read(e.Type, e.Data, playbook, at))).ToList();
        if (!events.Any(e => sequence.EnrollOn.Any(t => t.Event == EventTypes.NameOf(e.Data))))
            events.Insert(0, new("what-if/begin", at, new LeadEvent.SequenceRequested(sequence.Id)));
        var future = Preview.Run(lead, events, at, alone);
        return TypedResults.Ok(new PlanView(future.Touches, future.Suppressed));
    }

    private static SubmitLead SampleLead { get; } = new()
    {
        Name = "Ana Diaz",
        Phone = SamplePhone,
        Email = "ana@example.net",
        Context = new("roof repair", "this week", "Austin", "The roof leaks"),
        Consent = new(Written, Written, Written),
        Sequences = [],
    };

    private static Consent Written { get; } = new(true, "sample", "I agree to be contacted by text, call and email.");

    /// <summary>The lead as the submission makes it, with no sequence begun.</summary>
    private static LeadState Sample(LeadEvent.LeadSubmitted submitted, Instant at, Playbook playbook) =>
        Decider.Decide(
            new() { Id = "sample", CreatedAt = at }, [new("sample", at, submitted with { Sequences = [] })], at, playbook).State;

    private static Sequence? Draft(JsonElement? draft)
    {
        if (draft is not { ValueKind: JsonValueKind.Object } given) return null;
        var (sequence, errors) = SequenceReader.Read(given.GetRawText(), "sequence");
        return sequence ?? throw new ProblemException("The sequence has errors.", errors.Select(e => ("sequence." + e.Field, e.Message)));
    }
}
