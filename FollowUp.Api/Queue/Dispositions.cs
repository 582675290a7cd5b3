using FollowUp.Api.Events;
using FollowUp.Api.Http;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace FollowUp.Api.Queue;

/// <summary>How a task ended.</summary>
/// <param name="Value"><c>answered</c>, <c>no_answer</c>, <c>voicemail</c>, <c>busy</c>, <c>failed</c>, <c>declined</c> or <c>done</c>.</param>
/// <param name="By">Who was at it, an id of the team.</param>
/// <param name="Notes">What was said.</param>
/// <param name="CallbackAt">When the person wants to be called.</param>
/// <param name="DurationSeconds">How long the call took.</param>
public sealed record Disposition(
    [property: System.Text.Json.Serialization.JsonPropertyName("disposition")] string Value,
    string By,
    string? Notes = null,
    Instant? CallbackAt = null,
    int DurationSeconds = 0);

/// <summary>Closes tasks, and records what became of their calls.</summary>
internal static class Dispositions
{
    private const int RowsToLookBack = 200;
    private const int MaxNotes = 10_000;
    private static readonly string[] Known = ["answered", "no_answer", "voicemail", "busy", "failed", "declined", "done"];

    /// <summary>
    /// The facts' ids come from the task's, and the one that closes it comes last: a request that is cut off can be repeated, and
    /// does what is left of it.
    /// </summary>
    public static async Task<Ok<Recorded>> CloseAsync(
        string taskId, HttpRequest request, ILeadStore store, LeadIntake intake, IPlaybookSource playbooks, IClock clock, CancellationToken cancellation)
    {
        var body = await Body.ReadAsync<Disposition>(request, cancellation);
        var now = clock.GetCurrentInstant();
        QueueEndpoints.CheckPerson(body.By, await playbooks.CurrentAsync(cancellation));
        Check(body, now);
        var lead = await QueueEndpoints.LeadOfAsync(taskId, store, cancellation) ?? throw ProblemException.NotFound($"task '{taskId}'");
        if (lead.Tasks.FirstOrDefault(t => t.Id == taskId) is not { } task)
            return await IsClosedAsync(lead.Id, taskId, store, cancellation)
                ? TypedResults.Ok(new Recorded(taskId, true))
                : throw ProblemException.NotFound($"open task '{taskId}'");
        if (task.Claim is { } held && held.Until > now && held.By != body.By) throw ProblemException.Conflict($"'{held.By}' is at it.");

        var id = "task/" + taskId;
        if (task.Kind == "call" && body.Value != "done")
            await intake.TakeInAsync(
                lead.Id,
                new(id + "/call", now, new LeadEvent.CallCompleted(id, "outbound", body.Value, body.DurationSeconds, body.Notes, taskId)),
                cancellation);
        if (body.CallbackAt is { } at) await intake.TakeInAsync(lead.Id, new(id + "/callback", now, new LeadEvent.CallbackRequested(at)), cancellation);
        var closed = new LeadEvent.TaskClosed(taskId, body.Value, body.By, body.Notes);
        var isNew = await intake.TakeInAsync(lead.Id, new(id + "/closed", now, closed), cancellation);
        return TypedResults.Ok(new Recorded(taskId, !isNew));
    }

    private static void Check(Disposition body, Instant now)
    {
        if (!Known.Contains(body.Value)) throw ProblemException.Bad("disposition", $"must be one of {string.Join(", ", Known)}");
        if (body.Notes?.Length > MaxNotes) throw ProblemException.Bad("notes", $"must be at most {MaxNotes} characters");
        if (body.DurationSeconds < 0) throw ProblemException.Bad("durationSeconds", "must not be negative");
        if (body.CallbackAt <= now) throw ProblemException.Bad("callbackAt", "lies in the past");
    }

    private static async Task<bool> IsClosedAsync(string leadId, string taskId, ILeadStore store, CancellationToken cancellation) =>
        (await store.LatestAsync(leadId, RowsToLookBack, cancellation)).Any(r => r.Data is LeadEvent.TaskClosed closed && closed.TaskId == taskId);
}
