namespace FollowUp.AcsEmulator.Phones;

/// <summary>A phone in someone's pocket. Only touched under the lock of its <see cref="PhoneBook"/>.</summary>
internal sealed class Phone(string number)
{
    private const int Kept = 500;
    private static readonly PhoneBehaviour ByHand = new();
    private readonly LinkedList<PhoneEntry> _log = [];
    private readonly List<PhoneEntry> _voicemail = [];
    private List<PhoneBehaviour> _script = [];

    public string Number => number;
    public PhoneState State { get; set; }

    /// <summary>The other end as this phone's display shows it.</summary>
    public string? With { get; set; }

    /// <summary>What the phone is connected to while in a call or dialling.</summary>
    public ILine? Line { get; set; }

    /// <summary>The call ringing on it.</summary>
    public Ring? Ring { get; set; }

    /// <summary>Counts calls, so that what was planned for one is not done in the next.</summary>
    public int CallNumber { get; set; }

    /// <summary>The rest of the script of this call, waiting for its time or to be asked.</summary>
    public Queue<PhoneStep> Steps { get; } = new();

    /// <summary>True when the next step waits until the application listens.</summary>
    public bool StepWaits { get; set; }

    /// <summary>True while the application listens to this phone.</summary>
    public bool IsAsked { get; set; }

    public bool IsVoicemail { get; set; }

    public PhoneBehaviour Behaviour => _script.Count > 0 ? _script[0] : ByHand;

    public void SetScript(IReadOnlyList<PhoneBehaviour> script) => _script = [.. script];

    public PhoneBehaviour NextBehaviour()
    {
        var behaviour = Behaviour;
        if (_script.Count > 1)
            _script.RemoveAt(0);
        return behaviour;
    }

    public void Note(PhoneEntry entry)
    {
        _log.AddLast(entry);
        if (_log.Count > Kept)
            _log.RemoveFirst();
        if (IsVoicemail && entry.Kind == "heard")
            _voicemail.Add(entry);
    }

    public PhoneView View() => new(number, State, With, [.. _script], [.. _log], [.. _voicemail]);
}

/// <summary>What a phone in a call can do to it.</summary>
internal interface ILine
{
    void Keys(Phone phone, string keys);

    void Speech(Phone phone, string text);

    /// <summary>The phone has left; the line settles what that means for the others.</summary>
    void Left(Phone phone);
}
