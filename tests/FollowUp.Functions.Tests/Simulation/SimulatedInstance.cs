using Microsoft.DurableTask.Client;

namespace FollowUp.Functions.Tests.Simulation;

/// <summary>An orchestration instance as the engine keeps it.</summary>
internal sealed class SimulatedInstance(string id)
{
    public string Id => id;

    public OrchestrationRuntimeStatus Status { get; set; } = OrchestrationRuntimeStatus.Pending;

    /// <summary>The generation, which messages to timers and activities carry.</summary>
    public int Execution { get; set; }

    public List<HistoryEvent> History { get; } = [];

    /// <summary>The histories of the generations before.</summary>
    public List<IReadOnlyList<HistoryEvent>> Generations { get; } = [];

    public List<(HistoryEvent Event, int? Execution)> Queue { get; } = [];

    public int LongestHistory { get; set; }

    public Exception? Failure { get; set; }

    public bool IsOver => Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}
