using NodaTime;

namespace FollowUp.LocalHost.Time;

/// <summary>
/// The host's clock: the machine's own, which time travel shifts, or a virtual one that stands still until it is moved.
/// </summary>
public sealed class HostClock(bool isVirtual, Instant? start) : IClock
{
    private readonly Lock gate = new();

    // Everybody reads it all the time, so reading takes no lock.
    private volatile Reading reading = isVirtual ? new(Duration.Zero, start ?? Now) : new(start is { } s ? s - Now : Duration.Zero, null);

    /// <summary>Whether the clock only moves when it is told to.</summary>
    public bool IsVirtual => isVirtual;

    private static Instant Now => SystemClock.Instance.GetCurrentInstant();

    /// <inheritdoc/>
    public Instant GetCurrentInstant()
    {
        var (shift, standing) = reading;
        return standing ?? Now + shift;
    }

    /// <summary>Sets the time and holds it there until <see cref="Resume"/>.</summary>
    public void StandAt(Instant time)
    {
        lock (gate) reading = reading with { Standing = time };
    }

    /// <summary>Lets a clock that is not virtual run on from where it stands.</summary>
    public void Resume()
    {
        lock (gate)
            if (!isVirtual && reading.Standing is { } time) reading = new(time - Now, null);
    }

    private sealed record Reading(Duration Shift, Instant? Standing);
}
