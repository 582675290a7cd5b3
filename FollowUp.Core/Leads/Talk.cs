using NodaTime;

namespace FollowUp.Core.Leads;

/// <summary>What an inbox shows of a conversation without reading it.</summary>
public sealed record Talk
{
    /// <summary>When something was last said.</summary>
    public required Instant At { get; init; }

    /// <summary>How: a channel's word.</summary>
    public required string Channel { get; init; }

    /// <summary><c>inbound</c> when the person said it, <c>outbound</c> when the business did.</summary>
    public required string Direction { get; init; }

    /// <summary>The beginning of its words.</summary>
    public string? Text { get; init; }

    /// <summary>What the person said since somebody of the team last read or answered.</summary>
    public int Unread { get; init; }

    /// <summary>How much the person has said.</summary>
    public int Inbound { get; init; }

    /// <summary>How much the business has said.</summary>
    public int Outbound { get; init; }
}
