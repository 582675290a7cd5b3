using System.Collections.Immutable;
using System.Text.Json.Serialization;
using FollowUp.Core.Events;
using NodaTime;

namespace FollowUp.Core.Leads;

/// <summary>Whether an enrollment still runs, and how it ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EnrollmentStatus>))]
public enum EnrollmentStatus
{
    /// <summary>Steps are still to come.</summary>
    [JsonStringEnumMemberName("running")] Running,

    /// <summary>Every step had its turn.</summary>
    [JsonStringEnumMemberName("completed")] Completed,

    /// <summary>Something ended it early.</summary>
    [JsonStringEnumMemberName("stopped")] Stopped,
}

/// <summary>A step whose moment was fixed at enrollment, in due order.</summary>
/// <param name="Step">The step's index in the sequence's version.</param>
/// <param name="DueAt">Its moment, before any rule holds it.</param>
public readonly record struct PlannedStep(int Step, Instant DueAt);

/// <summary>An action whose moment has come but which a rule holds back.</summary>
/// <param name="Step">The step's index.</param>
/// <param name="Action">The action's index in the step.</param>
/// <param name="DueAt">When it was due.</param>
/// <param name="Until">When it is looked at again.</param>
/// <param name="Rule">The rule that holds it.</param>
/// <param name="Why">The rule's reason, in words.</param>
/// <param name="Tries">How often the carrier has failed for a passing reason.</param>
public sealed record HeldAction(int Step, int Action, Instant DueAt, Instant Until, string Rule, string Why, int Tries = 0);

/// <summary>One lead in one version of one sequence.</summary>
public sealed record Enrollment
{
    /// <summary>Counts the lead's enrollments from 1.</summary>
    public required int No { get; init; }

    /// <summary>The sequence's id.</summary>
    public required string Sequence { get; init; }

    /// <summary>The version it stays on.</summary>
    public required int Version { get; init; }

    /// <summary>When it began.</summary>
    public required Instant At { get; init; }

    /// <summary>The appointment, estimate or property it is about; null when it is about the lead as a whole.</summary>
    public string? Subject { get; init; }

    /// <summary>The event that began it, when later steps may speak of it.</summary>
    public LeadEvent? Cause { get; init; }

    /// <summary>Steps to come, in due order.</summary>
    public ImmutableArray<PlannedStep> Planned { get; init; } = [];

    /// <summary>Actions that a rule holds back.</summary>
    public ImmutableArray<HeldAction> Held { get; init; } = [];

    /// <summary>Whether it still runs.</summary>
    public EnrollmentStatus Status { get; init; }

    /// <summary>When it ended.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>What ended it, in plain words.</summary>
    public string? EndedBy { get; init; }

    /// <summary>How often its trigger came again inside the sequence's repeat window.</summary>
    public int Repeats { get; init; }

    /// <summary>Whether it still runs.</summary>
    [JsonIgnore]
    public bool IsRunning => Status == EnrollmentStatus.Running;

    /// <summary>The next moment at which something of it must be looked at; null when nothing is left.</summary>
    [JsonIgnore]
    public Instant? NextAt
    {
        get
        {
            Instant? next = Planned.IsEmpty ? null : Planned[0].DueAt;
            foreach (var held in Held)
                if (next is null || held.Until < next) next = held.Until;
            return next;
        }
    }
}
