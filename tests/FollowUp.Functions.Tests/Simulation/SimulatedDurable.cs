using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using static FollowUp.Functions.Tests.Simulation.HistoryEvent;

namespace FollowUp.Functions.Tests.Simulation;

/// <summary>The Durable engine with its Azure Storage provider, in virtual time: instances, histories, queues, and the client to it.</summary>
internal sealed class SimulatedDurable(
    VirtualWorld world, Func<TaskOrchestrationContext, Task> orchestrator, Func<string, object?, Task<object?>> activity, Chaos chaos)
    : DurableTaskClient("simulated")
{
    public Dictionary<string, SimulatedInstance> Instances { get; } = [];

    /// <summary>Activities that were run, by name.</summary>
    public List<string> Activities { get; } = [];

    /// <summary>Raised to a running instance, and thrown away: with a message for a generation that is gone, before its start, after its end.</summary>
    public int EventsLost { get; private set; }

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        var id = options!.InstanceId!;
        await world.Latency(chaos.Calls);
        if (Instances.TryGetValue(id, out var existing) && !existing.IsOver)
            throw new OrchestrationAlreadyExistsException($"An Orchestration instance with the status {existing.Status} already exists.");
        var instance = Instances[id] = new SimulatedInstance(id) { Execution = (existing?.Execution ?? 0) + 1 };
        Send(instance, new ExecutionStarted(input), null, world.Now);
        await world.Latency(chaos.Calls);
        return id;
    }

    public override async Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        await world.Latency(chaos.Calls);
        if (!Instances.TryGetValue(instanceId, out var instance)) throw new InvalidOperationException($"No instance with ID '{instanceId}' was found.");
        if (instance.IsOver) throw new InvalidOperationException($"Cannot raise event: the instance is in {instance.Status} state.");
        Send(instance, new EventRaised(eventName), null, world.Now);
        await world.Latency(chaos.Calls);
    }

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        await world.Latency(chaos.Calls);
        return Instances.TryGetValue(instanceId, out var instance)
            ? new OrchestrationMetadata("LeadOrchestrator", instanceId) { RuntimeStatus = instance.Status }
            : null;
    }

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        Instances[instanceId].Status = OrchestrationRuntimeStatus.Terminated;
        return Task.CompletedTask;
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Puts a message into the instance's queue; without an execution it is for whichever generation is there.</summary>
    private void Send(SimulatedInstance instance, HistoryEvent message, int? execution, DateTime visibleAt)
    {
        var copies = world.Random.NextDouble() < (message is EventRaised ? chaos.EventsTwice : message is ExecutionStarted ? 0 : chaos.MessagesTwice) ? 2 : 1;
        for (var copy = 0; copy < copies; copy++)
        {
            world.At(visibleAt + (chaos.Queueing * world.Random.NextDouble()), () =>
            {
                instance.Queue.Add((message, execution));
                if (instance.Queue.Count == 1) world.At(world.Now + (chaos.Gathering * world.Random.NextDouble()), () => RunEpisode(instance));
            });
        }
    }

    private void RunEpisode(SimulatedInstance instance)
    {
        var batch = instance.Queue.ToList();
        instance.Queue.Clear();
        var isStale = batch.Exists(m => m.Execution is { } e && e != instance.Execution);
        var kept = batch.Where(m => m.Execution == instance.Execution || (m.Execution is null && !(isStale && chaos.StaleTakesEventsDown))).ToList();
        var hasBegun = instance.History.Count > 0 || kept.Exists(m => m.Event is ExecutionStarted);
        if (instance.IsOver || !hasBegun) kept.Clear();
        EventsLost += batch.Except(kept).Count(m => m.Event is EventRaised);
        if (kept.Count == 0) return;

        var fresh = kept.Select(m => m.Event).OrderBy(e => e is ExecutionStarted ? 0 : 1).ToList();
        while (true)
        {
            fresh.Insert(0, new EpisodeStarted(world.Now));
            var context = new SimulatedContext(instance.Id, orchestrator);
            context.Play(instance.History, fresh);
            instance.Status = OrchestrationRuntimeStatus.Running;
            instance.History.AddRange(fresh);
            foreach (var action in context.NewActions) Act(instance, action);
            instance.LongestHistory = Math.Max(instance.LongestHistory, instance.History.Count);
            if (!context.IsOver) return;
            if (context.Failure is not null || context.Next is not { } next)
            {
                instance.Failure = context.Failure;
                instance.Status = context.Failure is null ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Failed;
                return;
            }
            instance.Generations.Add([.. instance.History]);
            instance.Execution++;
            instance.History.Clear();
            fresh = [new ExecutionStarted(next.Input), .. next.CarriedOver];
        }
    }

    private void Act(SimulatedInstance instance, HistoryEvent action)
    {
        instance.History.Add(action);
        var execution = instance.Execution;
        if (action is TimerCreated timer) Send(instance, new TimerFired(timer.Id), execution, timer.FireAt - (chaos.Early * world.Random.NextDouble()));
        if (action is TaskScheduled task) world.StartAt(world.Now + (chaos.Queueing * world.Random.NextDouble()), () => WorkAsync(instance, task, execution));
    }

    private async Task WorkAsync(SimulatedInstance instance, TaskScheduled task, int execution)
    {
        Activities.Add(task.Name);
        HistoryEvent outcome;
        try
        {
            if (world.Random.NextDouble() < chaos.Failing) throw new TimeoutException("The store did not answer.");
            outcome = new TaskCompleted(task.Id, await activity(task.Name, task.Input));
        }
        catch (Exception e)
        {
            outcome = new TaskFailed(task.Id, e.Message);
        }
        Send(instance, outcome, execution, world.Now);
    }
}
