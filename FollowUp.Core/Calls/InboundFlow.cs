using System.Collections.Immutable;
using FollowUp.Core.Business;
using FollowUp.Core.Events;
using NodaTime;

namespace FollowUp.Core.Calls;

/// <summary>
/// A call to the business: it is picked up, the business's phones ring, whoever picks up has to press 1 (a voicemail cannot, and a
/// phone that declined has been reported as one that joined), and then both talk. Otherwise it is missed, whatever else happens.
/// Pure: time is passed in, and what is to be done comes back as data.
/// </summary>
public static class InboundFlow
{
    private const string Accept = "accept/";
    private const string Greeting = "greeting";
    private static readonly ImmutableArray<CallChoice> Accepting = [new("accept", ["accept", "yes"], "1")];
    private static readonly Duration Answering = Duration.FromMinutes(1);
    private static readonly Duration Deciding = Duration.FromSeconds(45);
    private static readonly Duration Longest = Duration.FromHours(4);
    private static readonly Duration Speaking = Duration.FromMinutes(2);
    private static readonly Duration MessageLength = Duration.FromMinutes(2);

    /// <summary>A call that has come in.</summary>
    /// <param name="id">The carrier's correlation id.</param>
    /// <param name="person">The caller, E.164; empty when withheld.</param>
    /// <param name="number">The number that was called, E.164.</param>
    /// <param name="context">What to pick it up with; null when nobody can, because nothing can speak.</param>
    /// <param name="label">Who the caller is, in words.</param>
    /// <param name="at">When it came in.</param>
    /// <param name="business">The business.</param>
    public static CallStep Begin(string id, string person, string number, string? context, string? label, Instant at, BusinessProfile business)
    {
        var called = business.NumberOr(number);
        var rings = context is not null && called.Rings && business.Hours.IsOpen(at, business.Zone);
        var call = new CallRecord
        {
            Id = id, Stage = context is null ? CallStage.Over : CallStage.Arriving, Person = person, Number = number, StartedAt = at, DueAt = at + Answering,
            Context = context, Label = label, Phones = rings ? [.. called.ForwardTo.Select(p => new RungPhone(p, RungState.Waiting))] : [],
        };
        return new(rings ? call : Missed(call, at), context is null ? [] : [new CallCommand.Answer(context)]);
    }

    /// <summary>What follows from a signal; the same record and no command when nothing does.</summary>
    public static CallStep Step(CallRecord call, CallSignal signal, Instant now, BusinessProfile business) => (call.Stage, signal) switch
    {
        (CallStage.Over, _) => Nothing(call),
        (CallStage.Ending, _) => CallEnds.Ending(call, signal, now),
        (_, CallSignal.Taken taken) => Nothing(call with { ConnectionId = call.ConnectionId ?? taken.ConnectionId }),
        (CallStage.Arriving, CallSignal.Connected connected) => Welcome(call with { ConnectionId = connected.ConnectionId, TakenAt = now }, now, business),
        (CallStage.Ringing, CallSignal.Rang rang) => Nothing(With(call, rang.Phone, RungState.Ringing, p => p with { Invitation = rang.Invitation })),
        (CallStage.Ringing, CallSignal.Joined joined) => Ask(call, joined.Phone, business),
        (CallStage.Ringing, CallSignal.NotJoined none) => Next(With(call, none.Phone, RungState.Ringing, Gone), now, business, []),
        (CallStage.Ringing, CallSignal.Heard { Choice: "accept" } heard) => Bridge(call, PhoneOf(heard.Context), now, business),
        (CallStage.Ringing, CallSignal.NotHeard none) => Refuse(call, PhoneOf(none.Context), now, business),
        (CallStage.Ringing, CallSignal.NotAsked none) => Refuse(call, PhoneOf(none.Context), now, business),
        (CallStage.Bridged or CallStage.Leaving or CallStage.Recording, CallSignal.Joined late) when late.Phone != call.AcceptedBy =>
            new(call, [new CallCommand.Remove(late.Phone)]),
        (CallStage.Bridged or CallStage.Leaving or CallStage.Recording, CallSignal.Rang late) when late.Phone != call.AcceptedBy =>
            new(call, [new CallCommand.StopRinging(late.Invitation)]),
        (CallStage.Ringing or CallStage.Bridged, CallSignal.Moved) => new(call, [new CallCommand.Look()]),
        (CallStage.Ringing or CallStage.Bridged, CallSignal.Present present) => Check(call, present.Phones, now, business),
        (CallStage.Leaving, CallSignal.Said { Context: Greeting }) when CallTexts.TakesMessage(business.NumberOr(call.Number), call) =>
            new(call with { Stage = CallStage.Recording, DueAt = now + MessageLength }, [new CallCommand.Record()]),
        (CallStage.Leaving, CallSignal.Said { Context: Greeting }) => CallEnds.HangUp(call, now),
        (CallStage.Ringing, CallSignal.TimedOut) => Greet(call, now, business, Clear(call)),
        (_, CallSignal.TimedOut) => CallEnds.HangUp(Ended(call, now), now),
        (_, CallSignal.Disconnected) or (CallStage.Arriving, CallSignal.Refused) => Nothing(Over(Ended(call, now))),
        _ => Nothing(call),
    };

    private static CallStep Nothing(CallRecord call) => new(call, []);

    private static CallRecord Over(CallRecord call) => call with { Stage = CallStage.Over };

    private static RungPhone Gone(RungPhone phone) => phone with { State = RungState.Gone };

    private static CallStep Welcome(CallRecord call, Instant now, BusinessProfile business)
    {
        if (call.Phones.IsEmpty) return Greet(call, now, business, []);
        var number = business.NumberOr(call.Number);
        var rounds = number.RingsInOrder ? call.Phones.Length : 1;
        var limit = (Duration.FromSeconds(number.RingSeconds) + Deciding) * rounds;
        return Next(
            call with { Stage = CallStage.Ringing, DueAt = now + limit }, now, business,
            call.Person.Length == 0 ? [] : [new CallCommand.Hold(call.Person, CallTexts.Waiting(business))]);
    }

    /// <summary>Rings whom it is the turn of; when nobody is left, the call is missed.</summary>
    private static CallStep Next(CallRecord call, Instant now, BusinessProfile business, ImmutableArray<CallCommand> first)
    {
        var number = business.NumberOr(call.Number);
        var isBusy = call.Phones.Any(p => p.State is RungState.Ringing or RungState.Asked);
        var turn = call.Phones.Where(p => p.State == RungState.Waiting).Take(number.RingsInOrder ? isBusy ? 0 : 1 : int.MaxValue).ToList();
        if (turn.Count == 0) return isBusy ? new(call, first) : Greet(call, now, business, first);
        foreach (var phone in turn) call = call with { Phones = call.Phones.Replace(phone, phone with { State = RungState.Ringing }) };
        return new(call, [.. first, .. turn.Select(p => new CallCommand.Ring(p.Phone, number.RingSeconds))]);
    }

    private static CallStep Ask(CallRecord call, string phone, BusinessProfile business)
    {
        var asked = With(call, phone, RungState.Ringing, p => p with { State = RungState.Asked });
        return asked == call ? Nothing(call) : new(asked, [new CallCommand.Ask(phone, CallTexts.Whisper(business, call), Accepting, Accept + phone)]);
    }

    private static CallStep Refuse(CallRecord call, string phone, Instant now, BusinessProfile business)
    {
        var refused = With(call, phone, RungState.Asked, Gone);
        return refused == call ? Nothing(call) : Next(refused, now, business, [new CallCommand.Remove(phone)]);
    }

    private static CallStep Bridge(CallRecord call, string phone, Instant now, BusinessProfile business)
    {
        if (call.Phones.All(p => p.Phone != phone || p.State != RungState.Asked)) return Nothing(call);
        var bridged = call with { Stage = CallStage.Bridged, AcceptedBy = phone, AcceptedAt = now, DueAt = now + Longest };
        var by = business.Team.FirstOrDefault(m => m.Phone == phone);
        var answered = new LeadEvent.CallAnswered(call.Id, call.Person, call.Number, Seconds(call.TakenAt, now), by?.Id);
        return new(
            call.Person.Length == 0 ? bridged : bridged with { Facts = bridged.Facts.Add(new($"call/{call.Id}/answered", now, answered)) },
            [.. Clear(call with { Phones = call.Phones.RemoveAll(p => p.Phone == phone) }), .. Release(call)]);
    }

    /// <summary>Who is left decides: a caller alone with nobody, or a team alone with no caller, have no call any more.</summary>
    private static CallStep Check(CallRecord call, ImmutableArray<string> phones, Instant now, BusinessProfile business)
    {
        var callerLeft = call.Person.Length > 0 && !phones.Contains(call.Person);
        if (callerLeft || (call.Stage == CallStage.Bridged && !phones.Contains(call.AcceptedBy!)))
            return CallEnds.HangUp(Ended(call, now), now);
        var left = call.Phones.FirstOrDefault(p => p.State == RungState.Asked && !phones.Contains(p.Phone));
        return call.Stage == CallStage.Ringing && left is not null ? Refuse(call, left.Phone, now, business) : Nothing(call);
    }

    /// <summary>The end of the waiting: the lead hears of it at once, and the caller gets the greeting.</summary>
    private static CallStep Greet(CallRecord call, Instant now, BusinessProfile business, ImmutableArray<CallCommand> first) => new(
        Missed(call, now) with { Stage = CallStage.Leaving, DueAt = now + Speaking },
        [
            .. first,
            .. call.Stage == CallStage.Ringing ? Release(call) : [],
            new CallCommand.Say(CallTexts.Greeting(business, business.NumberOr(call.Number), call), Greeting),
        ]);

    private static ImmutableArray<CallCommand> Release(CallRecord call) => call.Person.Length == 0 ? [] : [new CallCommand.Unhold(call.Person)];

    /// <summary>Nobody else is to be rung or asked any more.</summary>
    private static ImmutableArray<CallCommand> Clear(CallRecord call) =>
    [
        .. call.Phones.Select(p => p switch
        {
            { State: RungState.Ringing, Invitation: { } invitation } => new CallCommand.StopRinging(invitation),
            { State: RungState.Asked } => new CallCommand.Remove(p.Phone),
            _ => (CallCommand?)null,
        }).OfType<CallCommand>(),
    ];

    private static CallRecord Ended(CallRecord call, Instant now)
    {
        if (call.AcceptedAt is null) return Missed(call, now);
        var completed = new LeadEvent.CallCompleted(call.Id, "inbound", "answered", Seconds(call.AcceptedAt, now));
        return call.Person.Length == 0 ? call : call with { Facts = call.Facts.Add(new($"call/{call.Id}/ended", now, completed)) };
    }

    /// <summary>Writes down that nobody took it, once; a caller who cannot be reached is nobody's lead.</summary>
    private static CallRecord Missed(CallRecord call, Instant now)
    {
        if (call.IsMissed) return call;
        var missed = new LeadEvent.CallMissed(call.Id, call.Person, call.Number, Seconds(call.TakenAt, now));
        var at = call.TakenAt is null ? call.StartedAt : now;
        return call with
        {
            IsMissed = true, Facts = call.Person.Length == 0 ? call.Facts : call.Facts.Add(new($"call/{call.Id}/missed", at, missed)),
        };
    }

    /// <summary>The phone a question was put to; empty for no question of ours.</summary>
    private static string PhoneOf(string context) => context.StartsWith(Accept, StringComparison.Ordinal) ? context[Accept.Length..] : "";

    private static CallRecord With(CallRecord call, string phone, RungState state, Func<RungPhone, RungPhone> change)
    {
        var found = call.Phones.FirstOrDefault(p => p.Phone == phone && p.State == state);
        return found is null ? call : call with { Phones = call.Phones.Replace(found, change(found)) };
    }

    private static int Seconds(Instant? from, Instant to) => from is { } begin && to > begin ? (int)(to - begin).TotalSeconds : 0;
}
