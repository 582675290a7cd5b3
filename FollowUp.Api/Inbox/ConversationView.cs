using FollowUp.Core.Decisions;
using FollowUp.Core.Leads;
using NodaTime;

namespace FollowUp.Api.Inbox;

/// <summary>A conversation in the list.</summary>
/// <param name="LeadId">The lead.</param>
/// <param name="Label">Name and number, as the team knows the person.</param>
/// <param name="Name">The name, as given.</param>
/// <param name="Phone">E.164.</param>
/// <param name="Email">Address.</param>
/// <param name="Owner">Who is in charge.</param>
/// <param name="Stage">The pipeline stage.</param>
/// <param name="Tags">Labels.</param>
/// <param name="OptedOut">Whether nothing may be sent.</param>
/// <param name="Unread">What the person said that nobody has read.</param>
/// <param name="Unanswered">Whether the last words are the person's.</param>
/// <param name="Last">What was last said.</param>
/// <param name="NextAppointment">The next appointment that stands.</param>
public sealed record ConversationView(
    string LeadId, string Label, string? Name, string? Phone, string? Email, string Owner, string? Stage, IReadOnlyList<string> Tags, bool OptedOut,
    int Unread, bool Unanswered, LastSaid? Last, Appointment? NextAppointment)
{
    internal static ConversationView Of(LeadState lead, Instant now, Playbook playbook) => new(
        lead.Id, Fields.Label(lead), lead.Name, lead.Phone, lead.Email, playbook.Business.OwnerOr(lead.Owner).Id, lead.Stage, lead.Tags,
        lead.OptOut is not null, lead.Talk?.Unread ?? 0, lead.Talk?.Direction == "inbound",
        lead.Talk is { } talk ? new(talk.At, talk.Channel, talk.Direction, talk.Text) : null, Next(lead, now));

    internal static Appointment? Next(LeadState lead, Instant now) => lead.Appointments
        .Where(a => a.Status is AppointmentStatus.Booked or AppointmentStatus.Confirmed && a.StartsAt + Duration.FromMinutes(a.DurationMinutes) >= now)
        .MinBy(a => a.StartsAt);
}

/// <summary>What was last said.</summary>
/// <param name="At">When.</param>
/// <param name="Channel"><c>sms</c>, <c>email</c>, <c>call</c>, <c>voicemail</c>, <c>chat</c>, <c>social</c> or <c>form</c>.</param>
/// <param name="Direction"><c>inbound</c> or <c>outbound</c>.</param>
/// <param name="Text">The beginning of its words.</param>
public sealed record LastSaid(Instant At, string Channel, string Direction, string? Text);
