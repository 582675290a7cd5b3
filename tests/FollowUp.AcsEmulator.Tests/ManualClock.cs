namespace FollowUp.AcsEmulator.Tests;

/// <summary>A clock that stands still until told otherwise.</summary>
internal sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
