using System.Collections.Immutable;
using FollowUp.Core.Leads;
using NodaTime;

namespace FollowUp.Core.Stores;

/// <summary>What stands out about a lead.</summary>
[Flags]
public enum LeadMarks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Something has been said.</summary>
    Talking = 1,

    /// <summary>Nobody of the team has read the last words.</summary>
    Unread = 2,

    /// <summary>The last words are the person's.</summary>
    Unanswered = 4,

    /// <summary>The person opted out.</summary>
    OptedOut = 8,

    /// <summary>People of the team have something to do.</summary>
    Tasks = 16,

    /// <summary>There is or was an appointment.</summary>
    Appointments = 32,

    /// <summary>An estimate was given.</summary>
    Estimates = 64,
}

/// <summary>What a store keeps beside a lead's document to find it by; a pure function of the lead, renewed with every commit.</summary>
/// <param name="Id">The lead.</param>
/// <param name="ActiveAt">When something was last said, or else first contact: the order of <see cref="ILeadStore.FindAsync"/>.</param>
/// <param name="Owner">Who is in charge, if that was said.</param>
/// <param name="Marks">What stands out.</param>
/// <param name="Appointments">When appointments start that were not called off.</param>
/// <param name="Search">Name, numbers, addresses and last words in lower case, parted by U+001F.</param>
public sealed record LeadCard(
    string Id, Instant ActiveAt, string? Owner, LeadMarks Marks, ImmutableArray<Instant> Appointments, string Search)
{
    private const char Part = '\u001f';

    /// <summary>The card of a lead.</summary>
    public static LeadCard Of(LeadState lead) => new(
        lead.Id,
        lead.Talk?.At ?? lead.CreatedAt,
        lead.Owner,
        MarksOf(lead),
        [.. lead.Appointments.Where(a => a.Status != AppointmentStatus.Cancelled).Select(a => a.StartsAt).Distinct()],
        string.Join(Part, lead.Phones.Concat(lead.Emails).Prepend(lead.Name).Append(lead.Talk?.Text).OfType<string>()).ToLowerInvariant());

    private static LeadMarks MarksOf(LeadState lead) =>
        (lead.Talk is null ? 0 : LeadMarks.Talking)
        | (lead.Talk is { Unread: > 0 } ? LeadMarks.Unread : 0)
        | (lead.Talk is { Direction: "inbound" } ? LeadMarks.Unanswered : 0)
        | (lead.OptOut is null ? 0 : LeadMarks.OptedOut)
        | (lead.Tasks.IsEmpty ? 0 : LeadMarks.Tasks)
        | (lead.Appointments.IsEmpty ? 0 : LeadMarks.Appointments)
        | (lead.Estimates.IsEmpty ? 0 : LeadMarks.Estimates);
}

/// <summary>What leads are looked for; members left out do not narrow.</summary>
public sealed record LeadQuery
{
    /// <summary>All of these must stand out.</summary>
    public LeadMarks Marks { get; init; }

    /// <summary>Who is in charge.</summary>
    public string? Owner { get; init; }

    /// <summary>Whether <see cref="Owner"/> also stands for leads that nobody was put in charge of.</summary>
    public bool OrUnowned { get; init; }

    /// <summary>An appointment starts at this time or later, and before <see cref="AppointmentBefore"/>. Both or neither are given.</summary>
    public Instant? AppointmentFrom { get; init; }

    /// <summary>The end of the span in which an appointment starts.</summary>
    public Instant? AppointmentBefore { get; init; }

    /// <summary>Part of a name, number, address or the last words, as typed.</summary>
    public string? Text { get; init; }

    /// <summary><see cref="Text"/> as it is found in <see cref="LeadCard.Search"/>: a number without its punctuation, else lower case.</summary>
    public string? Needle
    {
        get
        {
            var text = Text?.Trim();
            if (string.IsNullOrEmpty(text)) return null;
            var isNumber = text.Count(char.IsAsciiDigit) >= 3 && text.All(c => char.IsAsciiDigit(c) || " ()-.+".Contains(c, StringComparison.Ordinal));
            return isNumber ? string.Concat(text.Where(char.IsAsciiDigit)) : text.ToLowerInvariant();
        }
    }

    /// <summary>Whether a lead is one of those looked for.</summary>
    public bool Fits(LeadCard card) =>
        (card.Marks & Marks) == Marks
        && (Owner is null || card.Owner == Owner || (OrUnowned && card.Owner is null))
        && (AppointmentFrom is not { } from || card.Appointments.Any(a => a >= from && a < AppointmentBefore))
        && (Needle is not { } needle || card.Search.Contains(needle, StringComparison.Ordinal));
}
