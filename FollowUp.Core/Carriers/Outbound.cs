using System.Collections.Immutable;
using FollowUp.Core.Business;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Core.Touches;

namespace FollowUp.Core.Carriers;

/// <summary>A claimed touch in words, ready for its carrier. The set is closed.</summary>
/// <param name="Touch">The touch; its id is the carrier's tag.</param>
/// <param name="LeadId">The lead.</param>
/// <param name="To">Who gets it: a number, an address or a person's name.</param>
/// <param name="From">The business's number or address.</param>
/// <param name="Subject">The subject, where there is one.</param>
/// <param name="Text">The words.</param>
public abstract record Outbound(Touch Touch, string LeadId, string To, string From, string? Subject, string Text)
{
    /// <summary>A text message.</summary>
    public sealed record Sms(Touch Touch, string LeadId, string To, string From, string Text) : Outbound(Touch, LeadId, To, From, null, Text);

    /// <summary>An email to the lead.</summary>
    public sealed record Email(Touch Touch, string LeadId, string To, string From, string Title, string Text, string? ReplyTo)
        : Outbound(Touch, LeadId, To, From, Title, Text);

    /// <summary>An automated call; an answering machine hears <see cref="AnsweringMachine"/>, or the same words when it is null;
    /// a person may press or say one of <see cref="Replies"/>, and who wants to talk is put through to <see cref="ConnectTo"/>.</summary>
    public sealed record Call(
        Touch Touch, string LeadId, string To, string From, string Text, string? AnsweringMachine, ImmutableArray<Reply> Replies, string? ConnectTo = null)
        : Outbound(Touch, LeadId, To, From, null, Text);

    /// <summary>A voicemail dropped without ringing.</summary>
    public sealed record Voicemail(Touch Touch, string LeadId, string To, string From, string Text)
        : Outbound(Touch, LeadId, To, From, null, Text);

    /// <summary>A message to a person of the team.</summary>
    public sealed record Notification(Touch Touch, string LeadId, TeamMember Member, string Title, string Text)
        : Outbound(Touch, LeadId, Member.Name, "FollowUp", Title, Text);

    /// <summary>An appointment for the field-service software; its id makes a repetition harmless there.</summary>
    public sealed record Booking(Touch Touch, LeadState Lead, Appointment Appointment, string System)
        : Outbound(Touch, Lead.Id, System, "FollowUp", Appointment.Title, Appointment.Place ?? "");

    /// <summary>A POST to a system of the business.</summary>
    public sealed record Webhook(Touch Touch, string LeadId, string Url, string Text) : Outbound(Touch, LeadId, Url, "FollowUp", null, Text);
}
