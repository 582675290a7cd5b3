using System.Collections.Immutable;
using System.Text.Json.Serialization;
using FollowUp.Core.Leads;
using NodaTime;

namespace FollowUp.Core.Events;

/// <summary>
/// A fact about one lead. The set is closed: the decider switches over it. Discriminators are stored and never change;
/// the first group is the HTTP contract's (<c>POST /api/leads/{id}/events</c>), the second is what the product itself records.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(LeadSubmitted), "lead.submitted")]
[JsonDerivedType(typeof(CallMissed), "call.missed")]
[JsonDerivedType(typeof(CallAnswered), "call.answered")]
[JsonDerivedType(typeof(CallCompleted), "call.completed")]
[JsonDerivedType(typeof(MessageReceived), "message.received")]
[JsonDerivedType(typeof(MessageDelivery), "message.delivery")]
[JsonDerivedType(typeof(EmailEngaged), "email.engaged")]
[JsonDerivedType(typeof(OptedOut), "optout")]
[JsonDerivedType(typeof(OptedIn), "optin")]
[JsonDerivedType(typeof(AppointmentBooked), "appointment.booked")]
[JsonDerivedType(typeof(AppointmentRescheduled), "appointment.rescheduled")]
[JsonDerivedType(typeof(AppointmentConfirmed), "appointment.confirmed")]
[JsonDerivedType(typeof(AppointmentCancelled), "appointment.cancelled")]
[JsonDerivedType(typeof(AppointmentCompleted), "appointment.completed")]
[JsonDerivedType(typeof(AppointmentNoShow), "appointment.noshow")]
[JsonDerivedType(typeof(EstimateSent), "estimate.sent")]
[JsonDerivedType(typeof(EstimateAccepted), "estimate.accepted")]
[JsonDerivedType(typeof(EstimateDeclined), "estimate.declined")]
[JsonDerivedType(typeof(ShowingCompleted), "showing.completed")]
[JsonDerivedType(typeof(FeedbackGiven), "feedback.given")]
[JsonDerivedType(typeof(CallbackRequested), "callback.requested")]
[JsonDerivedType(typeof(FollowUpSet), "followup.set")]
[JsonDerivedType(typeof(PreferenceStated), "preference.stated")]
[JsonDerivedType(typeof(SignalDetected), "signal.detected")]
[JsonDerivedType(typeof(MarketChanged), "market.changed")]
[JsonDerivedType(typeof(LeadBooked), "lead.booked")]
[JsonDerivedType(typeof(LeadWon), "lead.won")]
[JsonDerivedType(typeof(LeadLost), "lead.lost")]
[JsonDerivedType(typeof(NoteAdded), "note.added")]
[JsonDerivedType(typeof(TaskClaimed), "task.claimed")]
[JsonDerivedType(typeof(TaskClosed), "task.closed")]
[JsonDerivedType(typeof(ConversationRead), "conversation.read")]
[JsonDerivedType(typeof(LeadChanged), "lead.changed")]
[JsonDerivedType(typeof(ReplyWritten), "reply.written")]
[JsonDerivedType(typeof(SequenceRequested), "sequence.requested")]
[JsonDerivedType(typeof(SequenceCalledOff), "sequence.calledoff")]
[JsonDerivedType(typeof(SequenceMigrated), "sequence.migrated")]
[JsonDerivedType(typeof(LeadPaused), "lead.paused")]
[JsonDerivedType(typeof(LeadResumed), "lead.resumed")]
[JsonDerivedType(typeof(StepSkipped), "step.skipped")]
[JsonDerivedType(typeof(TouchSettled), "touch.settled")]
public abstract record LeadEvent
{
    private LeadEvent()
    {
    }

    /// <summary>Somebody submitted the lead through the API, a form or an import; null members were not given.</summary>
    public sealed record LeadSubmitted : LeadEvent
    {
        /// <summary>The person's name.</summary>
        public string? Name { get; init; }

        /// <summary>E.164.</summary>
        public string? Phone { get; init; }

        /// <summary>Email address.</summary>
        public string? Email { get; init; }

        /// <summary>Where the lead came from.</summary>
        public string? Source { get; init; }

        /// <summary>IANA zone id.</summary>
        public string? TimeZone { get; init; }

        /// <summary>USPS state code.</summary>
        public string? Region { get; init; }

        /// <summary>What they want.</summary>
        public LeadContext? Context { get; init; }

        /// <summary>What they agreed to.</summary>
        public Consents? Consent { get; init; }

        /// <summary>When they want to be reached.</summary>
        public Preferences? Preferences { get; init; }

        /// <summary>How soon they mean to buy.</summary>
        public string? Timeline { get; init; }

        /// <summary>The pipeline stage.</summary>
        public string? Stage { get; init; }

        /// <summary>Who is in charge.</summary>
        public string? Owner { get; init; }

        /// <summary>Labels.</summary>
        public ImmutableArray<string> Tags { get; init; } = [];

        /// <summary>What they look for.</summary>
        public ImmutableDictionary<string, string>? Criteria { get; init; }

        /// <summary>Whether it comes from a list of the business: then the person has not contacted us.</summary>
        public bool Imported { get; init; }

        /// <summary>Sequences to enroll in; null for those whose trigger is this event, empty for none.</summary>
        public IReadOnlyList<string>? Sequences { get; init; }
    }

    /// <summary>A call to the business that nobody accepted.</summary>
    public sealed record CallMissed(string CallId, string From, string To, int RingSeconds) : LeadEvent;

    /// <summary>A call to the business that somebody took.</summary>
    public sealed record CallAnswered(string CallId, string From, string To, int RingSeconds = 0, string? AnsweredBy = null) : LeadEvent;

    /// <summary>
    /// A call ended. <see cref="TouchId"/> names the touch that placed it, if one did; <see cref="Choice"/> the key pressed or the words
    /// said; <see cref="ConnectedTo"/> the phone of the team (E.164) that the person was put through to.
    /// </summary>
    public sealed record CallCompleted(
        string CallId,
        string Direction,
        string Disposition,
        int DurationSeconds,
        string? Notes = null,
        string? TouchId = null,
        string? Choice = null,
        string? ConnectedTo = null) : LeadEvent;

    /// <summary>The person wrote.</summary>
    public sealed record MessageReceived(string Channel, string Text, string From) : LeadEvent;

    /// <summary>A carrier's report on a message, found by our tag or by the carrier's own id.</summary>
    public sealed record MessageDelivery(string? TouchId, string? MessageId, string Status, string? Detail = null) : LeadEvent;

    /// <summary>The person opened an email or followed a link in it.</summary>
    public sealed record EmailEngaged(string? MessageId, string Kind, string? Url = null) : LeadEvent;

    /// <summary>The person wants to hear no more; from a link, a header, a call or a person of the team.</summary>
    public sealed record OptedOut(string? Channel = null, string? Text = null) : LeadEvent;

    /// <summary>The person wants to hear again.</summary>
    public sealed record OptedIn(string? Channel = null, string? Text = null) : LeadEvent;

    /// <summary>An appointment was made.</summary>
    public sealed record AppointmentBooked(
        string AppointmentId,
        Instant StartsAt,
        int DurationMinutes,
        string? Title = null,
        string? Place = null,
        string? Directions = null,
        string? Parking = null) : LeadEvent;

    /// <summary>An appointment was moved.</summary>
    public sealed record AppointmentRescheduled(
        string AppointmentId,
        Instant StartsAt,
        int DurationMinutes,
        string? Title = null,
        string? Place = null,
        string? Directions = null,
        string? Parking = null) : LeadEvent;

    /// <summary>The person said they will come.</summary>
    public sealed record AppointmentConfirmed(string AppointmentId) : LeadEvent;

    /// <summary>Called off.</summary>
    public sealed record AppointmentCancelled(string AppointmentId) : LeadEvent;

    /// <summary>It took place.</summary>
    public sealed record AppointmentCompleted(string AppointmentId) : LeadEvent;

    /// <summary>The person was not there.</summary>
    public sealed record AppointmentNoShow(string AppointmentId) : LeadEvent;

    /// <summary>An estimate went out; the amount is in <see cref="Currency"/>.</summary>
    public sealed record EstimateSent(string EstimateId, decimal Amount, string Currency, string? Title = null) : LeadEvent;

    /// <summary>The person said yes to it.</summary>
    public sealed record EstimateAccepted(string EstimateId) : LeadEvent;

    /// <summary>The person said no to it.</summary>
    public sealed record EstimateDeclined(string EstimateId) : LeadEvent;

    /// <summary>A showing or visit took place.</summary>
    public sealed record ShowingCompleted(string Property) : LeadEvent;

    /// <summary>What the person made of it.</summary>
    public sealed record FeedbackGiven(string Choice) : LeadEvent;

    /// <summary>The person asked to be called at a time.</summary>
    public sealed record CallbackRequested(Instant At) : LeadEvent;

    /// <summary>Somebody set the next follow-up, as a moment or as a horizon in days.</summary>
    public sealed record FollowUpSet(Instant? At = null, int? HorizonDays = null) : LeadEvent;

    /// <summary>The person said when and how often they want to be reached.</summary>
    public sealed record PreferenceStated(string? Days = null, int? MaxTouchesPerWeek = null) : LeadEvent
    {
        /// <summary>Parts of the day; see <see cref="Preferences.Times"/>.</summary>
        public ImmutableArray<string> Times { get; init; } = [];
    }

    /// <summary>A reason to get in touch at a date: a lease that ends, a job that starts, a school year.</summary>
    public sealed record SignalDetected(string Kind, LocalDate Date) : LeadEvent;

    /// <summary>The market moved where this lead looks.</summary>
    public sealed record MarketChanged(string Area, string Kind, decimal Magnitude, string Text) : LeadEvent;

    /// <summary>The lead turned into a job.</summary>
    public sealed record LeadBooked : LeadEvent;

    /// <summary>The job is done and paid.</summary>
    public sealed record LeadWon : LeadEvent;

    /// <summary>It will not become a job.</summary>
    public sealed record LeadLost(string Reason) : LeadEvent;

    /// <summary>A note by a person of the team.</summary>
    public sealed record NoteAdded(string Text) : LeadEvent;

    /// <summary>Somebody took a task until a time, or keeps the one they have; a time that has passed gives their task back.</summary>
    public sealed record TaskClaimed(string TaskId, string By, Instant Until, bool IsRenewal = false) : LeadEvent;

    /// <summary>Somebody is through with a task; the disposition is <c>done</c> or a call's.</summary>
    public sealed record TaskClosed(string TaskId, string Disposition, string By, string? Notes = null) : LeadEvent;

    /// <summary>Somebody of the team has read the conversation.</summary>
    public sealed record ConversationRead(string? By = null) : LeadEvent;

    /// <summary>Somebody edited the record; null members stay as they are.</summary>
    public sealed record LeadChanged(LeadSubmitted Patch) : LeadEvent
    {
        /// <summary>The fields that were emptied, by the names that the API gives them.</summary>
        public ImmutableArray<string> Cleared { get; init; } = [];
    }

    /// <summary>A person of the team answered from the inbox.</summary>
    public sealed record ReplyWritten(string Channel, string Text, string? By = null) : LeadEvent;

    /// <summary>Somebody enrolled the lead by hand or in a campaign.</summary>
    public sealed record SequenceRequested(string Sequence, string? Campaign = null) : LeadEvent;

    /// <summary>Somebody stopped a sequence by hand.</summary>
    public sealed record SequenceCalledOff(string Sequence) : LeadEvent;

    /// <summary>Somebody moved the lead to another version of a sequence it is in.</summary>
    public sealed record SequenceMigrated(string Sequence, int Version) : LeadEvent;

    /// <summary>Somebody put everything automatic on hold for this lead.</summary>
    public sealed record LeadPaused(string? By = null) : LeadEvent;

    /// <summary>Somebody let it go on.</summary>
    public sealed record LeadResumed(string? By = null) : LeadEvent;

    /// <summary>Somebody left a step out for this lead.</summary>
    public sealed record StepSkipped(string Sequence, string Step) : LeadEvent;

    /// <summary>What became of a claimed touch when it was handed to its carrier.</summary>
    /// <param name="TouchId">The touch.</param>
    /// <param name="Outcome"><c>sent</c>, <c>failed</c> for good, <c>busy</c> when the carrier wants it later, or <c>withheld</c>.</param>
    /// <param name="ProviderId">The carrier's id of the message or call.</param>
    /// <param name="Detail">The carrier's reason, in plain words.</param>
    /// <param name="RetryAfterSeconds">How long a busy carrier asked us to wait, in seconds.</param>
    public sealed record TouchSettled(
        string TouchId,
        string Outcome,
        string? ProviderId = null,
        string? Detail = null,
        int RetryAfterSeconds = 0) : LeadEvent;
}
