namespace FollowUp.Functions.Tests.Simulation;

/// <summary>
/// Time that moves only when nothing else is left to do, on one thread: every await in it comes back here, so a run is the same
/// each time it is made from the same seed.
/// </summary>
internal sealed class VirtualWorld(int seed) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> ready = new();
    private readonly PriorityQueue<Action, (DateTime At, long Order)> later = new();
    private readonly List<Task> processes = [];
    private long order;

    public DateTime Now { get; private set; } = new(2026, 11, 3, 14, 0, 0, DateTimeKind.Utc);

    public Random Random { get; } = new(seed);

    public override void Post(SendOrPostCallback d, object? state) => ready.Enqueue((d, state));

    /// <summary>Does something at a time.</summary>
    public void At(DateTime time, Action action) => later.Enqueue(action, (time < Now ? Now : time, order++));

    /// <summary>Comes back later.</summary>
    public Task Delay(TimeSpan time)
    {
        var done = new TaskCompletionSource();
        At(Now + time, done.SetResult);
        return done.Task;
    }

    /// <summary>Comes back after any time up to the longest: what a call to another machine takes.</summary>
    public Task Latency(TimeSpan longest) => Delay(longest * Random.NextDouble());

    /// <summary>Starts a process at a time; when it fails, the run fails.</summary>
    public void StartAt(DateTime time, Func<Task> process) => At(time, () => processes.Add(process()));

    /// <summary>Runs until nothing is left to do before the end.</summary>
    public void RunUntil(DateTime end)
    {
        var outside = Current;
        SetSynchronizationContext(this);
        try
        {
            while (true)
            {
                while (ready.TryDequeue(out var next)) next.Callback(next.State);
                if (!later.TryPeek(out _, out var key) || key.At > end) break;
                Now = key.At;
                later.Dequeue()();
            }
            Now = end;
            foreach (var process in processes.Where(p => p.IsCompleted)) process.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(outside);
        }
    }
}
