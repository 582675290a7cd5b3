using FollowUp.Core.Decisions;
using FollowUp.Core.Leads;
using NodaTime;

namespace FollowUp.Api.Leads;

/// <summary>A lead as the API shows it.</summary>
public sealed record LeadView(
    string Id,
    Instant CreatedAt,
    string? Name,
    string? Phone,
    string? Email,
    IReadOnlyList<string> Phones,
    IReadOnlyList<string> Emails,
    string TimeZone,
    string? Region,
    string? Source,
    LeadContext? Context,
    Consents Consent,
    Preferences? Preferences,
    string? Timeline,
    string? Stage,
    string Owner,
    IReadOnlyList<string> Tags,
    IReadOnlyDictionary<string, string> Criteria,
    OptOut? OptOut,
    CoolDown? CoolDown,
    Instant? PausedAt,
    CallFacts? LastCall,
    Instant? LastInboundAt,
    Instant? FirstTouchAt,
    IReadOnlyList<Appointment> Appointments,
    IReadOnlyList<Estimate> Estimates,
    IReadOnlyList<LeadTask> Tasks,
    IReadOnlyList<EnrollmentView> Enrollments)
{
    public static LeadView Of(LeadState lead, Playbook playbook) => new(
        lead.Id, lead.CreatedAt, lead.Name, lead.Phone, lead.Email, lead.Phones, lead.Emails, playbook.ZoneOf(lead).Id,
        playbook.PlaceOf(lead).Region, lead.Source, lead.Context, lead.Consent, lead.Preferences, lead.Timeline, lead.Stage,
        playbook.Business.OwnerOr(lead.Owner).Id, lead.Tags, lead.Criteria, lead.OptOut, lead.CoolDown, lead.PausedAt, lead.LastCall, lead.LastInboundAt,
        lead.FirstTouchAt, lead.Appointments, lead.Estimates, lead.Tasks, EnrollmentView.All(lead));
}

/// <summary>A lead's place in a sequence.</summary>
public sealed record EnrollmentView(
    string Sequence, int Version, EnrollmentStatus Status, Instant At, string? Subject, Instant? NextAt, Instant? EndedAt, string? EndedBy)
{
    public static IReadOnlyList<EnrollmentView> All(LeadState lead) =>
        [.. lead.Enrollments.Select(e => new EnrollmentView(e.Sequence, e.Version, e.Status, e.At, e.Subject, e.NextAt, e.EndedAt, e.EndedBy))];
}
