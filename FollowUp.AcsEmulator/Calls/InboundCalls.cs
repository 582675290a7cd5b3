using System.Text;
using System.Text.Json;
using FollowUp.AcsEmulator.Calls.Media;
using FollowUp.AcsEmulator.EventGrid;
using FollowUp.AcsEmulator.Hosting;
using FollowUp.AcsEmulator.Phones;
using FollowUp.AcsEmulator.Rest;
using FollowUp.AcsEmulator.Time;

namespace FollowUp.AcsEmulator.Calls;

/// <summary>IncomingCall events and what the application does about them: answer, redirect, reject, or let it ring.</summary>
internal sealed class InboundCalls(
    AcsEmulatorOptions options, PhoneBook book, Dialler dialler, CallCore core, CallEvents events, EmulatorEventGrid grid,
    MediaFactory media, IEmulatorScheduler scheduler, IdSource ids)
{
    private readonly Dictionary<string, IncomingCall> _waiting = [];

    /// <summary>Call under the lock. <paramref name="patience"/> is when the caller hangs up if nobody answers.</summary>
    public IncomingCall Start(Phone caller, string to, TimeSpan? patience, IReadOnlyList<PhoneStep> steps)
    {
        var context = Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { cc = ids.New(), to }, EmulatorJson.Options)));
        var call = new IncomingCall(dialler, caller, steps)
        {
            Context = context, To = to, ServerCallId = core.NewServerCallId(), CorrelationId = ids.New(),
        };
        _waiting[context] = call;
        (caller.State, caller.With, caller.Line) = (PhoneState.Dialling, to, call);
        book.Note(caller, "dialling", $"calls {to}");
        call.Timers.Add(book.After(options.Timing.IncomingRing, () => call.Drop("nobody answered")));
        if (patience is { } limit)
            call.Timers.Add(book.After(limit, () => dialler.HangUp(caller)));
        grid.Publish(new EmulatedEvent(ids.New(), "Microsoft.Communication.IncomingCall",
            $"/caller/{CommunicationIdentifier.Of(caller.Number).RawId}/recipient/{CommunicationIdentifier.Of(to).RawId}", scheduler.UtcNow,
            new IncomingCallData(CommunicationIdentifier.Of(to), CommunicationIdentifier.Of(caller.Number), call.ServerCallId, "", context, call.CorrelationId)));
        return call;
    }

    public AcsResponse Answer(AcsRequest request)
    {
        var answer = request.Read<AnswerCallRequest>();
        var callback = CallErrors.CallbackUri(answer.CallbackUri);
        lock (book.Gate)
        {
            var incoming = Take(answer.IncomingCallContext);
            var call = new CallConnection
            {
                Id = ids.New(), ServerCallId = incoming.ServerCallId, CorrelationId = incoming.CorrelationId, CallbackUri = callback,
                ApiVersion = request.ApiVersion, Inbound = true, Targets = [CommunicationIdentifier.Of(incoming.To)],
                OperationContext = answer.OperationContext, Source = CommunicationIdentifier.Of(incoming.Caller.Number),
                AnsweredBy = answer.AnsweredBy, AnsweredFor = incoming.To,
                HasCognitiveServices = answer.CallIntelligenceOptions?.CognitiveServicesEndpoint is not null,
            };
            call.Media = media.For(call);
            core.Add(call);
            incoming.StopTimers();
            book.After(TimeSpan.Zero, () => Connect(incoming, call));
            return new AcsResponse(200, call.View());
        }
    }

    public AcsResponse Redirect(AcsRequest request)
    {
        var redirect = request.Read<RedirectCallRequest>();
        if (redirect.Target?.Key is not { Length: > 0 } target)
            throw CallErrors.Invalid("The target is missing.");
        lock (book.Gate)
        {
            var incoming = Take(redirect.IncomingCallContext);
            incoming.StopTimers();
            // "Redirect and Reject publish no events": what becomes of the call is between the two phones.
            var ring = dialler.Ring(target, incoming.Caller.Number, options.Timing.IncomingRing, (ring, outcome) =>
            {
                if (outcome != RingOutcome.Answered)
                    incoming.Drop(CallCore.ResultOf(outcome).Message);
                else
                    PhoneCalls.Talk(book, dialler, incoming.Caller, incoming.Steps, ring);
            });
            incoming.WhenLeft = () => ring.End(RingOutcome.Cancelled);
            return new AcsResponse(204);
        }
    }

    public AcsResponse Reject(AcsRequest request)
    {
        var reject = request.Read<RejectCallRequest>();
        lock (book.Gate)
            Take(reject.IncomingCallContext).Drop(reject.CallRejectReason == "busy" ? "busy" : "rejected");
        return new AcsResponse(204);
    }

    private void Connect(IncomingCall incoming, CallConnection call)
    {
        if (call.State == ConnectionState.Disconnected)
        {
            incoming.Drop("the call ended");
            return;
        }
        if (!incoming.IsOver)
        {
            core.Join(call, incoming.Caller, incoming.To, incoming.Steps, null);
            core.Established(call);
            return;
        }
        if (call.IsRecent)
            events.Send(call, "AnswerFailed", call.OperationContext, CallerGone);
        core.Disconnect(call, CallerGone);
    }

    // "The caller terminated the call request", pstn.md.
    private static CallResult CallerGone => new(487, 540487, "The caller terminated the call request.");

    private IncomingCall Take(string? context)
    {
        if (context is null || !_waiting.TryGetValue(context, out var call) || call.IsOver)
            throw CallErrors.CallNotFound();
        if (call.IsTaken)
            throw new AcsError(409, "8519", "The call was already answered, redirected or rejected.");
        call.IsTaken = true;
        return call;
    }
}
