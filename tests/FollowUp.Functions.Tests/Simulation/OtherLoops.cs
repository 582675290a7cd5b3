using FollowUp.Functions.Orchestration;
using Microsoft.DurableTask;

namespace FollowUp.Functions.Tests.Simulation;

/// <summary>Loops that look right and lose events: what the simulator must catch to be worth anything.</summary>
internal static class OtherLoops
{
    /// <summary>The textbook's: a new timer and a new wait each time, whichever lost is cancelled, and the run continues as new.</summary>
    public static async Task TextbookAsync(TaskOrchestrationContext context)
    {
        var leadId = context.GetInput<string>()!;
        using var cancel = new CancellationTokenSource();
        var dueAt = await AdvanceAsync(context, leadId);
        if (dueAt is null) return;
        var timer = context.CreateTimer(dueAt.Value, cancel.Token);
        var bell = context.WaitForExternalEvent<object?>(LeadOrchestrator.Bell, cancel.Token);
        await Task.WhenAny(timer, bell);
        Cancel(cancel);
        context.ContinueAsNew(leadId);
    }

    /// <summary>A new wait in each round of one generation, the old ones cancelled.</summary>
    public static async Task CancelledWaitsAsync(TaskOrchestrationContext context)
    {
        var leadId = context.GetInput<string>()!;
        for (var dueAt = await AdvanceAsync(context, leadId); dueAt is not null; dueAt = await AdvanceAsync(context, leadId))
        {
            using var cancel = new CancellationTokenSource();
            var bell = context.WaitForExternalEvent<object?>(LeadOrchestrator.Bell, cancel.Token);
            await Task.WhenAny(context.CreateTimer(dueAt.Value, cancel.Token), bell);
            Cancel(cancel);
        }
    }

    /// <summary>As the real one, but it ends when it has lingered and asked once more, without giving up its epoch first.</summary>
    public static async Task EndsWithoutRetiringAsync(TaskOrchestrationContext context)
    {
        var leadId = context.GetInput<string>()!;
        var bell = context.WaitForExternalEvent<object?>(LeadOrchestrator.Bell);
        for (var quiet = 0; quiet < 2;)
        {
            while (bell.IsCompleted) bell = context.WaitForExternalEvent<object?>(LeadOrchestrator.Bell);
            var dueAt = await AdvanceAsync(context, leadId);
            quiet = dueAt is null ? quiet + 1 : 0;
            if (quiet < 2)
                await Task.WhenAny(bell, context.CreateTimer(dueAt ?? context.CurrentUtcDateTime + LeadOrchestrator.Linger, CancellationToken.None));
        }
    }

    /// <summary>At once: CancelAsync would go on elsewhere, which an orchestration must not.</summary>
    private static void Cancel(CancellationTokenSource source) => source.Cancel();

    private static Task<DateTime?> AdvanceAsync(TaskOrchestrationContext context, string leadId) =>
        context.CallActivityAsync<DateTime?>(nameof(LeadActivities.Advance), leadId);
}
