using FollowUp.Core.Events;
using FollowUp.Core.Timelines;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Api.Inbox;

/// <summary>Something in a conversation, whatever the channel.</summary>
/// <param name="Seq">Its row in the timeline.</param>
/// <param name="At">When.</param>
/// <param name="Kind"><c>message</c>, <c>call</c>, <c>note</c>, <c>team</c> (told to or for the team), <c>event</c> or <c>decision</c>.</param>
/// <param name="Direction"><c>inbound</c>, <c>outbound</c>, or null for what is not said to or by the person.</param>
/// <param name="Type">The event's type, the touch's channel or the decision's rule.</param>
/// <param name="Channel">The channel, for messages and calls.</param>
/// <param name="Party">Who it came from or went to.</param>
/// <param name="Subject">The subject, where there is one.</param>
/// <param name="Text">The words.</param>
/// <param name="Status">Where a touch stands.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Rule">The rule that decided.</param>
/// <param name="Sequence">The sequence it comes from.</param>
/// <param name="Step">The step it comes from.</param>
/// <param name="By">The person of the team who said it; null when the system did.</param>
/// <param name="Disposition">How a call ended.</param>
/// <param name="DurationSeconds">How long it took.</param>
/// <param name="RingSeconds">How long it rang.</param>
public sealed record ThreadItem(
    int Seq, Instant At, string Kind, string? Direction, string Type, string? Channel, string? Party, string? Subject, string? Text,
    TouchStatus? Status, string? Reason, string? Rule, string? Sequence, string? Step, string? By, string? Disposition, int? DurationSeconds,
    int? RingSeconds)
{
    /// <summary>The thread of a timeline. What a person wrote stands once, as the message that went out.</summary>
    internal static IReadOnlyList<ThreadItem> Of(IReadOnlyList<TimelineEntry> rows)
    {
        var replies = rows.Where(r => r.Data is LeadEvent.ReplyWritten).ToDictionary(r => r.Seq, r => (LeadEvent.ReplyWritten)r.Data!);
        return [.. rows.Where(r => r.Data is not LeadEvent.ReplyWritten).Select(r => Of(r, AuthorOf(r, replies)))];
    }

    private static ThreadItem Of(TimelineEntry row, string? by)
    {
        var call = row.Data as LeadEvent.CallCompleted;
        var ring = row.Data switch
        {
            LeadEvent.CallMissed missed => missed.RingSeconds,
            LeadEvent.CallAnswered answered => answered.RingSeconds,
            _ => (int?)null,
        };
        return new(
            row.Seq, row.At, KindOf(row), Talks.DirectionOf(row) ?? (row.Kind == "touch" && IsToLead(row) ? "outbound" : null), row.Type, row.Channel,
            row.Party, row.Subject, row.Text, row.Status, row.Reason, row.Rule, row.Sequence, row.Step,
            by ?? (row.Data as LeadEvent.TaskClosed)?.By ?? (row.Data as LeadEvent.CallAnswered)?.AnsweredBy,
            call?.Disposition ?? (row.Data is LeadEvent.CallMissed ? "missed" : row.Data is LeadEvent.CallAnswered ? "answered" : null),
            call?.DurationSeconds, ring);
    }

    private static string KindOf(TimelineEntry row) => row switch
    {
        { Kind: "decision" } => "decision",
        { Kind: "touch" } => row.Channel is "call" or "voicemail" ? "call" : IsToLead(row) ? "message" : "team",
        { Data: LeadEvent.CallMissed or LeadEvent.CallAnswered or LeadEvent.CallCompleted } => "call",
        { Data: LeadEvent.MessageReceived } => "message",
        { Data: LeadEvent.LeadSubmitted, Text: not null } => "message",
        { Data: LeadEvent.NoteAdded or LeadEvent.TaskClosed } => "note",
        _ => "event",
    };

    private static bool IsToLead(TimelineEntry row) => row.Channel is "sms" or "email" or "call" or "voicemail";

    /// <summary>A reply's touch has the number of the event's row in its id, where a sequence's has the step.</summary>
    private static string? AuthorOf(TimelineEntry row, Dictionary<int, LeadEvent.ReplyWritten> replies)
    {
        if (row.TouchId?.Split('-') is not [_, "0", var step, _]) return null;
        return int.TryParse(step.Split('.')[0], out var seq) && replies.TryGetValue(seq, out var reply) ? reply.By : null;
    }
}
