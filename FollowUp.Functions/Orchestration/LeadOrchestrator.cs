using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FollowUp.Functions.Orchestration;

/// <summary>
/// One lead's alarm clock. It knows no rules: it asks when the lead is due again, sleeps until then or until the bell rings, and
/// asks again, so a deploy cannot break a run. What makes it lose nothing (each point is a test of its own):
/// <list type="bullet">
/// <item>It asks first, in every generation: a bell that is lost before that was about something the asking sees.</item>
/// <item>There is one wait for the bell, drained before each asking and never cancelled: the engine gives an event to the youngest
/// wait, also to one that nobody looks at any more.</item>
/// <item>Timers are never cancelled, because their messages come all the same; one is added only when it is earlier than all others.
/// So the list is empty only when no timer's message is under way, and only then does it continue as new or end: a message for a
/// generation that is gone can take a bell in the same batch down with it.</item>
/// <item>A timer may fire early; then the lead is not due yet, and it plans again.</item>
/// <item>Before it ends it gives up its epoch and asks a last time (<see cref="LeadActivities.Retire"/>).</item>
/// </list>
/// </summary>
public static class LeadOrchestrator
{
    /// <summary>The one event: something has happened to the lead. It carries nothing; what happened is in the store.</summary>
    public const string Bell = "bell";

    /// <summary>A run begins anew after this many turns, at its next moment without timers.</summary>
    public const int TurnsPerGeneration = 10;

    /// <summary>The longest sleep: the SDK cuts longer timers into pieces of three days anyway, so it costs nothing.</summary>
    public static readonly TimeSpan LongestSleep = TimeSpan.FromDays(3);

    /// <summary>The shortest sleep, in case timers keep firing early.</summary>
    public static readonly TimeSpan ShortestSleep = TimeSpan.FromSeconds(1);

    /// <summary>How long a run with nothing left to do stays: what a person does next often comes within seconds.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait when asking failed for good; the sweep comes by sooner when the lead is due.</summary>
    public static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(30);

    private static readonly TaskOptions Retries = TaskOptions.FromRetryPolicy(
        new(maxNumberOfAttempts: 5, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 3, maxRetryInterval: TimeSpan.FromMinutes(5)));

    /// <summary>Runs a lead's clock until nothing is left to do. The input is the lead's id.</summary>
    [Function(nameof(LeadOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var leadId = context.GetInput<string>()!;
        var bell = context.WaitForExternalEvent<object?>(Bell);
        var timers = new List<(DateTime At, Task Fired)>();
        for (var turn = 1; ; turn++)
        {
            while (bell.IsCompleted) bell = context.WaitForExternalEvent<object?>(Bell);
            var dueAt = await AskAsync(context, leadId);
            timers.RemoveAll(t => t.Fired.IsCompleted);

            var isLeaving = dueAt is null && timers.Count == 0;
            if ((isLeaving ? context.CurrentUtcDateTime + Linger : dueAt) is { } wakeAt)
            {
                var at = Clamp(wakeAt, context.CurrentUtcDateTime);
                if (timers.TrueForAll(t => at < t.At)) timers.Add((at, context.CreateTimer(at, CancellationToken.None)));
            }
            await Task.WhenAny([bell, .. timers.Select(t => t.Fired)]);

            timers.RemoveAll(t => t.Fired.IsCompleted);
            if (timers.Count > 0) continue;
            if (isLeaving && !bell.IsCompleted)
            {
                await context.CallActivityAsync(nameof(LeadActivities.Retire), context.InstanceId, Retries);
                return;
            }
            if (turn >= TurnsPerGeneration)
            {
                context.ContinueAsNew(leadId);
                return;
            }
        }
    }

    private static async Task<DateTime?> AskAsync(TaskOrchestrationContext context, string leadId)
    {
        try
        {
            return await context.CallActivityAsync<DateTime?>(nameof(LeadActivities.Advance), leadId, Retries);
        }
        catch (TaskFailedException)
        {
            // The activity has logged why. A run that failed would be one more thing to repair once the cause is gone.
            return context.CurrentUtcDateTime + AfterFailure;
        }
    }

    private static DateTime Clamp(DateTime at, DateTime now)
    {
        var (earliest, latest) = (now + ShortestSleep, now + LongestSleep);
        return at < earliest ? earliest : at > latest ? latest : at;
    }
}
