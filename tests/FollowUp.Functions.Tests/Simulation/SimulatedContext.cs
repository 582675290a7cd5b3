using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using static FollowUp.Functions.Tests.Simulation.HistoryEvent;

namespace FollowUp.Functions.Tests.Simulation;

/// <summary>
/// One episode of an orchestration: plays history and new events through the code, as the real engine does. Read from
/// microsoft/durabletask-dotnet, TaskOrchestrationContextWrapper.cs (waits are a stack, and a cancelled one still takes its event),
/// and Azure/durabletask, TaskOrchestrationContext.cs and TaskOrchestrationExecutor.cs (open timers hold up completion; events
/// after ContinueAsNew are carried over, those that a wait has taken are not).
/// </summary>
internal sealed class SimulatedContext(string instanceId, Func<TaskOrchestrationContext, Task> code) : TaskOrchestrationContext
{
    private readonly Dictionary<int, HistoryEvent> actions = [];
    private readonly Dictionary<int, TaskCompletionSource<object?>> open = [];
    private readonly Dictionary<string, Stack<Action>> waits = [];
    private readonly Queue<string> buffer = new();
    private readonly EpisodeThread thread = new();
    private Task main = Task.CompletedTask;
    private DateTime now;
    private object? input;
    private bool isReplaying;
    private int nextId;

    public override TaskName Name => "LeadOrchestrator";
    public override string InstanceId => instanceId;
    public override ParentOrchestrationInstance? Parent => null;
    public override DateTime CurrentUtcDateTime => now;
    public override bool IsReplaying => isReplaying;
    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    /// <summary>What the code did that its history does not have yet, in the order it was done.</summary>
    public IEnumerable<HistoryEvent> NewActions => actions.OrderBy(a => a.Key).Select(a => a.Value);

    /// <summary>Whether the code has come to its end and nothing it began is open.</summary>
    public bool IsOver => main.IsCompleted && open.Count == 0;

    /// <summary>Why the code failed, if it did.</summary>
    public Exception? Failure => main.Exception?.InnerException;

    /// <summary>The input of the next generation, when the code asked for one.</summary>
    public (object? Input, List<HistoryEvent> CarriedOver)? Next { get; private set; }

    public void Play(IEnumerable<HistoryEvent> past, IEnumerable<HistoryEvent> fresh)
    {
        isReplaying = true;
        foreach (var e in past) thread.Run(() => Play(e));
        isReplaying = false;
        foreach (var e in fresh) thread.Run(() => Play(e));
    }

    public override T GetInput<T>() => (T)input!;

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        var wait = new TaskCompletionSource<T>();
        if (!waits.TryGetValue(eventName, out var stack)) waits[eventName] = stack = new();
        stack.Push(() => wait.TrySetResult(default!));
        if (buffer.TryDequeue(out var early)) Complete(early);
        cancellationToken.Register(() => wait.TrySetCanceled(cancellationToken));
        return wait.Task;
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var (id, fired) = Begin(i => new TimerCreated(i, fireAt));
        cancellationToken.Register(() =>
        {
            if (fired.TrySetCanceled(cancellationToken)) open.Remove(id);
        });
        await fired.Task;
    }

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        var policy = options?.Retry?.Policy;
        for (var attempt = 1; ; attempt++)
        {
            var (id, done) = Begin(i => new TaskScheduled(i, name, input));
            try
            {
                return (TResult)(await done.Task)!;
            }
            catch (InvalidOperationException e) when (attempt >= (policy?.MaxNumberOfAttempts ?? 1))
            {
                throw new TaskFailedException(name, id, e);
            }
            catch (InvalidOperationException)
            {
                await CreateTimer(now + (policy!.FirstRetryInterval * Math.Pow(policy.BackoffCoefficient, attempt - 1)), CancellationToken.None);
            }
        }
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        Next = (newInput, []);
        while (preserveUnprocessedEvents && buffer.TryDequeue(out var name)) Next.Value.CarriedOver.Add(new EventRaised(name));
    }

    public override void SendEvent(string instanceId, string eventName, object payload) => throw new NotSupportedException();

    public override void SetCustomStatus(object? customStatus) => throw new NotSupportedException();

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        throw new NotSupportedException();

    public override Guid NewGuid() => throw new NotSupportedException();

    private (int Id, TaskCompletionSource<object?> Done) Begin(Func<int, HistoryEvent> action)
    {
        var id = nextId++;
        actions.Add(id, action(id));
        return (id, open[id] = new());
    }

    private void Play(HistoryEvent e)
    {
        switch (e)
        {
            case EpisodeStarted started:
                now = started.At;
                break;
            case ExecutionStarted started:
                input = started.Input;
                main = code(this);
                break;
            case TaskScheduled or TimerCreated:
                var id = e is TaskScheduled task ? task.Id : ((TimerCreated)e).Id;
                if (!actions.Remove(id, out var action) || action != e) throw new NonDeterminismException($"History has {e}, the code did {action}.");
                break;
            case TaskCompleted completed when open.Remove(completed.Id, out var done):
                done.SetResult(completed.Result);
                break;
            case TaskFailed failed when open.Remove(failed.Id, out var done):
                done.SetException(new InvalidOperationException(failed.Error));
                break;
            case TimerFired fired when open.Remove(fired.Id, out var done):
                done.SetResult(null);
                break;
            case EventRaised raised when Next is { } next:
                next.CarriedOver.Add(raised);
                break;
            case EventRaised raised:
                Complete(raised.Name);
                break;
        }
    }

    private void Complete(string name)
    {
        if (waits.TryGetValue(name, out var stack) && stack.TryPop(out var youngest)) youngest();
        else buffer.Enqueue(name);
    }

    /// <summary>Continuations of the code run at once, one after the other, as on the engine's own scheduler.</summary>
    private sealed class EpisodeThread : SynchronizationContext
    {
        private readonly Queue<(SendOrPostCallback Callback, object? State)> ready = new();

        public override void Post(SendOrPostCallback d, object? state) => ready.Enqueue((d, state));

        public void Run(Action action)
        {
            var outside = Current;
            SetSynchronizationContext(this);
            try
            {
                action();
                while (ready.TryDequeue(out var next)) next.Callback(next.State);
            }
            finally
            {
                SetSynchronizationContext(outside);
            }
        }
    }
}
