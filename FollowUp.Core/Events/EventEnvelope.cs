using NodaTime;

namespace FollowUp.Core.Events;

/// <summary>A fact with the id that makes its repetition harmless.</summary>
/// <param name="Id">The provider's id, or the caller's: the idempotency key within the lead.</param>
/// <param name="At">When it happened, as its source says; not later than when it was taken in.</param>
/// <param name="Data">The fact.</param>
public sealed record EventEnvelope(string Id, Instant At, LeadEvent Data);
