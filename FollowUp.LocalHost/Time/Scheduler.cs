using FollowUp.Core.Engine;
using NodaTime;

namespace FollowUp.LocalHost.Time;

/// <summary>Sleeps until something is due, runs it, and sleeps again. The due-time index is on disk: waiting leads cost no memory.</summary>
internal sealed class Scheduler(DueWork work, HostClock clock, IHostApplicationLifetime lifetime) : BackgroundService
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim bell = new(0, 1);
    private Instant nextWake = Instant.MaxValue;

    /// <inheritdoc/>
    public Task RingAsync(string leadId, Instant? wakeAt, CancellationToken cancellation)
    {
        if (wakeAt < nextWake) Ring();
        return Task.CompletedTask;
    }

    /// <summary>Wakes the scheduler, whatever it waits for.</summary>
    public void Ring()
    {
        if (bell.CurrentCount > 0) return;
        try
        {
            bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else has just rung.
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        bell.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Links in emails name the address that this host listens on, which is known once it does.
        await StartedAsync(stoppingToken);

        // A virtual clock moves only when it is told to, and whoever moves it runs what is due; leads left over from before are run once.
        var isDone = await work.RunAsync(stoppingToken);
        var rest = ShortestSleep;
        while (!clock.IsVirtual)
        {
            nextWake = await work.NextAsync(stoppingToken) ?? Instant.MaxValue;
            var sleep = nextWake == Instant.MaxValue ? LongestSleep : (nextWake - clock.GetCurrentInstant()).ToTimeSpan();
            // What is due and cannot be done is not tried without a rest.
            rest = isDone || sleep > TimeSpan.Zero ? ShortestSleep : Shorter(2 * rest, LongestRest);
            await bell.WaitAsync(sleep < rest ? rest : Shorter(sleep, LongestSleep), stoppingToken);
            isDone = await work.RunAsync(stoppingToken);
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private async Task StartedAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var onStart = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stopping);
    }
}
