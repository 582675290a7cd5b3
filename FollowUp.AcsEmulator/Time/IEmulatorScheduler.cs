namespace FollowUp.AcsEmulator.Time;

/// <summary>Everything the emulator does later goes through here, so a host with a virtual clock can run it in order.</summary>
public interface IEmulatorScheduler
{
    DateTimeOffset UtcNow { get; }

    /// <summary>When the next thing is due; null when nothing is planned.</summary>
    DateTimeOffset? NextDue { get; }

    /// <summary>
    /// Runs everything due at or before <paramref name="now"/>, in order, each to its end (deliveries included), also what
    /// becomes due meanwhile. Set the clock first: what runs reads the time from it.
    /// </summary>
    Task RunDueAsync(DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Plans <paramref name="work"/>; disposing the result unplans it.</summary>
    IDisposable Schedule(TimeSpan delay, Func<Task> work);

    /// <summary>Plans synchronous <paramref name="work"/>.</summary>
    IDisposable Schedule(TimeSpan delay, Action work);
}
