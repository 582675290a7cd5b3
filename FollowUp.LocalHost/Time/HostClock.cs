using NodaTime;

namespace FollowUp.LocalHost.Time;

/// <summary>
/// The host's clock: the machine's own, which time travel shifts, or a virtual one that stands still until it is moved.
/// </summary>
public sealed class HostClock(bool isVirtual, Instant? start) : IClock
{
    private readonly Lock gate = new();
    private Duration shift = start is { } s && !isVirtual ? s - SystemClock.Instance.GetCurrentInstant() : Duration.Zero;
    private Instant? standing = isVirtual ? start ?? SystemClock.Instance.GetCurrentInstant() : null;

    /// <summary>Whether the clock only moves when it is told to.</summary>
    public bool IsVirtual => isVirtual;

    /// <inheritdoc/>
    public Instant GetCurrentInstant()
    {
        lock (gate) return standing ?? SystemClock.Instance.GetCurrentInstant() + shift;
    }

    /// <summary>Sets the time and holds it there until <see cref="Resume"/>.</summary>
    public void StandAt(Instant time)
    {
        lock (gate) standing = time;
    }

    /// <summary>Lets a clock that is not virtual run on from where it stands.</summary>
    public void Resume()
    {
        lock (gate)
        {
            if (isVirtual || standing is not { } time) return;
            shift = time - SystemClock.Instance.GetCurrentInstant();
            standing = null;
        }
    }
}
