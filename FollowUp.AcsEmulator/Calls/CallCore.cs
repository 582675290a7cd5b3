using FollowUp.AcsEmulator.Hosting;
using FollowUp.AcsEmulator.Phones;

namespace FollowUp.AcsEmulator.Calls;

/// <summary>The calls there are, and how parties join and leave them. Everything here runs under the phone book's lock.</summary>
internal sealed class CallCore(PhoneBook book, Dialler dialler, CallEvents events, IdSource ids)
{
    private readonly Dictionary<string, CallConnection> _calls = [];

    /// <summary>Server call ids are the base64 of a conversation's address, as in the examples of the specification.</summary>
    public string NewServerCallId() => Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"https://conv.example.invalid/conv/{ids.Short()}"));

    public void Add(CallConnection call) => _calls[call.Id] = call;

    public CallConnection Get(string id) => _calls.GetValueOrDefault(id) ?? throw CallErrors.CallNotFound();

    /// <summary>The established call of a server call id, as recordings name it.</summary>
    public CallConnection ByServerCallId(string? id) =>
        _calls.Values.FirstOrDefault(call => call.ServerCallId == id && call.State != ConnectionState.Connecting) ?? throw CallErrors.CallNotFound();

    /// <summary>For actions that need an established call.</summary>
    public CallConnection Established(string id)
    {
        var call = Get(id);
        return call.State == ConnectionState.Connecting ? throw CallErrors.NotEstablished() : call;
    }

    /// <summary>Legs dialled from a number, ringing ones included.</summary>
    public int OutboundFrom(string number) => _calls.Values.Sum(call =>
        call.Participants.Count(participant => participant.DialledFrom == number) + call.Invitations.Values.Count(ring => ring.From == number));

    /// <summary>A phone enters the call: a caller who was answered, or someone who picked up.</summary>
    public void Join(CallConnection call, Phone phone, string with, IEnumerable<PhoneStep> steps, string? dialledFrom, bool voicemail = false)
    {
        call.Participants.Add(new Participant(phone, dialledFrom));
        dialler.Connect(phone, new ApplicationLine(this, call), with, steps, voicemail);
    }

    public void Established(CallConnection call)
    {
        call.State = ConnectionState.Connected;
        events.Send(call, "CallConnected", call.OperationContext, CallResult.Success);
        events.ParticipantsUpdated(call);
    }

    /// <summary>A phone is gone; nobody left ends the call, as does the last caller leaving others ringing.</summary>
    public void Left(CallConnection call, Phone phone)
    {
        call.Media.Forget(phone);
        call.Participants.RemoveAll(participant => participant.Phone == phone);
        if (call.Participants.Count == 0)
            Disconnect(call, call.Inbound ? CallResult.InboundEnded : CallResult.OutboundEnded);
        else
            events.ParticipantsUpdated(call);
    }

    /// <summary>The application's leg ends. "Once the callDisconnected event is received, there won't be any more callback events".</summary>
    public void Disconnect(CallConnection call, CallResult result, bool keepOthersTalking = false)
    {
        call.State = ConnectionState.Disconnected;
        _calls.Remove(call.Id);
        call.Media.Stop();
        foreach (var ring in call.Invitations.Values.ToList())
            ring.End(RingOutcome.Cancelled);
        call.Invitations.Clear();
        if (keepOthersTalking && call.Participants is [var one, var other])
        {
            var line = new DirectLine(book, dialler, one.Phone, other.Phone);
            dialler.Bridge(one.Phone, line, other.Key);
            dialler.Bridge(other.Phone, line, one.Key);
        }
        else
        {
            foreach (var participant in call.Participants)
                dialler.Release(participant.Phone, "the call ended");
        }
        call.Participants.Clear();
        events.Send(call, "CallDisconnected", call.OperationContext, result);
        call.End();
    }

    public static CallResult ResultOf(RingOutcome outcome) => outcome switch
    {
        RingOutcome.Declined => CallResult.Declined,
        RingOutcome.Busy => CallResult.Busy,
        RingOutcome.NotFound => CallResult.NotFound,
        RingOutcome.TimedOut or RingOutcome.Cancelled => CallResult.Cancelled,
        _ => CallResult.NoAnswer,
    };

    private sealed class ApplicationLine(CallCore core, CallConnection call) : ILine
    {
        public void Keys(Phone phone, string keys) => call.Media.Keys(phone, keys);

        public void Speech(Phone phone, string text) => call.Media.Speech(phone, text);

        public void Left(Phone phone) => core.Left(call, phone);
    }
}
