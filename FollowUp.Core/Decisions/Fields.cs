using System.Globalization;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Numbering;
using NodaTime;
using NodaTime.Text;

namespace FollowUp.Core.Decisions;

/// <summary>Reads the fields of the template catalogue off a lead; null where the value is missing.</summary>
public sealed class Fields(LeadState lead, Playbook playbook, Enrollment? enrollment, LeadEvent? answered)
{
    /// <summary>What a touch answers, or else what began the sequence it belongs to.</summary>
    private readonly LeadEvent? cause = answered ?? enrollment?.Cause;

    private static readonly ZonedDateTimePattern Day = Pattern("ddd MMM d");
    private static readonly ZonedDateTimePattern Time = Pattern("h:mm tt");
    private static readonly ZonedDateTimePattern DayTime = Pattern("ddd MMM d, h:mm tt");

    /// <summary>What was just sent to the lead, or why nothing was; known only while composing.</summary>
    public string? SentText { get; init; }

    /// <summary>The last messages; known only while composing.</summary>
    public string? Conversation { get; init; }

    /// <summary>How the team knows a lead: the name, and the number or else the address.</summary>
    public static string Label(LeadState lead) =>
        string.Join(", ", new[] { lead.Name, Phone(lead.Phone) ?? lead.Email }.Where(p => !string.IsNullOrEmpty(p)));

    /// <summary>A field's value, or null.</summary>
    public string? Read(string field) => field switch
    {
        "lead.name" => lead.Name,
        "lead.firstName" => lead.FirstName,
        "lead.label" => Label(lead),
        "lead.phone" => Phone(lead.Phone),
        "lead.email" => lead.Email,
        "lead.source" => lead.Source,
        "lead.service" => lead.Context?.Service,
        "lead.urgency" => lead.Context?.Urgency,
        "lead.location" => lead.Context?.Location,
        "lead.message" => lead.Context?.Message,
        "lead.wants" => Wants(lead.Context),
        "lead.stage" => lead.Stage,
        "lead.timeline" => lead.Timeline,
        "lead.tags" => lead.Tags.IsEmpty ? null : string.Join(',', lead.Tags),
        "lead.owner" => lead.Owner,
        "business.name" => playbook.Business.Name,
        "business.phone" => Phone(playbook.Business.Phone),
        "business.bookingLink" => playbook.Business.BookingLink ?? "call " + Phone(playbook.Business.Phone),
        "owner.name" => playbook.Business.OwnerOr(lead.Owner).Name,
        "owner.firstName" => playbook.Business.OwnerOr(lead.Owner).Name.Split(' ')[0],
        "owner.phone" => Phone(playbook.Business.OwnerOr(lead.Owner).Phone ?? playbook.Business.Phone),
        "call.at" => Local(DayTime, lead.LastCall?.At, playbook.Business.Zone),
        "call.from" => Phone(lead.LastCall?.From),
        "call.to" => Phone(lead.LastCall?.To),
        "call.ringSeconds" => lead.LastCall?.RingSeconds.ToString(CultureInfo.InvariantCulture),
        "appointment.at" => Local(DayTime, Appointment?.StartsAt, playbook.ZoneOf(lead)),
        "appointment.date" => Local(Day, Appointment?.StartsAt, playbook.ZoneOf(lead)),
        "appointment.time" => Local(Time, Appointment?.StartsAt, playbook.ZoneOf(lead)),
        "appointment.hour" => Appointment is { } a ? a.StartsAt.InZone(playbook.ZoneOf(lead)).Hour.ToString(CultureInfo.InvariantCulture) : null,
        "appointment.title" => Appointment?.Title,
        "appointment.place" => Appointment?.Place,
        "appointment.directions" => Appointment?.Directions,
        "appointment.parking" => Appointment?.Parking,
        "appointment.status" => Appointment?.Status.ToString().ToLowerInvariant(),
        "estimate.title" => Estimate?.Title,
        "estimate.amount" => Estimate is { } e ? string.Create(CultureInfo.InvariantCulture, $"{e.Currency} {e.Amount:#,0.##}") : null,
        "estimate.status" => Estimate?.Status,
        "showing.property" => lead.LastShowing,
        "sent.text" => SentText,
        "conversation" => Conversation,
        "lead.criteria" => lead.Criteria.IsEmpty ? null : string.Join(',', lead.Criteria.Keys.Order(StringComparer.Ordinal)),
        "lead.unansweredCalls" => lead.UnansweredCalls.ToString(CultureInfo.InvariantCulture),
        "lead.callbackAt" => Local(DayTime, lead.CallbackAt, playbook.ZoneOf(lead)),
        "lead.inSequences" => string.Join(',', lead.Enrollments.Where(e => e.IsRunning).Select(e => e.Sequence)),
        _ when field.StartsWith("criteria.", StringComparison.Ordinal) => lead.Criteria.GetValueOrDefault(field["criteria.".Length..]),
        _ when field.StartsWith("event.", StringComparison.Ordinal) => EventField(field["event.".Length..]),
        _ => null,
    };

    private Appointment? Appointment =>
        lead.Appointments.LastOrDefault(a => enrollment?.Subject is not { } subject || a.Id == subject) ?? lead.Appointments.LastOrDefault();

    private Estimate? Estimate =>
        lead.Estimates.LastOrDefault(e => enrollment?.Subject is not { } subject || e.Id == subject) ?? lead.Estimates.LastOrDefault();

    private string? EventField(string field) => (field, cause) switch
    {
        ("text", _) => TextOf(cause),
        ("choice", LeadEvent.FeedbackGiven f) => f.Choice,
        ("choice", LeadEvent.CallCompleted c) => c.Choice,
        ("kind", LeadEvent.SignalDetected s) => s.Kind,
        ("kind", LeadEvent.MarketChanged m) => m.Kind,
        ("reason", LeadEvent.LeadLost l) => l.Reason,
        ("magnitude", LeadEvent.MarketChanged m) => m.Magnitude.ToString("0.##", CultureInfo.InvariantCulture),
        ("area", LeadEvent.MarketChanged m) => m.Area,
        ("date", LeadEvent.SignalDetected s) => s.Date.ToString("MMM d", CultureInfo.InvariantCulture),
        ("direction", LeadEvent.CallCompleted c) => c.Direction,
        ("disposition", LeadEvent.CallCompleted c) => c.Disposition,
        ("sequence", LeadEvent.CallCompleted c) => Touches.Touch.EnrollmentOf(c.TouchId) is { } no
            ? lead.Enrollments.FirstOrDefault(e => e.No == no)?.Sequence : null,
        _ => null,
    };

    private static string? Wants(LeadContext? context)
    {
        var facts = string.Join(", ", new[] { context?.Service, context?.Urgency, context?.Location }.Where(f => !string.IsNullOrWhiteSpace(f)));
        return string.Join(": ", new[] { facts, context?.Message }.Where(f => !string.IsNullOrWhiteSpace(f)));
    }

    private static string? TextOf(LeadEvent? cause) => cause switch
    {
        LeadEvent.MessageReceived message => message.Text,
        LeadEvent.OptedOut optOut => optOut.Text,
        LeadEvent.NoteAdded note => note.Text,
        LeadEvent.MarketChanged market => market.Text,
        LeadEvent.TouchSettled settled => settled.Detail,
        _ => null,
    };

    private static string? Phone(string? e164) => e164 is null ? null : PhoneNumber.Display(e164);

    private static string? Local(ZonedDateTimePattern pattern, Instant? at, DateTimeZone zone) => at is { } t ? pattern.Format(t.InZone(zone)) : null;

    private static ZonedDateTimePattern Pattern(string text) =>
        ZonedDateTimePattern.CreateWithInvariantCulture(text, DateTimeZoneProviders.Tzdb);
}
