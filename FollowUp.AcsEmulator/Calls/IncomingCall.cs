using FollowUp.AcsEmulator.Phones;

namespace FollowUp.AcsEmulator.Calls;

/// <summary>A phone that dialled a number of the resource and hears it ring.</summary>
internal sealed class IncomingCall(Dialler dialler, Phone caller, IReadOnlyList<PhoneStep> steps) : ILine
{
    public required string Context { get; init; }
    public required string To { get; init; }
    public required string ServerCallId { get; init; }
    public required string CorrelationId { get; init; }
    public Phone Caller => caller;
    public IReadOnlyList<PhoneStep> Steps => steps;

    /// <summary>Runs out when the caller's network or patience does.</summary>
    public List<IDisposable> Timers { get; } = [];

    /// <summary>The caller is no longer waiting.</summary>
    public bool IsOver { get; private set; }

    public bool IsTaken { get; set; }

    public Action? WhenLeft { get; set; }

    public void Keys(Phone phone, string keys)
    {
        // Nobody listens to a phone that is still ringing out.
    }

    public void Speech(Phone phone, string text)
    {
        // As above.
    }

    public void Left(Phone phone)
    {
        Close();
        WhenLeft?.Invoke();
    }

    /// <summary>Ends the waiting and tells the caller why.</summary>
    public void Drop(string why)
    {
        if (IsOver)
            return;
        Close();
        dialler.Release(caller, why);
    }

    public void StopTimers()
    {
        foreach (var timer in Timers)
            timer.Dispose();
    }

    private void Close()
    {
        IsOver = true;
        StopTimers();
    }
}
