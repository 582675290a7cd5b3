using System.Collections.Immutable;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Core.Decisions;

/// <summary>What the decider made of the events and the clock.</summary>
/// <param name="State">The lead afterwards.</param>
/// <param name="Commands">Touches to hand to their carriers, in order; each is claimed in <paramref name="State"/>.</param>
/// <param name="WakeAt">When to decide again, whatever happens; null when nothing is left to do.</param>
/// <param name="Notes">New timeline rows, in order, each with the reason where a rule decided.</param>
/// <param name="Settled">Touches of earlier rows whose status changed.</param>
/// <param name="Changed">False when there is nothing to store.</param>
public sealed record Decision(
    LeadState State,
    IReadOnlyList<Command> Commands,
    Instant? WakeAt,
    IReadOnlyList<Note> Notes,
    IReadOnlyList<Settlement> Settled,
    bool Changed);

/// <summary>A new timeline row: an event, a touch, or a decision about one of them.</summary>
/// <param name="Seq">The row's number within the lead.</param>
/// <param name="At">When.</param>
/// <param name="Event">The fact, for an event's row.</param>
/// <param name="Touch">The touch, for a touch's row.</param>
/// <param name="Origin">Where the touch comes from; empty for events.</param>
/// <param name="Reason">The rule that decided, if one did.</param>
public sealed record Note(int Seq, Instant At, LeadEvent? Event, Touch? Touch, Origin Origin, Reason? Reason);

/// <summary>The sequence and step that a touch comes from; both null when it answers an event directly.</summary>
public readonly record struct Origin(string? Sequence, string? Step, string? Variant = null);

/// <summary>A new status for a touch whose row stands already.</summary>
public sealed record Settlement(Touch Touch, Reason? Reason);

/// <summary>A claimed touch, to be handed to its carrier. Words are templates until they are composed. The set is closed.</summary>
/// <param name="Touch">The touch in the ledger.</param>
/// <param name="Enrollment">The enrollment it comes from, if any: templates may speak of its subject.</param>
/// <param name="Cause">The event it answers, if any.</param>
public abstract record Command(Touch Touch, Enrollment? Enrollment, LeadEvent? Cause)
{
    /// <summary>Text the lead.</summary>
    public sealed record SendSms(Touch Touch, Enrollment? Enrollment, LeadEvent? Cause, string Text) : Command(Touch, Enrollment, Cause);

    /// <summary>Email the lead.</summary>
    public sealed record SendEmail(Touch Touch, Enrollment? Enrollment, LeadEvent? Cause, string Subject, string Text)
        : Command(Touch, Enrollment, Cause);

    /// <summary>Call the lead.</summary>
    public sealed record PlaceCall(Touch Touch, Enrollment? Enrollment, LeadEvent? Cause, string Text, string? Voicemail, ImmutableArray<Reply> Replies)
        : Command(Touch, Enrollment, Cause);

    /// <summary>Leave the lead a voicemail without ringing.</summary>
    public sealed record DropVoicemail(Touch Touch, Enrollment? Enrollment, LeadEvent? Cause, string Text) : Command(Touch, Enrollment, Cause);

    /// <summary>Tell the person in charge.</summary>
    public sealed record NotifyTeam(Touch Touch, Enrollment? Enrollment, LeadEvent? Cause, string? Subject, string Text)
        : Command(Touch, Enrollment, Cause);

    /// <summary>Open a task for the person in charge, who is told as well.</summary>
    public sealed record OpenTask(Touch Touch, Enrollment? Enrollment, LeadEvent? Cause, string Kind, string Priority, string Text)
        : Command(Touch, Enrollment, Cause);

    /// <summary>Give an appointment to the field-service software.</summary>
    public sealed record PushBooking(Touch Touch, Enrollment? Enrollment, LeadEvent? Cause, Appointment Appointment)
        : Command(Touch, Enrollment, Cause);

    /// <summary>Post to a system of the business.</summary>
    public sealed record PostWebhook(Touch Touch, Enrollment? Enrollment, LeadEvent? Cause, string Url, string? Text)
        : Command(Touch, Enrollment, Cause);
}
