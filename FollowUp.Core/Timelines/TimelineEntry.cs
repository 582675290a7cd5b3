using System.Text.Json.Serialization;
using FollowUp.Core.Events;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Core.Timelines;

/// <summary>One row of a lead's timeline: an event, a touch or a decision, in words a business owner understands.</summary>
public sealed record TimelineEntry
{
    /// <summary>The row's number within the lead, from 1.</summary>
    public required int Seq { get; init; }

    /// <summary>When it happened.</summary>
    public required Instant At { get; init; }

    /// <summary><c>event</c>, <c>touch</c> or <c>decision</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The event's type, the touch's channel or the decision's rule.</summary>
    public required string Type { get; init; }

    /// <summary>The channel, for touches and messages.</summary>
    public string? Channel { get; init; }

    /// <summary>Who it came from or went to.</summary>
    public string? Party { get; init; }

    /// <summary>The subject, for emails and notifications.</summary>
    public string? Subject { get; init; }

    /// <summary>The words.</summary>
    public string? Text { get; init; }

    /// <summary>Where a touch stands; changes after the row was written.</summary>
    public TouchStatus? Status { get; init; }

    /// <summary>Why, in words.</summary>
    public string? Reason { get; init; }

    /// <summary>The rule that decided.</summary>
    public string? Rule { get; init; }

    /// <summary>The touch's id.</summary>
    public string? TouchId { get; init; }

    /// <summary>The sequence it belongs to.</summary>
    public string? Sequence { get; init; }

    /// <summary>The step it belongs to.</summary>
    public string? Step { get; init; }

    /// <summary>The variant of the step, where there are several.</summary>
    public string? Variant { get; init; }

    /// <summary>The event as it was taken in.</summary>
    public LeadEvent? Data { get; init; }
}

/// <summary>A new status of a touch whose row stands.</summary>
/// <param name="Seq">The row.</param>
/// <param name="Status">The new status.</param>
/// <param name="Reason">Why, in words; null keeps what stands.</param>
/// <param name="Rule">The rule; null keeps what stands.</param>
public sealed record TimelineChange(int Seq, TouchStatus Status, string? Reason, string? Rule);
