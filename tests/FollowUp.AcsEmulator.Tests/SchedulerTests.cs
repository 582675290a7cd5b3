using FollowUp.AcsEmulator.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace FollowUp.AcsEmulator.Tests;

public sealed class SchedulerTests
{
    private readonly ManualClock _clock = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task RunDue_RunsInOrderOfTimeThenOfPlanning()
    {
        using var scheduler = Manual();
        var ran = new List<string>();
        scheduler.Schedule(TimeSpan.FromSeconds(2), () => ran.Add("c"));
        scheduler.Schedule(TimeSpan.FromSeconds(1), () => ran.Add("a"));
        scheduler.Schedule(TimeSpan.FromSeconds(1), () => ran.Add("b"));
        scheduler.Schedule(TimeSpan.FromSeconds(3), () => ran.Add("later"));
        _clock.Now += TimeSpan.FromSeconds(2);
        await scheduler.RunDueAsync(_clock.Now);
        Assert.Equal(["a", "b", "c"], ran);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(3), scheduler.NextDue);
    }

    [Fact]
    public async Task RunDue_AlsoRunsWhatBecomesDueMeanwhile()
    {
        using var scheduler = Manual();
        var ran = 0;
        scheduler.Schedule(TimeSpan.Zero, () => { scheduler.Schedule(TimeSpan.Zero, () => ran++); });
        await scheduler.RunDueAsync(_clock.Now);
        Assert.Equal(1, ran);
    }

    [Fact]
    public async Task Disposed_IsNotRunAndNotDue()
    {
        using var scheduler = Manual();
        scheduler.Schedule(TimeSpan.Zero, () => Assert.Fail("unplanned")).Dispose();
        Assert.Null(scheduler.NextDue);
        await scheduler.RunDueAsync(_clock.Now);
    }

    [Fact]
    public async Task Failure_DoesNotStopTheOthers()
    {
        using var scheduler = Manual();
        var ran = false;
        scheduler.Schedule(TimeSpan.Zero, () => throw new InvalidOperationException());
        scheduler.Schedule(TimeSpan.Zero, () => { ran = true; });
        await scheduler.RunDueAsync(_clock.Now);
        Assert.True(ran);
    }

    [Fact]
    public async Task OnItsOwn_RunsWhenTheSystemClockSaysSo()
    {
        using var scheduler = new EmulatorScheduler(TimeProvider.System, manual: false, NullLogger<EmulatorScheduler>.Instance);
        var ran = new TaskCompletionSource();
        scheduler.Schedule(TimeSpan.FromMilliseconds(5), ran.SetResult);
        await ran.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private EmulatorScheduler Manual() => new(_clock, manual: true, NullLogger<EmulatorScheduler>.Instance);
}
