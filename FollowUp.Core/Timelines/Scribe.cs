using System.Globalization;
using FollowUp.Core.Decisions;
using FollowUp.Core.Events;
using FollowUp.Core.Numbering;
using FollowUp.Core.Touches;

namespace FollowUp.Core.Timelines;

/// <summary>Writes a decision's notes down as timeline rows.</summary>
public static class Scribe
{
    /// <summary>The row of a note; <paramref name="words"/> are the composed words of a touch that goes out.</summary>
    public static TimelineEntry Entry(Note note, (string? Party, string? Subject, string? Text) words = default) => note switch
    {
        { Event: { } fact } => new()
        {
            Seq = note.Seq, At = note.At, Kind = "event", Type = EventTypes.NameOf(fact), Channel = ChannelOf(fact), Party = PartyOf(fact),
            Text = TextOf(fact), Reason = note.Reason?.Words, Rule = note.Reason?.Rule, Data = fact,
        },
        { Touch: { } touch } => new()
        {
            Seq = note.Seq, At = note.At, Kind = "touch", Type = touch.Channel.Word(), Channel = touch.Channel.Word(), Party = words.Party,
            Subject = words.Subject, Text = words.Text, Status = touch.Status, Reason = note.Reason?.Words, Rule = note.Reason?.Rule,
            TouchId = touch.Id, Sequence = note.Origin.Sequence, Step = note.Origin.Step,
            Variant = note.Origin.Variant,
        },
        _ => new()
        {
            Seq = note.Seq, At = note.At, Kind = "decision", Type = note.Reason!.Rule, Reason = note.Reason.Words, Rule = note.Reason.Rule,
            Sequence = note.Origin.Sequence, Step = note.Origin.Step,
        },
    };

    /// <summary>The change of a row for a settled touch.</summary>
    public static TimelineChange Change(Settlement settled) =>
        new(settled.Touch.Seq, settled.Touch.Status, settled.Reason?.Words, settled.Reason?.Rule);

    private static string? ChannelOf(LeadEvent fact) => fact switch
    {
        LeadEvent.MessageReceived m => m.Channel,
        LeadEvent.CallMissed or LeadEvent.CallAnswered or LeadEvent.CallCompleted => "call",
        LeadEvent.EmailEngaged => "email",
        _ => null,
    };

    private static string? PartyOf(LeadEvent fact) => fact switch
    {
        LeadEvent.MessageReceived m => m.From,
        LeadEvent.CallMissed c => c.From,
        LeadEvent.CallAnswered c => c.From,
        _ => null,
    };

    private static string? TextOf(LeadEvent fact) => fact switch
    {
        LeadEvent.MessageReceived m => m.Text,
        LeadEvent.NoteAdded n => n.Text,
        LeadEvent.OptedOut o => o.Text,
        LeadEvent.MarketChanged m => m.Text,
        LeadEvent.CallMissed c => string.Create(CultureInfo.InvariantCulture, $"missed call, rang {c.RingSeconds} s"),
        LeadEvent.CallAnswered c => c.AnsweredBy is null ? "call answered" : "call answered by " + c.AnsweredBy,
        LeadEvent.CallCompleted c => c.Notes ?? string.Create(CultureInfo.InvariantCulture, $"call ended: {c.Disposition}, {c.DurationSeconds} s{(c.ConnectedTo is null ? "" : ", put through to " + PhoneNumber.Display(c.ConnectedTo))}"),
        LeadEvent.TaskClosed t => t.Notes is null ? t.Disposition : $"{t.Disposition}: {t.Notes}",
        LeadEvent.LeadSubmitted s => s.Context?.Message,
        LeadEvent.FeedbackGiven f => f.Choice,
        LeadEvent.MessageDelivery d => d.Detail ?? d.Status,
        _ => null,
    };
}
