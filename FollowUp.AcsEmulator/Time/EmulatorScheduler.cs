namespace FollowUp.AcsEmulator.Time;

/// <summary>
/// A queue by due time. On its own it runs on the clock's timer, starting items in order and letting their waiting overlap;
/// in manual mode only <see cref="RunDueAsync"/> moves it, one item at a time.
/// </summary>
internal sealed partial class EmulatorScheduler : IEmulatorScheduler, IDisposable
{
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer? _timer;
    private readonly Lock _queueGate = new();
    private readonly Lock _pumpGate = new();
    private readonly PriorityQueue<Item, (DateTimeOffset Due, long Order)> _queue = new();
    private readonly HashSet<Task> _running = [];
    private long _order;

    public EmulatorScheduler(TimeProvider time, bool manual, ILogger<EmulatorScheduler> logger)
    {
        (_time, _logger) = (time, logger);
        if (!manual)
            _timer = time.CreateTimer(_ => Pump(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public DateTimeOffset UtcNow => _time.GetUtcNow();

    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_queueGate)
            {
                while (_queue.TryPeek(out var item, out var key))
                {
                    if (!item.Cancelled)
                        return key.Due;
                    _queue.Dequeue();
                }
                return null;
            }
        }
    }

    public IDisposable Schedule(TimeSpan delay, Action work) => Schedule(delay, () =>
    {
        work();
        return Task.CompletedTask;
    });

    public IDisposable Schedule(TimeSpan delay, Func<Task> work)
    {
        var item = new Item(work);
        lock (_queueGate)
            _queue.Enqueue(item, (UtcNow + (delay > TimeSpan.Zero ? delay : TimeSpan.Zero), _order++));
        Arm();
        return item;
    }

    public async Task RunDueAsync(DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            while (Take(Limit(now), byTimer: false) is { } item)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await RunAsync(item);
            }
            Task[] running;
            lock (_queueGate)
            {
                // What the timer has taken already is waited for as well: it may plan more for this very moment.
                if (_running.Count == 0 && (NextDue is not { } due || due > Limit(now)))
                    return;
                running = [.. _running];
            }
            await Task.WhenAll(running).WaitAsync(cancellationToken);
        }
    }

    public void Dispose() => _timer?.Dispose();

    // A clock that runs by itself has moved on by the time an item plans its consequences "at once".
    private DateTimeOffset Limit(DateTimeOffset now) => UtcNow > now ? UtcNow : now;

    private void Pump()
    {
        lock (_pumpGate)
        {
            while (Take(UtcNow, byTimer: true) is { } item)
                _ = RunByTimerAsync(item);
        }
        Arm();
    }

    private async Task RunByTimerAsync(Item item)
    {
        await RunAsync(item);
        lock (_queueGate)
            _running.Remove(item.Done.Task);
        item.Done.SetResult();
    }

    private void Arm()
    {
        if (_timer is null || NextDue is not { } due)
            return;
        var wait = due - UtcNow;
        try
        {
            _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // The host is shutting down; what was planned dies with it.
        }
    }

    private Item? Take(DateTimeOffset now, bool byTimer)
    {
        lock (_queueGate)
        {
            while (_queue.TryPeek(out var item, out var key) && (item.Cancelled || key.Due <= now))
            {
                _queue.Dequeue();
                if (item.Cancelled)
                    continue;
                if (byTimer)
                    _running.Add(item.Done.Task);
                return item;
            }
            return null;
        }
    }

    private async Task RunAsync(Item item)
    {
        try
        {
            await item.Work();
        }
#pragma warning disable CA1031 // One failing item must not stop the clock for all others.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogFailed(error);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A planned action of the emulator failed")]
    private partial void LogFailed(Exception error);

    private sealed class Item(Func<Task> work) : IDisposable
    {
        public Func<Task> Work => work;
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public bool Cancelled { get; private set; }
        public void Dispose() => Cancelled = true;
    }
}
