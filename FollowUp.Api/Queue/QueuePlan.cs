using FollowUp.Core.Leads;
using NodaTime;

namespace FollowUp.Api.Queue;

/// <summary>A task of a lead in its place.</summary>
/// <param name="Lead">The lead.</param>
/// <param name="Task">What to do.</param>
/// <param name="DelayedUntil">When its turn comes, when there is more to do than the team manages; null when it is on time.</param>
/// <param name="DelayedBy">How much later that is than wanted.</param>
internal sealed record QueuedTask(LeadState Lead, LeadTask Task, Instant? DelayedUntil, Duration DelayedBy);

/// <summary>Orders the tasks of all leads, and says which of them overload puts off: the lowest priority first.</summary>
internal static class QueuePlan
{
    /// <summary>The priorities, the most urgent first.</summary>
    public static readonly IReadOnlyList<string> Priorities = ["asap", "scheduled", "callback", "redial", "routine"];

    /// <summary>
    /// The tasks by priority, then by when they are due. Hours are counted from now; each takes as many tasks as the team manages,
    /// so whoever comes last in the order is the first to find an hour full.
    /// </summary>
    public static IReadOnlyList<QueuedTask> Of(IEnumerable<(LeadState Lead, LeadTask Task)> tasks, Instant now, int? capacityPerHour)
    {
        var ordered = tasks.OrderBy(t => RankOf(t.Task)).ThenBy(t => t.Task.DueAt).ThenBy(t => t.Task.Id, StringComparer.Ordinal);
        var taken = new Dictionary<int, int>();
        var plan = new List<QueuedTask>();
        foreach (var (lead, task) in ordered)
        {
            var wanted = Instant.Max(task.DueAt, now);
            var first = (int)(wanted - now).TotalHours;
            var hour = first;
            while (capacityPerHour is { } limit && taken.GetValueOrDefault(hour) >= limit) hour++;
            taken[hour] = taken.GetValueOrDefault(hour) + 1;
            var turn = now + Duration.FromHours(hour);
            plan.Add(hour == first ? new(lead, task, null, Duration.Zero) : new(lead, task, turn, turn - wanted));
        }
        return plan;
    }

    private static int RankOf(LeadTask task)
    {
        for (var i = 0; i < Priorities.Count; i++)
            if (Priorities[i] == task.Priority) return i;
        return Priorities.Count;
    }
}
