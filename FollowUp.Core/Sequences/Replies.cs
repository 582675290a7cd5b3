using System.Collections.Immutable;
using System.Globalization;
using FollowUp.Core.Events;

namespace FollowUp.Core.Sequences;

/// <summary>How answers are understood, and the events they can stand for.</summary>
public static class Replies
{
    /// <summary>The events that an answer can stand for.</summary>
    public static readonly ImmutableArray<string> Recordable =
    [
        "feedback.given", "appointment.confirmed", "appointment.cancelled", "estimate.accepted", "estimate.declined", "followup.set", "lead.lost",
        "lead.booked",
    ];

    /// <summary>The first reply that an answer matches, or null.</summary>
    public static Reply? Find(ImmutableArray<Reply> replies, string answer)
    {
        var said = Normal(answer);
        foreach (var reply in replies)
            foreach (var match in reply.Match)
                if (Normal(match) is var wanted && (said == wanted || said.StartsWith(wanted + " ", StringComparison.Ordinal))) return reply;
        return null;
    }

    /// <summary>The event that a reply stands for, about the enrollment's subject; null when it stands for none.</summary>
    public static LeadEvent? EventOf(Reply reply, string? subject) => reply.Record switch
    {
        "feedback.given" => new LeadEvent.FeedbackGiven(reply.Value ?? reply.Match[0]),
        "appointment.confirmed" when subject is not null => new LeadEvent.AppointmentConfirmed(subject),
        "appointment.cancelled" when subject is not null => new LeadEvent.AppointmentCancelled(subject),
        "estimate.accepted" when subject is not null => new LeadEvent.EstimateAccepted(subject),
        "estimate.declined" when subject is not null => new LeadEvent.EstimateDeclined(subject),
        "followup.set" => new LeadEvent.FollowUpSet(HorizonDays: int.Parse(reply.Value!, CultureInfo.InvariantCulture)),
        "lead.lost" => new LeadEvent.LeadLost(reply.Value ?? "lost"),
        "lead.booked" => new LeadEvent.LeadBooked(),
        _ => null,
    };

    /// <summary>Letters and digits in lower case, one space between words: "1)" and "Love it!" are what they mean.</summary>
    private static string Normal(string text) => string.Join(
        ' ', new string([.. text.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
