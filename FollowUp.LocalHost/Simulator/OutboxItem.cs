using NodaTime;

namespace FollowUp.LocalHost.Simulator;

/// <summary>Something that left the house, or in a phone's log something that reached it.</summary>
/// <param name="Id">Counts up.</param>
/// <param name="At">When.</param>
/// <param name="Channel"><c>sms</c>, <c>email</c>, <c>call</c>, <c>voicemail</c> or <c>notification</c>; <c>webhook</c> for posts.</param>
/// <param name="To">Number, address or name.</param>
/// <param name="From">Number, address or name.</param>
/// <param name="Text">The words.</param>
/// <param name="Subject">The subject, where there is one.</param>
/// <param name="LeadId">The lead.</param>
/// <param name="TouchId">The touch.</param>
/// <param name="Status"><c>sent</c>, <c>delivered</c>, <c>failed</c>; for calls <c>ringing</c>, then the disposition.</param>
public sealed record OutboxItem(
    string Id, Instant At, string Channel, string To, string From, string Text, string? Subject, string? LeadId, string? TouchId, string Status)
{
    /// <summary>The carrier's id of the message or call; null for what no carrier took.</summary>
    public string? ProviderId { get; init; }
}
