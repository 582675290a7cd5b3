using FollowUp.AcsEmulator.Calls;
using FollowUp.AcsEmulator.Time;

namespace FollowUp.AcsEmulator.Phones;

/// <summary>Calls that phones place: to a number of the resource, or to each other.</summary>
internal sealed class PhoneCalls(AcsEmulatorOptions options, PhoneBook book, Dialler dialler, InboundCalls inbound)
{
    /// <summary>Call under the lock.</summary>
    public void Dial(Phone caller, string to, TimeSpan? patience, IReadOnlyList<PhoneStep> steps)
    {
        if (caller.State != PhoneState.Idle)
            throw new InvalidOperationException($"{caller.Number} is {caller.State}.");
        if (options.Owns(to))
            inbound.Start(caller, to, patience, steps);
        else
            Direct(caller, to, patience, steps);
    }

    /// <summary>Two phones talk without the application.</summary>
    public static void Talk(PhoneBook book, Dialler dialler, Phone caller, IReadOnlyList<PhoneStep> steps, Ring answered)
    {
        var line = new DirectLine(book, dialler, caller, answered.Phone);
        dialler.Connect(caller, line, answered.Phone.Number, steps);
        dialler.Connect(answered.Phone, line, caller.Number, answered.Behaviour.Then, answered.ByVoicemail);
    }

    private void Direct(Phone caller, string to, TimeSpan? patience, IReadOnlyList<PhoneStep> steps)
    {
        var dialling = new DiallingLine();
        (caller.State, caller.With, caller.Line) = (PhoneState.Dialling, to, dialling);
        book.Note(caller, "dialling", $"calls {to}");
        dialling.Ring = dialler.Ring(to, caller.Number, options.Timing.IncomingRing, (ring, outcome) =>
        {
            if (caller.Line != dialling)
                return;
            if (outcome == RingOutcome.Answered)
                Talk(book, dialler, caller, steps, ring);
            else if (ring.Behaviour.ForwardTo is { } next && outcome is RingOutcome.NoAnswer or RingOutcome.Busy or RingOutcome.Declined)
                Forward(caller, next, patience, steps);
            else
                dialler.Release(caller, CallCore.ResultOf(outcome).Message);
        });
        if (patience is { } limit)
            book.After(limit, () => GiveUp(caller, dialling));
    }

    private void Forward(Phone caller, string next, TimeSpan? patience, IReadOnlyList<PhoneStep> steps)
    {
        book.Note(caller, "forwarded", $"the call goes on to {next}");
        (caller.State, caller.With, caller.Line) = (PhoneState.Idle, null, null);
        Dial(caller, next, patience, steps);
    }

    private void GiveUp(Phone caller, DiallingLine dialling)
    {
        if (caller.Line == dialling)
            dialler.HangUp(caller);
    }

    private sealed class DiallingLine : ILine
    {
        public Ring? Ring { get; set; }

        public void Keys(Phone phone, string keys)
        {
            // Nobody listens yet.
        }

        public void Speech(Phone phone, string text)
        {
            // Nobody listens yet.
        }

        public void Left(Phone phone) => Ring?.End(RingOutcome.Cancelled);
    }
}
