namespace FollowUp.AcsEmulator.Phones;

/// <summary>What a phone does when it rings.</summary>
public enum RingAction
{
    /// <summary>Rings until someone acts by hand, or the network gives up after <see cref="PhoneBehaviour.AfterSeconds"/> (default 60).</summary>
    Manual,

    /// <summary>Answers after <see cref="PhoneBehaviour.AfterSeconds"/> (default 2) and then follows <see cref="PhoneBehaviour.Then"/>.</summary>
    Answer,

    /// <summary>Presses the red button after <see cref="PhoneBehaviour.AfterSeconds"/> (default 1).</summary>
    Decline,

    /// <summary>Is on another call.</summary>
    Busy,

    /// <summary>Rings out: the network reports no answer after <see cref="PhoneBehaviour.AfterSeconds"/> (default 30).</summary>
    NoAnswer,

    /// <summary>The carrier's voicemail picks up after <see cref="PhoneBehaviour.AfterSeconds"/> (default 20), which looks like an answer.</summary>
    Voicemail,

    /// <summary>There is no such phone.</summary>
    Unreachable,
}

/// <summary>
/// One thing a person does in a call, <see cref="AfterSeconds"/> after the one before. With <see cref="WhenAsked"/> the time counts
/// from the moment the application listens to this phone.
/// </summary>
public sealed record PhoneStep
{
    public double AfterSeconds { get; init; } = 1;
    public bool WhenAsked { get; init; }
    public string? Press { get; init; }
    public string? Say { get; init; }
    public bool HangUp { get; init; }
}

/// <summary>How a phone treats calls and texts. A list of them is used one per call; the last one stays.</summary>
public sealed record PhoneBehaviour
{
    public RingAction Ring { get; init; } = RingAction.Manual;
    public double? AfterSeconds { get; init; }
    public IReadOnlyList<PhoneStep> Then { get; init; } = [];

    /// <summary>Where an unanswered call goes next: conditional forwarding, as carriers offer it.</summary>
    public string? ForwardTo { get; init; }

    /// <summary>Code of the SMS delivery report (4006 …), null for delivered.</summary>
    public int? SmsError { get; init; }

    internal TimeSpan After(double fallbackSeconds) => TimeSpan.FromSeconds(AfterSeconds ?? fallbackSeconds);
}

public enum PhoneState
{
    Idle,
    Dialling,
    Ringing,
    InCall,
}

/// <summary>One line of what a phone heard, did and received.</summary>
public sealed record PhoneEntry(DateTimeOffset At, string Kind, string Text, string? Other = null);

/// <summary>What can be seen of a phone.</summary>
public sealed record PhoneView(
    string Number, PhoneState State, string? With, IReadOnlyList<PhoneBehaviour> Behaviour, IReadOnlyList<PhoneEntry> Log, IReadOnlyList<PhoneEntry> Voicemail);
