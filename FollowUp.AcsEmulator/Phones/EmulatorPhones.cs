using FollowUp.AcsEmulator.Calls.Media;
using FollowUp.AcsEmulator.Sms;

namespace FollowUp.AcsEmulator.Phones;

/// <summary>The phones of the people out there, by hand or by script. Numbers are E.164; ACS users are phones too, by raw id.</summary>
public sealed class EmulatorPhones
{
    private readonly PhoneBook _book;
    private readonly Dialler _dialler;
    private readonly PhoneCalls _calls;
    private readonly InboundSms _sms;

    internal EmulatorPhones(PhoneBook book, Dialler dialler, PhoneCalls calls, InboundSms sms) =>
        (_book, _dialler, _calls, _sms) = (book, dialler, calls, sms);

    public IReadOnlyList<PhoneView> All => _book.All;

    public PhoneView Get(string number) => _book.View(number);

    /// <summary>What the phone does on its next calls: one after the other, the last one for good.</summary>
    public void SetBehaviour(string number, params IReadOnlyList<PhoneBehaviour> script)
    {
        lock (_book.Gate)
            _book.Of(number).SetScript(script);
    }

    /// <summary>Dials. When nobody answers within <paramref name="patience"/> the caller hangs up; once answered, it acts out <paramref name="then"/>.</summary>
    /// <exception cref="InvalidOperationException">The phone is in a call.</exception>
    public void Call(string from, string to, TimeSpan? patience = null, IReadOnlyList<PhoneStep>? then = null)
    {
        lock (_book.Gate)
            _calls.Dial(_book.Of(from), to, patience, then ?? []);
    }

    /// <exception cref="InvalidOperationException">It does not ring.</exception>
    public void Answer(string number) => Ringing(number, RingOutcome.Answered);

    /// <summary>Lets the carrier's voicemail take the ringing call now.</summary>
    /// <exception cref="InvalidOperationException">It does not ring.</exception>
    public void SendToVoicemail(string number) => Ringing(number, RingOutcome.Answered, voicemail: true);

    /// <exception cref="InvalidOperationException">It does not ring.</exception>
    public void Decline(string number) => Ringing(number, RingOutcome.Declined);

    /// <summary>Lets the ringing call go unanswered now.</summary>
    /// <exception cref="InvalidOperationException">It does not ring.</exception>
    public void LetRingOut(string number) => Ringing(number, RingOutcome.NoAnswer);

    /// <exception cref="InvalidOperationException">It is not in a call.</exception>
    public void HangUp(string number) => InCall(number, _dialler.HangUp);

    /// <summary>Presses keys: 0-9, *, #, A-D.</summary>
    /// <exception cref="InvalidOperationException">It is not in a call.</exception>
    public void Press(string number, string keys)
    {
        if (keys.Length == 0 || !keys.All(Tones.IsKey))
            throw new ArgumentException("Keys are 0-9, *, #, A-D.", nameof(keys));
        InCall(number, phone => _dialler.Press(phone, keys));
    }

    /// <exception cref="InvalidOperationException">It is not in a call.</exception>
    public void Speak(string number, string text) => InCall(number, phone => _dialler.Speak(phone, text));

    /// <summary>Sends a text; the result is the message id.</summary>
    public string Text(string from, string to, string text) => _sms.Receive(from, to, text);

    private void Ringing(string number, RingOutcome outcome, bool voicemail = false)
    {
        lock (_book.Gate)
        {
            if (_book.Of(number).Ring is not { } ring)
                throw new InvalidOperationException($"{number} does not ring.");
            ring.ByVoicemail = voicemail;
            ring.End(outcome);
        }
    }

    private void InCall(string number, Action<Phone> act)
    {
        lock (_book.Gate)
        {
            var phone = _book.Of(number);
            if (phone.Line is null)
                throw new InvalidOperationException($"{number} is not in a call.");
            act(phone);
        }
    }
}
