using FollowUp.Api.Http;
using FollowUp.Core.Decisions;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Numbering;
using FollowUp.Core.Previews;
using FollowUp.Core.Stores;
using FollowUp.Core.Timelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace FollowUp.Api.Leads;

/// <summary>Submitting, reading, changing and erasing leads.</summary>
internal static class LeadEndpoints
{
    private const int DefaultPage = 50;
    private const int MaxPage = 500;

    public static void Map(RouteGroupBuilder leads)
    {
        leads.MapPost("", SubmitAsync).Takes<SubmitLead>();
        leads.MapGet("", ListAsync);
        leads.MapGet("/{id}", ReadAsync);
        leads.MapPatch("/{id}", ChangeAsync).Takes<SubmitLead>();
        leads.MapDelete("/{id}", EraseAsync).ForOwners();
        leads.MapGet("/{id}/timeline", TimelineAsync);
        leads.MapGet("/{id}/plan", PlanAsync);
    }

    internal static async Task<LeadState> FindAsync(string id, ILeadStore store, CancellationToken cancellation) =>
        (await store.LoadAsync(id, cancellation)).State ?? throw ProblemException.NotFound($"lead '{id}'");

    private static async Task<Results<Created<Submitted>, Ok<Submitted>>> SubmitAsync(
        HttpRequest request, LeadIntake intake, ILeadStore store, IPlaybookSource playbooks, IIdSource ids, IClock clock, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var submitted = (await Body.ReadAsync<SubmitLead>(request, cancellation)).ToEvent(await playbooks.CurrentAsync(cancellation), now, needsContact: true);
        var envelope = new EventEnvelope(EventId(request, ids), now, submitted);
        var (leadId, _) = await intake.TakeInAsync(LeadIntake.ContactsIn(submitted), envelope, cancellation);
        var lead = await FindAsync(leadId, store, cancellation);
        var created = lead.CreatedBy == envelope.Id;
        var answer = new Submitted(leadId, created, EnrollmentView.All(lead));
        return created ? TypedResults.Created($"/api/leads/{leadId}", answer) : TypedResults.Ok(answer);
    }

    /// <summary>The caller's idempotency key, or an id of its own.</summary>
    internal static string EventId(HttpRequest request, IIdSource ids)
    {
        var key = request.Headers["Idempotency-Key"].FirstOrDefault();
        if (key is null) return ids.NewEventId();
        return key.Length is > 0 and <= 255 ? "key/" + key : throw ProblemException.Bad("Idempotency-Key", "must be 1 to 255 characters");
    }

    private static async Task<Ok<Listing<LeadView>>> ListAsync(
        string? phone, string? email, string? stage, string? tag, string? owner, string? q, int? limit, string? cursor,
        ILeadStore store, IPlaybookSource playbooks, CancellationToken cancellation)
    {
        string? e164 = null;
        if (phone is not null && !PhoneNumber.TryNormalize(phone.StartsWith(' ') ? "+" + phone.Trim() : phone, out e164, out var error))
            throw ProblemException.Bad("phone", error);
        var playbook = await playbooks.CurrentAsync(cancellation);
        var filter = new LeadFilter(e164, email?.Trim().ToLowerInvariant(), stage, tag, owner);
        var page = await PageAsync(() => q is null && owner is null
            ? store.ListAsync(filter, PageSize(limit), cursor, cancellation)
            : FindAsync(q, filter, playbook, store, PageSize(limit), cursor, cancellation));
        return TypedResults.Ok(new Listing<LeadView>([.. page.Items.Select(l => LeadView.Of(l, playbook))], page.Next));
    }

    /// <summary>Who is looked for by words or by owner; what else was asked is left out of the page, so a page may be short.</summary>
    private static async Task<Page<LeadState>> FindAsync(
        string? text, LeadFilter filter, Playbook playbook, ILeadStore store, int max, string? cursor, CancellationToken cancellation)
    {
        var query = new LeadQuery { Text = text, Owner = filter.Owner, OrUnowned = filter.Owner == playbook.Business.DefaultOwner.Id };
        var page = await store.FindAsync(query, max, cursor, cancellation);
        return page with
        {
            Items =
            [
                .. page.Items.Where(l => (filter.Stage is null || l.Stage == filter.Stage) && (filter.Tag is null || l.Tags.Contains(filter.Tag))
                    && (filter.Phone is null || l.Phones.Contains(filter.Phone)) && (filter.Email is null || l.Emails.Contains(filter.Email))),
            ],
        };
    }

    private static async Task<Ok<LeadView>> ReadAsync(string id, ILeadStore store, IPlaybookSource playbooks, CancellationToken cancellation) =>
        TypedResults.Ok(LeadView.Of(await FindAsync(id, store, cancellation), await playbooks.CurrentAsync(cancellation)));

    private static async Task<Ok<LeadView>> ChangeAsync(
        string id, HttpRequest request, LeadIntake intake, ILeadStore store, IPlaybookSource playbooks, IIdSource ids, IClock clock,
        CancellationToken cancellation)
    {
        var playbook = await playbooks.CurrentAsync(cancellation);
        var lead = await FindAsync(id, store, cancellation);
        var now = clock.GetCurrentInstant();
        var body = await Body.ReadBytesAsync(request, cancellation);
        var patch = Body.Read<SubmitLead>(body).ToEvent(playbook, now, needsContact: false);
        var cleared = Emptied.In(body, lead);
        if (patch.Sequences is not null) throw ProblemException.Bad("sequences", "cannot be changed here: PUT or DELETE /api/leads/{id}/sequences/{sequence}");
        foreach (var contact in LeadIntake.ContactsIn(patch))
            if (await store.FindByContactAsync(contact, cancellation) is { } other && other != id)
                throw ProblemException.Conflict($"{contact} belongs to lead '{other}'.");
        await intake.TakeInAsync(id, new(EventId(request, ids), now, new LeadEvent.LeadChanged(patch) { Cleared = cleared }), cancellation);
        return await ReadAsync(id, store, playbooks, cancellation);
    }

    private static async Task<NoContent> EraseAsync(string id, LeadEngine engine, CancellationToken cancellation) =>
        await engine.EraseAsync(id, cancellation) ? TypedResults.NoContent() : throw ProblemException.NotFound($"lead '{id}'");

    private static async Task<Ok<Listing<TimelineEntry>>> TimelineAsync(
        string id, int? limit, string? cursor, ILeadStore store, CancellationToken cancellation)
    {
        await FindAsync(id, store, cancellation);
        var page = await PageAsync(() => store.TimelineAsync(id, PageSize(limit ?? MaxPage), cursor, cancellation));
        return TypedResults.Ok(new Listing<TimelineEntry>(page.Items, page.Next));
    }

    private static async Task<Ok<PlanView>> PlanAsync(string id, ILeadStore store, IPlaybookSource playbooks, IClock clock, CancellationToken cancellation)
    {
        var snapshot = await store.LoadAsync(id, cancellation);
        var lead = snapshot.State ?? throw ProblemException.NotFound($"lead '{id}'");
        var future = Preview.Run(lead, snapshot.Unseen, clock.GetCurrentInstant(), await playbooks.CurrentAsync(cancellation));
        return TypedResults.Ok(new PlanView(future.Touches, future.Suppressed));
    }

    private static async Task<Page<T>> PageAsync<T>(Func<Task<Page<T>>> read)
    {
        try
        {
            return await read();
        }
        catch (FormatException)
        {
            throw ProblemException.Bad("cursor", "is not one that this list gave");
        }
    }

    private static int PageSize(int? limit) =>
        limit is null ? DefaultPage : limit is >= 1 and <= MaxPage ? limit.Value : throw ProblemException.Bad("limit", $"must be 1 to {MaxPage}");
}

/// <summary>The answer to a submission.</summary>
public sealed record Submitted(string Id, bool Created, IReadOnlyList<EnrollmentView> Enrollments);

/// <summary>A page of a list; <paramref name="Next"/> is the cursor of the next one.</summary>
public sealed record Listing<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>A lead's future: what goes out, and what will not and why.</summary>
public sealed record PlanView(IReadOnlyList<PlannedTouch> Items, IReadOnlyList<PlannedSuppression> Suppressed);
