namespace FollowUp.LocalHost.Time;

/// <summary>The host's clock for whoever asks a <see cref="TimeProvider"/>.</summary>
internal sealed class ClockTime(HostClock clock) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => clock.GetCurrentInstant().ToDateTimeOffset();
}
