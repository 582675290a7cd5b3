using FollowUp.Core.Decisions;
using FollowUp.Core.Leads;
using NodaTime;

namespace FollowUp.Api.Queue;

/// <summary>A task with all that whoever takes it should know.</summary>
/// <param name="TaskId">Its id.</param>
/// <param name="Kind"><c>call</c> or <c>task</c>.</param>
/// <param name="Priority"><c>asap</c>, <c>scheduled</c>, <c>callback</c>, <c>redial</c> or <c>routine</c>.</param>
/// <param name="Title">What to do.</param>
/// <param name="Why">What it comes from, in words.</param>
/// <param name="Sequence">The sequence it comes from, if any.</param>
/// <param name="DueAt">When.</param>
/// <param name="LocalTime">The same moment on the lead's clock.</param>
/// <param name="Owner">Whose task it is.</param>
/// <param name="ClaimedBy">Who is at it.</param>
/// <param name="ClaimedUntil">Until when nobody else gets it.</param>
/// <param name="DelayedUntil">When overload lets its turn come.</param>
/// <param name="DelayedByMinutes">How much later that is than wanted.</param>
/// <param name="Lead">Whom it is about.</param>
public sealed record QueueItem(
    string TaskId, string Kind, string Priority, string Title, string? Why, string? Sequence, Instant DueAt, OffsetDateTime LocalTime, string Owner,
    string? ClaimedBy, Instant? ClaimedUntil, Instant? DelayedUntil, int? DelayedByMinutes, QueueLead Lead)
{
    internal static QueueItem Of(QueuedTask queued, Instant now, Playbook playbook)
    {
        var (lead, task) = (queued.Lead, queued.Task);
        var claim = task.Claim is { } held && held.Until > now ? held : null;
        return new(
            task.Id, task.Kind, task.Priority, task.Title, task.Why, task.Sequence, task.DueAt,
            task.DueAt.InZone(playbook.ZoneOf(lead)).ToOffsetDateTime(), playbook.Business.OwnerOr(lead.Owner ?? task.Owner).Id, claim?.By, claim?.Until,
            queued.DelayedUntil, queued.DelayedUntil is null ? null : (int)Math.Ceiling(queued.DelayedBy.TotalMinutes),
            QueueLead.Of(lead, now, playbook));
    }
}

/// <summary>Who is to be reached, and what they want.</summary>
/// <param name="Id">The lead.</param>
/// <param name="Name">The name, as given.</param>
/// <param name="Label">Name and number, as the team knows the person.</param>
/// <param name="Phone">E.164.</param>
/// <param name="Email">Address.</param>
/// <param name="TimeZone">Their zone.</param>
/// <param name="Now">What their clock says.</param>
/// <param name="Service">The kind of work.</param>
/// <param name="Urgency">How soon.</param>
/// <param name="Location">Where.</param>
/// <param name="Words">Their own words.</param>
/// <param name="Stage">The pipeline stage.</param>
/// <param name="Tags">Labels.</param>
/// <param name="Preferences">When they want to be reached.</param>
/// <param name="LastSaid">What was last said, and by whom.</param>
/// <param name="MessagesIn">How much they have said.</param>
/// <param name="MessagesOut">How much the business has said.</param>
/// <param name="CreatedAt">First contact.</param>
public sealed record QueueLead(
    string Id, string? Name, string Label, string? Phone, string? Email, string TimeZone, OffsetDateTime Now, string? Service, string? Urgency,
    string? Location, string? Words, string? Stage, IReadOnlyList<string> Tags, Preferences? Preferences, Talk? LastSaid, int MessagesIn, int MessagesOut,
    Instant CreatedAt)
{
    internal static QueueLead Of(LeadState lead, Instant now, Playbook playbook) => new(
        lead.Id, lead.Name, Fields.Label(lead), lead.Phone, lead.Email, playbook.ZoneOf(lead).Id, now.InZone(playbook.ZoneOf(lead)).ToOffsetDateTime(),
        lead.Context?.Service, lead.Context?.Urgency, lead.Context?.Location, lead.Context?.Message, lead.Stage, lead.Tags, lead.Preferences,
        lead.Talk, lead.Talk?.Inbound ?? 0, lead.Talk?.Outbound ?? 0, lead.CreatedAt);
}
