using NodaTime;

namespace FollowUp.Testing.Engine;

/// <summary>A clock that stands still until it is told otherwise.</summary>
public sealed class TestClock(Instant now) : IClock
{
    /// <summary>The time.</summary>
    public Instant Now { get; set; } = now;

    /// <inheritdoc/>
    public Instant GetCurrentInstant() => Now;
}
