using FollowUp.Core.Composing;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using NodaTime;

namespace FollowUp.Core.Timelines;

/// <summary>Follows a conversation row by row, so that a list of conversations need not read any.</summary>
public static class Talks
{
    private const int Beginning = 120;

    /// <summary>The lead after new rows of its timeline.</summary>
    public static LeadState Follow(LeadState lead, IReadOnlyList<TimelineEntry> entries)
    {
        var talk = lead.Talk;
        foreach (var entry in entries)
        {
            if (entry.Data is LeadEvent.ReplyWritten && talk is { Unread: > 0 }) talk = talk with { Unread = 0 };
            if (DirectionOf(entry) is not { } direction) continue;
            var isInbound = direction == "inbound";
            talk = (talk ?? new Talk { At = entry.At, Channel = "", Direction = direction }) with
            {
                At = talk is null ? entry.At : Instant.Max(talk.At, entry.At),
                Channel = entry.Channel ?? "form",
                Direction = direction,
                Text = entry.Text is { Length: > Beginning } text ? string.Concat(text.AsSpan(0, Beginning - 1), "…") : entry.Text,
                Unread = isInbound ? (talk?.Unread ?? 0) + 1 : talk?.Unread ?? 0,
                Inbound = (talk?.Inbound ?? 0) + (isInbound ? 1 : 0),
                Outbound = (talk?.Outbound ?? 0) + (isInbound ? 0 : 1),
            };
        }
        return ReferenceEquals(talk, lead.Talk) ? lead : lead with { Talk = talk };
    }

    /// <summary>Who said a row: <c>inbound</c>, <c>outbound</c>, or null when it is not part of the conversation.</summary>
    public static string? DirectionOf(TimelineEntry entry) => entry switch
    {
        { Data: LeadEvent.CallCompleted call } => call.Direction,
        { Data: LeadEvent.LeadSubmitted { Imported: false }, Text: not null } => "inbound",
        _ when !Composer.IsSaid(entry) => null,
        { Kind: "touch" } => "outbound",
        _ => "inbound",
    };
}
