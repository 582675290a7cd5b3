using System.Collections.Frozen;
using System.Collections.Immutable;
using FollowUp.Core.Events;

namespace FollowUp.Core.Sequences;

/// <summary>The names a sequence may list in <c>stopOn</c>.</summary>
public static class StopWords
{
    /// <summary>The person wrote, on any channel.</summary>
    public const string Reply = "reply";

    /// <summary>Somebody spoke with the person, whoever called.</summary>
    public const string Answered = "answered";

    /// <summary>What ends a sequence that does not say otherwise.</summary>
    public static readonly ImmutableArray<string> Default =
        [Reply, Answered, "appointment.booked", "lead.booked", "lead.won", "lead.lost"];

    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet([Reply, Answered, .. EventTypes.Public]);

    /// <summary>Whether the word may stand in <c>stopOn</c>.</summary>
    public static bool IsKnown(string word) => Known.Contains(word);

    /// <summary>Every word that may stand in <c>stopOn</c>.</summary>
    public static IEnumerable<string> All => Known;

    /// <summary>The word that an event also answers to, besides its type.</summary>
    public static string? AliasOf(LeadEvent fact) => fact switch
    {
        LeadEvent.MessageReceived => Reply,
        LeadEvent.CallAnswered => Answered,
        LeadEvent.CallCompleted { Disposition: "answered" } => Answered,
        _ => null,
    };
}
