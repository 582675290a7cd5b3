using FollowUp.AcsEmulator.Calls;

namespace FollowUp.AcsEmulator.Phones;

/// <summary>Rings phones, connects and releases them, and acts out their scripts. Everything here runs under the phone book's lock.</summary>
internal sealed class Dialler(PhoneBook book)
{
    private static readonly TimeSpan VoicemailLength = TimeSpan.FromMinutes(2);

    /// <summary>Rings <paramref name="to"/>. <paramref name="done"/> is called once, never before this returns.</summary>
    public Ring Ring(string to, string from, TimeSpan? giveUpAfter, Action<Ring, RingOutcome> done)
    {
        var phone = book.Of(to);
        if (to.StartsWith('+') && !PhoneNumbers.IsValid(to))
            return Ends(new Ring(phone, from, phone.Behaviour, done), TimeSpan.Zero, RingOutcome.NotFound);
        if (phone.State != PhoneState.Idle)
            return Ends(new Ring(phone, from, phone.Behaviour, done), TimeSpan.Zero, RingOutcome.Busy);
        var behaviour = phone.NextBehaviour();
        var ring = new Ring(phone, from, behaviour, (ended, outcome) =>
        {
            if (outcome != RingOutcome.Answered)
                book.Note(phone, "stopped", $"the call from {from}: {CallCore.ResultOf(outcome).Message}", from);
            done(ended, outcome);
        });
        if (behaviour.Ring is RingAction.Busy or RingAction.Unreachable)
            return Ends(ring, TimeSpan.Zero, behaviour.Ring == RingAction.Busy ? RingOutcome.Busy : RingOutcome.NotFound);
        (phone.State, phone.With, phone.Ring) = (PhoneState.Ringing, from, ring);
        book.Note(phone, "ringing", $"call from {from}");
        if (giveUpAfter is { } limit)
            Ends(ring, limit, RingOutcome.TimedOut);
        return behaviour.Ring switch
        {
            RingAction.Answer => Ends(ring, behaviour.After(2), RingOutcome.Answered),
            RingAction.Decline => Ends(ring, behaviour.After(1), RingOutcome.Declined),
            RingAction.NoAnswer => Ends(ring, behaviour.After(30), RingOutcome.NoAnswer),
            RingAction.Voicemail => VoicemailTakes(ring),
            _ => Ends(ring, behaviour.After(60), RingOutcome.NoAnswer),
        };
    }

    /// <summary>Puts a phone on a line and starts what its script says for the call.</summary>
    public void Connect(Phone phone, ILine line, string with, IEnumerable<PhoneStep> steps, bool voicemail = false)
    {
        (phone.State, phone.With, phone.Line, phone.IsVoicemail) = (PhoneState.InCall, with, line, voicemail);
        phone.CallNumber++;
        book.Note(phone, voicemail ? "voicemailAnswered" : "connected", $"in a call with {with}");
        phone.Steps.Clear();
        foreach (var step in voicemail ? [new PhoneStep { AfterSeconds = VoicemailLength.TotalSeconds, HangUp = true }] : steps)
            phone.Steps.Enqueue(step);
        NextStep(phone);
    }

    /// <summary>Moves a connected phone to another line without ending its call: bridging after a transfer.</summary>
    public void Bridge(Phone phone, ILine line, string with)
    {
        (phone.Line, phone.With, phone.IsAsked) = (line, with, false);
        book.Note(phone, "bridged", $"in a call with {with}");
    }

    /// <summary>The call is over for this phone.</summary>
    public void Release(Phone phone, string why)
    {
        book.Note(phone, "ended", why);
        (phone.State, phone.With, phone.Line, phone.IsVoicemail) = (PhoneState.Idle, null, null, false);
        (phone.StepWaits, phone.IsAsked) = (false, false);
        phone.Steps.Clear();
        phone.CallNumber++;
    }

    /// <summary>The application starts or stops listening to the phone.</summary>
    public void Asked(Phone phone, bool listening)
    {
        phone.IsAsked = listening;
        if (listening && phone.StepWaits)
            NextStep(phone);
    }

    public void Press(Phone phone, string keys)
    {
        book.Note(phone, "pressed", keys);
        phone.Line?.Keys(phone, keys);
    }

    public void Speak(Phone phone, string text)
    {
        book.Note(phone, "said", text);
        phone.Line?.Speech(phone, text);
    }

    public void HangUp(Phone phone)
    {
        var line = phone.Line;
        Release(phone, "hung up");
        line?.Left(phone);
    }

    private void NextStep(Phone phone)
    {
        phone.StepWaits = false;
        if (!phone.Steps.TryPeek(out var step))
            return;
        if (step.WhenAsked && !phone.IsAsked)
        {
            phone.StepWaits = true;
            return;
        }
        var call = phone.CallNumber;
        book.After(TimeSpan.FromSeconds(step.AfterSeconds), () =>
        {
            if (phone.CallNumber == call && phone.Steps.TryPeek(out var due) && ReferenceEquals(due, step))
                Do(phone, step);
        });
    }

    private void Do(Phone phone, PhoneStep step)
    {
        phone.Steps.Dequeue();
        if (step.Press is { } keys)
            Press(phone, keys);
        if (step.Say is { } text)
            Speak(phone, text);
        if (step.HangUp)
            HangUp(phone);
        else if (phone.State == PhoneState.InCall)
            NextStep(phone);
    }

    private Ring Ends(Ring ring, TimeSpan after, RingOutcome outcome)
    {
        ring.Until(book.After(after, () => ring.End(outcome)));
        return ring;
    }

    private Ring VoicemailTakes(Ring ring)
    {
        ring.Until(book.After(ring.Behaviour.After(20), () =>
        {
            ring.ByVoicemail = true;
            ring.End(RingOutcome.Answered);
        }));
        return ring;
    }
}
