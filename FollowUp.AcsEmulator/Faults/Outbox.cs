using System.Collections.Concurrent;
using FollowUp.AcsEmulator.Time;

namespace FollowUp.AcsEmulator.Faults;

/// <summary>
/// Sends deliveries off, with the faults that apply to them. Deliveries of one <c>lane</c> leave one after the other (callbacks
/// of one call arrive in order unless a fault says otherwise); those without a lane overtake each other, as Event Grid's do.
/// </summary>
internal sealed class Outbox(IEmulatorScheduler scheduler, EmulatorFaults faults)
{
    private readonly ConcurrentDictionary<string, Func<Task>> _held = new();
    private readonly Dictionary<string, Task> _lanes = [];
    private readonly Lock _gate = new();

    public void Send(string name, string destination, string? lane, TimeSpan delay, Func<Task> deliver)
    {
        var plan = faults.ForDelivery(name);
        var extra = plan.Where(rule => rule.Kind == FaultKind.Delay).Aggregate(delay, (sum, rule) => sum + rule.Wait(1));
        if (plan.Any(rule => rule.Kind == FaultKind.Drop))
            return;
        if (plan.FirstOrDefault(rule => rule.Kind == FaultKind.Reorder) is { } reorder && _held.TryAdd(destination, deliver))
        {
            scheduler.Schedule(extra + reorder.Wait(5), () => Release(destination, deliver));
            return;
        }
        var copies = plan.Where(rule => rule.Kind == FaultKind.Duplicate).Sum(rule => rule.Copies);
        for (var i = 0; i <= copies; i++)
            scheduler.Schedule(extra, () => InLaneAsync(lane, deliver));
        if (_held.TryRemove(destination, out var held))
            scheduler.Schedule(extra, () => InLaneAsync(lane, held));
    }

    private Task Release(string destination, Func<Task> deliver) =>
        _held.TryRemove(KeyValuePair.Create(destination, deliver)) ? deliver() : Task.CompletedTask;

    private async Task InLaneAsync(string? lane, Func<Task> deliver)
    {
        if (lane is null)
        {
            await deliver();
            return;
        }
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (_gate)
        {
            before = _lanes.GetValueOrDefault(lane, Task.CompletedTask);
            _lanes[lane] = mine.Task;
        }
        try
        {
            await before;
            await deliver();
        }
        finally
        {
            mine.SetResult();
            lock (_gate)
            {
                if (_lanes.GetValueOrDefault(lane) == mine.Task)
                    _lanes.Remove(lane);
            }
        }
    }
}
