using FollowUp.AcsEmulator.Calls.Media;
using FollowUp.AcsEmulator.Hosting;
using FollowUp.AcsEmulator.Phones;
using FollowUp.AcsEmulator.Rest;

namespace FollowUp.AcsEmulator.Calls;

/// <summary>Calls the application places, and how it leaves any call.</summary>
internal sealed class OutboundCalls(
    AcsEmulatorOptions options, PhoneBook book, Dialler dialler, CallCore core, CallEvents events, MediaFactory media, IdSource ids)
{
    public AcsResponse Create(AcsRequest request)
    {
        var create = request.Read<CreateCallRequest>();
        var targets = create.Targets ?? [];
        if (targets.Count == 0 || targets.Any(target => target.Key.Length == 0))
            throw CallErrors.Invalid("The targets are missing or not valid.");
        if (targets.Any(target => target.IsPhone) && create.SourceCallerIdNumber is null)
            throw CallErrors.Invalid("SourceCallerIdNumber is required to call a phone number.");
        var callback = CallErrors.CallbackUri(create.CallbackUri);
        lock (book.Gate)
        {
            var call = new CallConnection
            {
                Id = ids.New(), ServerCallId = core.NewServerCallId(), CorrelationId = ids.New(), CallbackUri = callback,
                ApiVersion = request.ApiVersion, Inbound = false, Targets = targets, OperationContext = create.OperationContext,
                Source = create.Source is { } source ? CommunicationIdentifier.Of(source.Id) : null,
                SourceCallerId = create.SourceCallerIdNumber?.Value, SourceDisplayName = create.SourceDisplayName,
                HasCognitiveServices = create.CallIntelligenceOptions?.CognitiveServicesEndpoint is not null,
            };
            call.Media = media.For(call);
            core.Add(call);
            book.After(TimeSpan.Zero, () => Dial(call));
            return new AcsResponse(201, call.View());
        }
    }

    public AcsResponse Get(AcsRequest request)
    {
        lock (book.Gate)
            return new AcsResponse(200, core.Get(request.Route("callConnectionId")).View());
    }

    /// <summary>"does not terminate if there are more than 1 caller in the call", CallConnection_HangupCall of the specification.</summary>
    public AcsResponse HangUp(AcsRequest request) => Leave(request, keepOthersTalking: true);

    public AcsResponse Terminate(AcsRequest request) => Leave(request, keepOthersTalking: false);

    /// <summary>Why a phone cannot be dialled from this number, or null. Such calls are accepted and fail later.</summary>
    public CallResult? Refused(CommunicationIdentifier target, string? callerId)
    {
        if (!target.IsPhone)
            return null;
        if (callerId is null || !options.Owns(callerId))
            return CallResult.BadCallerId;
        return options.Limits.Enforce && core.OutboundFrom(callerId) >= options.Limits.ConcurrentOutboundCallsPerNumber ? CallResult.TooManyCalls : null;
    }

    private AcsResponse Leave(AcsRequest request, bool keepOthersTalking)
    {
        lock (book.Gate)
            core.Disconnect(core.Get(request.Route("callConnectionId")), CallResult.EndedByApplication, keepOthersTalking);
        return new AcsResponse(204);
    }

    private void Dial(CallConnection call)
    {
        if (call.State == ConnectionState.Disconnected)
            return;
        CallResult? refusal = null;
        foreach (var target in call.Targets)
        {
            refusal = Refused(target, call.SourceCallerId);
            if (refusal is not null)
                continue;
            var invitation = ids.New();
            call.Invitations[invitation] = dialler.Ring(
                target.Key, call.SourceCallerId ?? call.Source?.Key ?? "unknown", options.Timing.CallEstablishment,
                (ring, outcome) => Decided(call, invitation, ring, outcome));
        }
        if (call.Invitations.Count == 0)
            Fail(call, refusal!);
    }

    private void Decided(CallConnection call, string invitation, Ring ring, RingOutcome outcome)
    {
        call.Invitations.Remove(invitation);
        if (call.State == ConnectionState.Disconnected)
            return;
        if (outcome == RingOutcome.Answered)
        {
            core.Join(call, ring.Phone, ring.From, ring.Behaviour.Then, call.SourceCallerId, ring.ByVoicemail);
            if (call.State == ConnectionState.Connecting)
                core.Established(call);
            else
                events.ParticipantsUpdated(call);
        }
        else if (call.State == ConnectionState.Connecting && call.Invitations.Count == 0)
        {
            Fail(call, outcome == RingOutcome.TimedOut ? CallResult.TimedOut : CallCore.ResultOf(outcome));
        }
    }

    // "If the call fails, you receive a CallDisconnected event and a CreateCallFailed event", actions-for-call-control.md;
    // nothing comes after CallDisconnected, so it is the second.
    private void Fail(CallConnection call, CallResult result)
    {
        if (call.IsRecent)
            events.Send(call, "CreateCallFailed", call.OperationContext, result);
        core.Disconnect(call, result);
    }
}
