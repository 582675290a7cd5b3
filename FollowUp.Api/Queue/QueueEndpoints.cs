using FollowUp.Api.Http;
using FollowUp.Api.Leads;
using FollowUp.Core.Decisions;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Stores;
using FollowUp.Core.Touches;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace FollowUp.Api.Queue;

/// <summary>The call queue: what the team has to do next, one person at a time.</summary>
internal static class QueueEndpoints
{
    private const int ClaimMinutes = 15;
    private const int MaxMinutes = 120;
    private static readonly LeadQuery WithTasks = new() { Marks = LeadMarks.Tasks };

    public static void Map(RouteGroupBuilder queue)
    {
        queue.MapGet("", ListAsync);
        queue.MapPost("/next", NextAsync).Takes<TakeNext>();
        queue.MapPost("/{taskId}/renew", RenewAsync).Takes<Keep>();
        queue.MapPost("/{taskId}/release", ReleaseAsync).Takes<GiveBack>();
        queue.MapPost("/{taskId}/disposition", Dispositions.CloseAsync).Takes<Disposition>();
    }

    internal static async Task<LeadState?> LeadOfAsync(string taskId, ILeadStore store, CancellationToken cancellation) =>
        Touch.LeadOf(taskId) is { } leadId ? (await store.LoadAsync(leadId, cancellation)).State : null;

    private static async Task<Ok<Listing<QueueItem>>> ListAsync(
        bool? all, string? kind, string? owner, ILeadStore store, IPlaybookSource playbooks, IClock clock, CancellationToken cancellation)
    {
        var playbook = await playbooks.CurrentAsync(cancellation);
        var now = clock.GetCurrentInstant();
        var items = (await PlanAsync(store, playbook, now, cancellation))
            .Where(q => (all == true || q.Task.DueAt <= now) && (kind is null || q.Task.Kind == kind))
            .Select(q => QueueItem.Of(q, now, playbook))
            .Where(i => owner is null || i.Owner == owner);
        return TypedResults.Ok(new Listing<QueueItem>([.. items], null));
    }

    /// <summary>
    /// The claim is a fact about the lead, decided under its version, so of two who ask at once one finds the task taken and goes
    /// on to the next.
    /// </summary>
    private static async Task<Results<Ok<QueueItem>, NoContent>> NextAsync(
        HttpRequest request, ILeadStore store, LeadEngine engine, IPlaybookSource playbooks, IIdSource ids, IClock clock, CancellationToken cancellation)
    {
        var body = await Body.ReadAsync<TakeNext>(request, cancellation);
        var playbook = await playbooks.CurrentAsync(cancellation);
        CheckPerson(body.By, playbook);
        var now = clock.GetCurrentInstant();
        foreach (var queued in await PlanAsync(store, playbook, now, cancellation))
        {
            if (queued.Lead.IsWithAnother(body.By, now)) continue;
            if (queued.Task.DueAt > now || queued.Task.Claim?.Until > now || (body.Kind is { } kind && queued.Task.Kind != kind)) continue;
            var claim = new EventEnvelope(ids.NewEventId(), now, new LeadEvent.TaskClaimed(queued.Task.Id, body.By, now + Duration.FromMinutes(ClaimMinutes)));
            await engine.RecordAsync(queued.Lead.Id, claim, cancellation);
            var lead = (await store.LoadAsync(queued.Lead.Id, cancellation)).State;
            if (lead?.Tasks.FirstOrDefault(t => t.Claim?.Id == claim.Id) is { } mine)
                return TypedResults.Ok(QueueItem.Of(queued with { Lead = lead, Task = mine }, now, playbook));
        }
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> RenewAsync(
        string taskId, HttpRequest request, ILeadStore store, LeadEngine engine, IPlaybookSource playbooks, IIdSource ids, IClock clock,
        CancellationToken cancellation)
    {
        var body = await Body.ReadAsync<Keep>(request, cancellation);
        CheckPerson(body.By, await playbooks.CurrentAsync(cancellation));
        if (body.Minutes is < 1 or > MaxMinutes) throw ProblemException.Bad("minutes", $"must be 1 to {MaxMinutes}");
        var lead = await OpenAsync(taskId, store, cancellation);
        var now = clock.GetCurrentInstant();
        var until = now + Duration.FromMinutes(body.Minutes ?? ClaimMinutes);
        await engine.RecordAsync(lead.Id, new(ids.NewEventId(), now, new LeadEvent.TaskClaimed(taskId, body.By, until, IsRenewal: true)), cancellation);
        var after = await OpenAsync(taskId, store, cancellation);
        if (after.Tasks.First(t => t.Id == taskId).Claim is not { } held || held.By != body.By || held.Until < now)
            throw ProblemException.Conflict($"The task is not with '{body.By}' any more.");
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ReleaseAsync(
        string taskId, HttpRequest request, ILeadStore store, LeadEngine engine, IPlaybookSource playbooks, IIdSource ids, IClock clock,
        CancellationToken cancellation)
    {
        var body = await Body.ReadAsync<GiveBack>(request, cancellation);
        CheckPerson(body.By, await playbooks.CurrentAsync(cancellation));
        var lead = await OpenAsync(taskId, store, cancellation);
        var now = clock.GetCurrentInstant();
        await engine.RecordAsync(lead.Id, new(ids.NewEventId(), now, new LeadEvent.TaskClaimed(taskId, body.By, now)), cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<LeadState> OpenAsync(string taskId, ILeadStore store, CancellationToken cancellation) =>
        await LeadOfAsync(taskId, store, cancellation) is { } lead && lead.Tasks.Any(t => t.Id == taskId)
            ? lead
            : throw ProblemException.NotFound($"open task '{taskId}'");

    internal static void CheckPerson(string by, Playbook playbook)
    {
        if (playbook.Business.Team.All(m => m.Id != by)) throw ProblemException.Bad("by", $"'{by}' is nobody of the team");
    }

    private static async Task<IReadOnlyList<QueuedTask>> PlanAsync(ILeadStore store, Playbook playbook, Instant now, CancellationToken cancellation)
    {
        var tasks = new List<(LeadState, LeadTask)>();
        await foreach (var lead in store.AllAsync(WithTasks, cancellation))
            foreach (var task in lead.Tasks) tasks.Add((lead, task));
        return QueuePlan.Of(tasks, now, playbook.Business.CallCapacityPerHour);
    }
}

/// <summary>Somebody is ready for the next task.</summary>
/// <param name="By">Who, an id of the team.</param>
/// <param name="Kind">Only <c>call</c> or only <c>task</c>.</param>
public sealed record TakeNext(string By, string? Kind = null);

/// <summary>Somebody is still at a task.</summary>
/// <param name="By">Who, an id of the team.</param>
/// <param name="Minutes">How much longer; 15 unless told, at most 120.</param>
public sealed record Keep(string By, int? Minutes = null);

/// <summary>Somebody gives a task back.</summary>
public sealed record GiveBack(string By);
