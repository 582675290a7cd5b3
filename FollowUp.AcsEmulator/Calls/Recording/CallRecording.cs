using FollowUp.AcsEmulator.Time;

namespace FollowUp.AcsEmulator.Calls.Recording;

/// <summary>One recording of one call. Only touched under the phone book's lock.</summary>
internal sealed class CallRecording(CallConnection call, string id, StartRecordingRequest wanted, IEmulatorScheduler scheduler)
{
    private readonly DateTimeOffset _started = scheduler.UtcNow;
    private TimeSpan _recorded;
    private DateTimeOffset? _since = wanted.PauseOnStart == true ? null : scheduler.UtcNow;

    public string Id => id;
    public CallConnection Call => call;
    public StartRecordingRequest Wanted => wanted;
    public DateTimeOffset Started => _started;
    public bool IsActive => _since is not null;
    public TimeSpan Recorded => _recorded + (_since is { } since ? scheduler.UtcNow - since : TimeSpan.Zero);

    public void Pause()
    {
        _recorded = Recorded;
        _since = null;
    }

    public void Resume() => _since ??= scheduler.UtcNow;

    public RecordingStateResponse View() => new(id, IsActive ? "active" : "inactive");
}
