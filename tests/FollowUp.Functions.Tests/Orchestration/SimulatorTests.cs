using FollowUp.Functions.Tests.Simulation;
using Microsoft.DurableTask;
using static FollowUp.Functions.Tests.Simulation.HistoryEvent;

namespace FollowUp.Functions.Tests.Orchestration;

/// <summary>The hazards of the real engine, one by one: the simulator has them, so what passes on it is worth something.</summary>
public sealed class SimulatorTests
{
    private static readonly DateTime Start = new(2026, 11, 3, 14, 0, 0, DateTimeKind.Utc);
    private readonly List<string> heard = [];

    [Fact]
    public void WaitForExternalEvent_TwoWaits_TheYoungestHears()
    {
        Play(
            async context =>
            {
                var old = context.WaitForExternalEvent<object?>("bell");
                var young = context.WaitForExternalEvent<object?>("bell");
                heard.Add(await Task.WhenAny(old, young) == young ? "young" : "old");
            },
            new EventRaised("bell"));

        Assert.Equal(["young"], heard);
    }

    [Fact]
    public void WaitForExternalEvent_YoungestIsCancelled_SwallowsTheEvent()
    {
        Play(
            async context =>
            {
                var old = context.WaitForExternalEvent<object?>("bell");
                using var cancel = new CancellationTokenSource();
                _ = context.WaitForExternalEvent<object?>("bell", cancel.Token);
                Cancel(cancel);
                await old;
                heard.Add("old");
            },
            new EventRaised("bell"));

        Assert.Empty(heard);
    }

    [Fact]
    public void WaitForExternalEvent_EventCameBefore_IsHeardAtOnce()
    {
        Play(
            async context =>
            {
                await context.CreateTimer(Start, CancellationToken.None);
                await context.WaitForExternalEvent<object?>("bell");
                heard.Add("bell");
            },
            new EventRaised("bell"), new TimerFired(0));

        Assert.Equal(["bell"], heard);
    }

    [Fact]
    public void ContinueAsNew_EventThatNoWaitTook_IsCarriedOver()
    {
        var context = Play(ContinueAfterTimerAsync, new EventRaised("bell"), new TimerFired(0), new EventRaised("bell"));

        Assert.Equal(2, context.Next!.Value.CarriedOver.Count);
    }

    [Fact]
    public void ContinueAsNew_EventThatAnOldWaitTook_IsLost()
    {
        var context = Play(
            context =>
            {
                _ = context.WaitForExternalEvent<object?>("bell");
                return ContinueAfterTimerAsync(context);
            },
            new EventRaised("bell"), new TimerFired(0));

        Assert.Empty(context.Next!.Value.CarriedOver);
    }

    [Fact]
    public void CreateTimer_StillOpen_HoldsUpTheEnd()
    {
        var context = Play(context =>
        {
            _ = context.CreateTimer(Start, CancellationToken.None);
            return Task.CompletedTask;
        });

        Assert.False(context.IsOver);
    }

    [Fact]
    public void Play_CodeDoesSomethingElseThanItsHistory_IsFoundOut() => Assert.Throws<NonDeterminismException>(() => Play(
        context => context.CallActivityAsync("Advance", "dana"),
        new TaskScheduled(0, "Retire", "dana")));

    private static async Task ContinueAfterTimerAsync(TaskOrchestrationContext context)
    {
        await context.CreateTimer(Start, CancellationToken.None);
        context.ContinueAsNew("dana");
    }

    /// <summary>At once: CancelAsync would go on elsewhere, which an orchestration must not.</summary>
    private static void Cancel(CancellationTokenSource source) => source.Cancel();

    private static SimulatedContext Play(Func<TaskOrchestrationContext, Task> code, params HistoryEvent[] events)
    {
        var context = new SimulatedContext("dana@0", code);
        context.Play([], [new EpisodeStarted(Start), new ExecutionStarted("dana"), .. events]);
        return context;
    }
}
