using NodaTime;

namespace FollowUp.Testing.Driving;

// What the HTTP contract promises, written down once more and apart from the product's own types: a renamed member fails here.

/// <summary>Something that left the house, or in a phone's log something that reached it.</summary>
public sealed record OutboxItem(
    string Id, Instant At, string Channel, string To, string From, string Text, string? Subject, string? LeadId, string? TouchId, string Status);

/// <summary>A touch of the future.</summary>
public sealed record PlanItem(
    Instant DueAt, OffsetDateTime LocalTime, string Channel, string? Sequence, string? Step, string? Subject, string Text, PlanHold? Held);

/// <summary>Why a touch of the future is later than its sequence says.</summary>
public sealed record PlanHold(string Reason, string Rule, Instant DueAt, Instant Until);

/// <summary>A touch of the future that a rule will keep back.</summary>
public sealed record PlanSuppression(Instant At, string Channel, string? Sequence, string? Step, string Reason, string Rule);

/// <summary>A lead's future.</summary>
public sealed record Plan(IReadOnlyList<PlanItem> Items, IReadOnlyList<PlanSuppression> Suppressed);

/// <summary>A row of a lead's timeline.</summary>
public sealed record TimelineItem(
    int Seq, Instant At, string Kind, string Type, string? Channel, string? Party, string? Subject, string? Text, string? Status, string? Reason,
    string? Rule, string? TouchId, string? Sequence, string? Step);

/// <summary>A lead's place in a sequence.</summary>
public sealed record LeadEnrollment(string Sequence, int Version, string Status, Instant At, Instant? NextAt, Instant? EndedAt, string? EndedBy);

/// <summary>The last call of a lead.</summary>
public sealed record LeadCall(string Id, Instant At, string From, string To, int RingSeconds);

/// <summary>Something for a person to do.</summary>
public sealed record LeadToDo(string Id, string Kind, string Title, string Priority);

/// <summary>An opt-out in force.</summary>
public sealed record LeadOptOut(Instant At, string Channel, string? Text);

/// <summary>A lead.</summary>
public sealed record LeadRecord(
    string Id, Instant CreatedAt, string? Name, string? Phone, string? Email, IReadOnlyList<string> Phones, IReadOnlyList<string> Emails,
    string TimeZone, string? Region, string? Stage, string Owner, IReadOnlyList<string> Tags, LeadOptOut? OptOut, LeadCall? LastCall,
    Instant? FirstTouchAt, IReadOnlyList<LeadToDo> Tasks, IReadOnlyList<LeadEnrollment> Enrollments);

/// <summary>The answer to a submission.</summary>
public sealed record SubmitAnswer(string Id, bool Created, IReadOnlyList<LeadEnrollment> Enrollments);

/// <summary>The answer to a call of the simulator.</summary>
public sealed record CallAnswer(string CallId, string Outcome, string? LeadId);

/// <summary>The answer to a recorded event.</summary>
public sealed record RecordAnswer(string Id, bool Repeated);

/// <summary>What became of a delivery to the webhook.</summary>
public sealed record DeliveryAnswer(int Accepted, int Repeated, int Ignored);

/// <summary>An error of RFC 9457.</summary>
public sealed record ProblemAnswer(string? Type, string Title, int Status, string? Detail, IReadOnlyDictionary<string, string[]>? Errors);
