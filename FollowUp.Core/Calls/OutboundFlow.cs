using System.Collections.Immutable;
using FollowUp.Core.Business;
using FollowUp.Core.Carriers;
using FollowUp.Core.Events;
using FollowUp.Core.Sequences;
using NodaTime;

namespace FollowUp.Core.Calls;

/// <summary>
/// A call that a touch places: its words are said, an answer is waited for by key or voice, twice more when none comes, and then the
/// words for an answering machine are left. Who wants to talk is put through. Every ending is a disposition. Pure, like the decider.
/// </summary>
public static class OutboundFlow
{
    private const string Question = "ask/";
    private const string Put = "connect";
    private const string Bye = "bye";
    private const int MaxAsked = 3;
    private const string Stop = "stop calling";

    // As Keywords has them for texts, and as people say it.
    private static readonly ImmutableArray<string> WaysOut = ["stop", Stop, "opt out", "unsubscribe", "quit", "revoke", "cancel", "end", "remove me", "take me off your list"];
    private static readonly Duration Establishing = Duration.FromMinutes(5);
    private static readonly Duration Talking = Duration.FromMinutes(10);

    /// <summary>A call that is about to be placed.</summary>
    public static CallRecord Begin(Outbound.Call message, Instant now) => new()
    {
        Id = message.Touch.Id, IsOutbound = true, Stage = CallStage.Placing, Person = message.To, Number = message.From, StartedAt = now,
        DueAt = now + Establishing, LeadId = message.LeadId, Script = new(message.Text, message.AnsweringMachine, ChoicesOf(message.Replies), message.ConnectTo),
    };

    /// <summary>What follows from a signal; the same record and no command when nothing does.</summary>
    public static CallStep Step(CallRecord call, CallSignal signal, Instant now) => (call.Stage, signal) switch
    {
        (CallStage.Over, _) => Nothing(call),
        (CallStage.Ending, _) => CallEnds.Ending(call, signal, now),
        (_, CallSignal.Taken taken) => Nothing(call with { ConnectionId = call.ConnectionId ?? taken.ConnectionId }),
        (CallStage.Placing, CallSignal.Connected connected) =>
            Ask(call with { Stage = CallStage.Asking, ConnectionId = connected.ConnectionId, TakenAt = now, DueAt = now + Talking }, ""),
        (CallStage.Asking, CallSignal.Heard heard) when heard.Context == ContextOf(call) => Answered(call, heard.Choice, now),
        (CallStage.Asking, CallSignal.NotHeard none) when none.Context == ContextOf(call) => Unanswered(call, now),
        (CallStage.Asking, CallSignal.NotAsked none) when none.Context == ContextOf(call) => Unasked(call, now),
        (CallStage.Connecting, CallSignal.Said { Context: Put }) =>
            new(call with { Stage = CallStage.Transferring }, [new CallCommand.Transfer(call.Script!.ConnectTo!)]),
        (CallStage.Transferring, CallSignal.Transferred) => Nothing(Over(Ended(call, "answered", now, call.Script!.ConnectTo))),
        (CallStage.Transferring, CallSignal.NotTransferred) => Leave(Ended(call, "answered", now), CallTexts.NobodyFree),
        (CallStage.Leaving, CallSignal.Said { Context: Bye }) => CallEnds.HangUp(call, now),
        (CallStage.Placing, CallSignal.Disconnected end) => Nothing(Over(Ended(
            call, CallEnds.DispositionOf(end.WasPlaced, end.Code, end.SubCode), now, detail: end.Detail))),
        (_, CallSignal.Disconnected) => Nothing(Over(Ended(call, "answered", now))),
        (CallStage.Placing, CallSignal.TimedOut) => CallEnds.HangUp(call.ConnectionId is null ? call : Ended(call, "failed", now, detail: "nobody told how it ended"), now),
        (_, CallSignal.TimedOut) => CallEnds.HangUp(Ended(call, "answered", now), now),
        _ => Nothing(call),
    };

    /// <summary>What may be said or pressed for each reply; keys are single characters, phrases what is longer.</summary>
    private static ImmutableArray<CallChoice> ChoicesOf(ImmutableArray<Reply> replies) =>
    [
        .. replies.Select(reply => new CallChoice(
            reply.Match[0],
            [.. reply.Match.Where(m => !IsKey(m)).DefaultIfEmpty(reply.Match[0])],
            reply.Match.FirstOrDefault(IsKey),
            reply.Connect)),
    ];

    private static bool IsKey(string match) => match.Length == 1 && (char.IsAsciiDigit(match[0]) || match[0] is '*' or '#');

    private static CallStep Nothing(CallRecord call) => new(call, []);

    private static CallRecord Over(CallRecord call) => call with { Stage = CallStage.Over };

    private static string ContextOf(CallRecord call) => Question + call.Asked;

    private static CallStep Ask(CallRecord call, string before)
    {
        var script = call.Script!;
        var key = "9876543210".First(k => script.Choices.All(c => c.Key != k.ToString())).ToString();
        var wayOut = WaysOut.Where(w => !script.Choices.Any(c => c.Phrases.Contains(w, StringComparer.OrdinalIgnoreCase))).ToImmutableArray();
        var asked = call with { Asked = call.Asked + 1 };
        return new(asked, [new CallCommand.Ask(
            call.Person, before + script.Text + CallTexts.WayOut(key),
            script.Choices.Add(new(Stop, wayOut, key)), ContextOf(asked))]);
    }

    private static CallStep Answered(CallRecord call, string choice, Instant now)
    {
        if (choice == Stop)
        {
            var optOut = new EventEnvelope($"call/{KeyOf(call)}/optout", now, new LeadEvent.OptedOut("call", "asked in a call"));
            return Leave(Ended(call with { Facts = call.Facts.Add(optOut) }, "answered", now), CallTexts.OptedOut);
        }
        var answered = call with { Choice = choice };
        var connects = call.Script!.ConnectTo is not null && call.Script.Choices.Any(c => c.Label == choice && c.Connects);
        return connects
            ? new(answered with { Stage = CallStage.Connecting }, [new CallCommand.Say(CallTexts.Connecting, Put)])
            : Leave(Ended(answered, "answered", now), CallTexts.Thanks);
    }

    /// <summary>A call that asks nothing has been heard; one that does has met a machine when nobody answers three times.</summary>
    private static CallStep Unanswered(CallRecord call, Instant now)
    {
        var script = call.Script!;
        if (script.Choices.IsEmpty) return CallEnds.HangUp(Ended(call, "answered", now), now);
        return call.Asked < MaxAsked
            ? Ask(call, CallTexts.Again)
            : Leave(Ended(call, "voicemail", now), script.Message ?? script.Text);
    }

    /// <summary>Who heard the words once has answered; to whom they could not be said at all was not called.</summary>
    private static CallStep Unasked(CallRecord call, Instant now) => CallEnds.HangUp(
        call.Asked > 1 ? Ended(call, "answered", now) : Ended(call, "failed", now, detail: "the words of the call could not be said"), now);

    private static CallStep Leave(CallRecord call, string words) => new(call with { Stage = CallStage.Leaving }, [new CallCommand.Say(words, Bye)]);

    private static string KeyOf(CallRecord call) => call.ConnectionId ?? call.Id;

    /// <summary>Writes the end down; its id is the call's, so that only the first of several endings counts.</summary>
    private static CallRecord Ended(CallRecord call, string disposition, Instant now, string? connectedTo = null, string? detail = null)
    {
        if (call.Stage == CallStage.Leaving) return call;
        var seconds = call.TakenAt is { } taken && now > taken ? (int)(now - taken).TotalSeconds : 0;
        var ended = new LeadEvent.CallCompleted(
            KeyOf(call), "outbound", disposition, seconds, disposition == "failed" ? detail : null, call.Id, call.Choice, connectedTo);
        return call with { Facts = call.Facts.Add(new($"call/{KeyOf(call)}/ended", now, ended)) };
    }
}
