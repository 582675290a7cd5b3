namespace FollowUp.AcsEmulator.Phones;

internal enum RingOutcome
{
    Answered,
    Declined,
    Busy,
    NoAnswer,
    NotFound,

    /// <summary>Whoever placed the call gave up after its own time.</summary>
    TimedOut,

    /// <summary>Whoever placed the call took it back.</summary>
    Cancelled,
}

/// <summary>One phone being rung by one call. Ends once.</summary>
internal sealed class Ring(Phone phone, string from, PhoneBehaviour behaviour, Action<Ring, RingOutcome> done)
{
    private readonly List<IDisposable> _timers = [];
    private bool _over;

    public Phone Phone => phone;
    public string From => from;
    public PhoneBehaviour Behaviour => behaviour;
    public bool ByVoicemail { get; set; }

    public void Until(IDisposable timer) => _timers.Add(timer);

    public void End(RingOutcome outcome)
    {
        if (_over)
            return;
        _over = true;
        foreach (var timer in _timers)
            timer.Dispose();
        // A busy or missing phone never rang for this call, so its state is not this call's to change.
        if (phone.Ring == this)
        {
            phone.Ring = null;
            if (outcome != RingOutcome.Answered)
                (phone.State, phone.With) = (PhoneState.Idle, null);
        }
        done(this, outcome);
    }
}
