// Extensible enums of Azure.Communication.CallAutomation 1.3.0: structs over a string, as in the real package.
namespace Azure.Communication.CallAutomation;

public readonly struct DtmfTone(string value) : IEquatable<DtmfTone>
{
    private readonly string _value = value ?? throw new ArgumentNullException(nameof(value));

    public static DtmfTone Zero { get; } = new("zero");
    public static DtmfTone One { get; } = new("one");
    public static DtmfTone Two { get; } = new("two");
    public static DtmfTone Three { get; } = new("three");
    public static DtmfTone Four { get; } = new("four");
    public static DtmfTone Five { get; } = new("five");
    public static DtmfTone Six { get; } = new("six");
    public static DtmfTone Seven { get; } = new("seven");
    public static DtmfTone Eight { get; } = new("eight");
    public static DtmfTone Nine { get; } = new("nine");
    public static DtmfTone A { get; } = new("a");
    public static DtmfTone B { get; } = new("b");
    public static DtmfTone C { get; } = new("c");
    public static DtmfTone D { get; } = new("d");
    public static DtmfTone Pound { get; } = new("pound");
    public static DtmfTone Asterisk { get; } = new("asterisk");

    public static implicit operator DtmfTone(string value) => new(value);
    public static bool operator ==(DtmfTone left, DtmfTone right) => left.Equals(right);
    public static bool operator !=(DtmfTone left, DtmfTone right) => !left.Equals(right);
    public bool Equals(DtmfTone other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);
    public override bool Equals(object obj) => obj is DtmfTone other && Equals(other);
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(_value ?? "");
    public override string ToString() => _value;

    public char ToChar() => _value.ToLowerInvariant() switch
    {
        "zero" => '0', "one" => '1', "two" => '2', "three" => '3', "four" => '4', "five" => '5', "six" => '6', "seven" => '7',
        "eight" => '8', "nine" => '9', "a" => 'A', "b" => 'B', "c" => 'C', "d" => 'D', "pound" => '#', "asterisk" => '*',
        _ => throw new InvalidOperationException($"No character for tone {_value}."),
    };
}

public readonly struct CallRejectReason(string value) : IEquatable<CallRejectReason>
{
    private readonly string _value = value ?? throw new ArgumentNullException(nameof(value));

    public static CallRejectReason None { get; } = new("none");
    public static CallRejectReason Busy { get; } = new("busy");
    public static CallRejectReason Forbidden { get; } = new("forbidden");

    public static implicit operator CallRejectReason(string value) => new(value);
    public static bool operator ==(CallRejectReason left, CallRejectReason right) => left.Equals(right);
    public static bool operator !=(CallRejectReason left, CallRejectReason right) => !left.Equals(right);
    public bool Equals(CallRejectReason other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);
    public override bool Equals(object obj) => obj is CallRejectReason other && Equals(other);
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(_value ?? "");
    public override string ToString() => _value;
}

public readonly struct CallConnectionState(string value) : IEquatable<CallConnectionState>
{
    private readonly string _value = value ?? throw new ArgumentNullException(nameof(value));

    public static CallConnectionState Unknown { get; } = new("unknown");
    public static CallConnectionState Connecting { get; } = new("connecting");
    public static CallConnectionState Connected { get; } = new("connected");
    public static CallConnectionState Transferring { get; } = new("transferring");
    public static CallConnectionState TransferAccepted { get; } = new("transferAccepted");
    public static CallConnectionState Disconnecting { get; } = new("disconnecting");
    public static CallConnectionState Disconnected { get; } = new("disconnected");

    public static implicit operator CallConnectionState(string value) => new(value);
    public static bool operator ==(CallConnectionState left, CallConnectionState right) => left.Equals(right);
    public static bool operator !=(CallConnectionState left, CallConnectionState right) => !left.Equals(right);
    public bool Equals(CallConnectionState other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);
    public override bool Equals(object obj) => obj is CallConnectionState other && Equals(other);
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(_value ?? "");
    public override string ToString() => _value;
}

public readonly struct CallMediaRecognitionType(string value) : IEquatable<CallMediaRecognitionType>
{
    private readonly string _value = value ?? throw new ArgumentNullException(nameof(value));

    public static CallMediaRecognitionType Dtmf { get; } = new("dtmf");
    public static CallMediaRecognitionType Speech { get; } = new("speech");
    public static CallMediaRecognitionType Choices { get; } = new("choices");

    public static implicit operator CallMediaRecognitionType(string value) => new(value);
    public static bool operator ==(CallMediaRecognitionType left, CallMediaRecognitionType right) => left.Equals(right);
    public static bool operator !=(CallMediaRecognitionType left, CallMediaRecognitionType right) => !left.Equals(right);
    public bool Equals(CallMediaRecognitionType other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);
    public override bool Equals(object obj) => obj is CallMediaRecognitionType other && Equals(other);
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(_value ?? "");
    public override string ToString() => _value;
}

public readonly struct RecognizeInputType(string value) : IEquatable<RecognizeInputType>
{
    private readonly string _value = value ?? throw new ArgumentNullException(nameof(value));

    public static RecognizeInputType Dtmf { get; } = new("dtmf");
    public static RecognizeInputType Speech { get; } = new("speech");
    public static RecognizeInputType SpeechOrDtmf { get; } = new("speechOrDtmf");
    public static RecognizeInputType Choices { get; } = new("choices");

    public static implicit operator RecognizeInputType(string value) => new(value);
    public static bool operator ==(RecognizeInputType left, RecognizeInputType right) => left.Equals(right);
    public static bool operator !=(RecognizeInputType left, RecognizeInputType right) => !left.Equals(right);
    public bool Equals(RecognizeInputType other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);
    public override bool Equals(object obj) => obj is RecognizeInputType other && Equals(other);
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(_value ?? "");
    public override string ToString() => _value;
}

public readonly struct RecognizeResultType(string value) : IEquatable<RecognizeResultType>
{
    private readonly string _value = value ?? throw new ArgumentNullException(nameof(value));

    public static RecognizeResultType DtmfResult { get; } = new("dtmfResult");
    public static RecognizeResultType ChoiceResult { get; } = new("choiceResult");
    public static RecognizeResultType SpeechResult { get; } = new("speechResult");

    public static implicit operator RecognizeResultType(string value) => new(value);
    public static bool operator ==(RecognizeResultType left, RecognizeResultType right) => left.Equals(right);
    public static bool operator !=(RecognizeResultType left, RecognizeResultType right) => !left.Equals(right);
    public bool Equals(RecognizeResultType other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);
    public override bool Equals(object obj) => obj is RecognizeResultType other && Equals(other);
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(_value ?? "");
    public override string ToString() => _value;
}

public readonly struct VoiceKind(string value) : IEquatable<VoiceKind>
{
    private readonly string _value = value ?? throw new ArgumentNullException(nameof(value));

    public static VoiceKind Male { get; } = new("male");
    public static VoiceKind Female { get; } = new("female");

    public static implicit operator VoiceKind(string value) => new(value);
    public static bool operator ==(VoiceKind left, VoiceKind right) => left.Equals(right);
    public static bool operator !=(VoiceKind left, VoiceKind right) => !left.Equals(right);
    public bool Equals(VoiceKind other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);
    public override bool Equals(object obj) => obj is VoiceKind other && Equals(other);
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(_value ?? "");
    public override string ToString() => _value;
}
