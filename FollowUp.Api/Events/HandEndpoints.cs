using FollowUp.Api.Http;
using FollowUp.Api.Leads;
using FollowUp.Core.Decisions;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace FollowUp.Api.Events;

/// <summary>What people of the team do to a lead's plan by hand: pause, resume, leave a step out.</summary>
internal static class HandEndpoints
{
    public static void Map(RouteGroupBuilder lead)
    {
        lead.MapPost("/pause", (string id, HttpRequest request, LeadHand hand, CancellationToken cancellation) =>
            hand.DoAsync(id, request, new LeadEvent.LeadPaused(), cancellation));
        lead.MapPost("/resume", (string id, HttpRequest request, LeadHand hand, CancellationToken cancellation) =>
            hand.DoAsync(id, request, new LeadEvent.LeadResumed(), cancellation));
        lead.MapPost("/skip", SkipAsync).Takes<SkipStep>();
    }

    private static async Task<Ok<LeadView>> SkipAsync(string id, HttpRequest request, LeadHand hand, ILeadStore store, CancellationToken cancellation)
    {
        var body = await Body.ReadAsync<SkipStep>(request, cancellation);
        var lead = await LeadEndpoints.FindAsync(id, store, cancellation);
        if (!lead.Enrollments.Any(e => e.IsRunning && e.Sequence == body.Sequence))
            throw ProblemException.Bad("sequence", $"the lead is not in '{body.Sequence}'");
        return await hand.DoAsync(id, request, new LeadEvent.StepSkipped(body.Sequence, body.Step), cancellation);
    }
}

/// <summary>Records what a person did, and shows the lead as it is then.</summary>
internal sealed class LeadHand(LeadIntake intake, ILeadStore store, IPlaybookSource playbooks, IIdSource ids, IClock clock)
{
    public async Task<Ok<LeadView>> DoAsync(string id, HttpRequest request, LeadEvent deed, CancellationToken cancellation)
    {
        await LeadEndpoints.FindAsync(id, store, cancellation);
        await intake.TakeInAsync(id, new(LeadEndpoints.EventId(request, ids), clock.GetCurrentInstant(), deed), cancellation);
        return TypedResults.Ok(LeadView.Of(await LeadEndpoints.FindAsync(id, store, cancellation), await playbooks.CurrentAsync(cancellation)));
    }
}

/// <summary>A step to leave out.</summary>
public sealed record SkipStep(string Sequence, string Step);
