namespace FollowUp.Functions.Tests.Simulation;

/// <summary>A row of an instance's history; records, so that a replay can be compared with what is written down.</summary>
internal abstract record HistoryEvent
{
    internal sealed record EpisodeStarted(DateTime At) : HistoryEvent;

    internal sealed record ExecutionStarted(object? Input) : HistoryEvent;

    internal sealed record TaskScheduled(int Id, string Name, object? Input) : HistoryEvent;

    internal sealed record TaskCompleted(int Id, object? Result) : HistoryEvent;

    internal sealed record TaskFailed(int Id, string Error) : HistoryEvent;

    internal sealed record TimerCreated(int Id, DateTime FireAt) : HistoryEvent;

    internal sealed record TimerFired(int Id) : HistoryEvent;

    internal sealed record EventRaised(string Name) : HistoryEvent;
}

/// <summary>The code did something else than its history says.</summary>
internal sealed class NonDeterminismException(string message) : Exception(message);
