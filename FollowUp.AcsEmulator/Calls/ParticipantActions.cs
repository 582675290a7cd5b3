using FollowUp.AcsEmulator.Hosting;
using FollowUp.AcsEmulator.Phones;
using FollowUp.AcsEmulator.Rest;

namespace FollowUp.AcsEmulator.Calls;

/// <summary>Who is in the call: list, invite, take the invitation back, remove, mute.</summary>
internal sealed class ParticipantActions(PhoneBook book, Dialler dialler, CallCore core, CallEvents events, OutboundCalls outbound, IdSource ids)
{
    private const int MaxInvitationSeconds = 180;

    // "Gets or sets the timeout to wait for the invited participant to pickup" has no documented default; one minute is usual.
    private const int DefaultInvitationSeconds = 60;

    public AcsResponse List(AcsRequest request)
    {
        lock (book.Gate)
            return new AcsResponse(200, new ParticipantList([.. core.Get(request.Route("callConnectionId")).Participants.Select(participant => participant.View())]));
    }

    public AcsResponse Get(AcsRequest request)
    {
        lock (book.Gate)
        {
            var found = core.Get(request.Route("callConnectionId")).Find(CommunicationIdentifier.KeyOf(request.Route("rawId")));
            return new AcsResponse(200, found?.View() ?? throw CallErrors.ParticipantNotFound());
        }
    }

    public AcsResponse Add(AcsRequest request)
    {
        var add = request.Read<AddParticipantRequest>();
        if (add.ParticipantToAdd is not { Key.Length: > 0 } target)
            throw CallErrors.Invalid("ParticipantToAdd is required.");
        if (target.IsPhone && add.SourceCallerIdNumber is null)
            throw CallErrors.Invalid("SourceCallerIdNumber is required to add a phone number.");
        var seconds = add.InvitationTimeoutInSeconds ?? DefaultInvitationSeconds;
        if (seconds is < 1 or > MaxInvitationSeconds)
            throw CallErrors.Invalid($"InvitationTimeoutInSeconds must be between 1 and {MaxInvitationSeconds}.");
        lock (book.Gate)
        {
            var call = core.Established(request.Route("callConnectionId"));
            if (call.Find(target.Key) is not null)
                throw CallErrors.Invalid("The participant is already in the call.");
            var invitation = ids.New();
            var callerId = add.SourceCallerIdNumber?.Value;
            if (outbound.Refused(target, callerId) is { } refusal)
            {
                book.After(TimeSpan.Zero, () => Failed(call, add, refusal));
            }
            else
            {
                call.Invitations[invitation] = dialler.Ring(target.Key, callerId ?? call.Source?.Key ?? "unknown", TimeSpan.FromSeconds(seconds),
                    (ring, outcome) => Decided(call, invitation, add, ring, outcome));
            }
            return new AcsResponse(202, new AddParticipantResponse(
                new CallParticipant(CommunicationIdentifier.Of(target.Key), false, false), add.OperationContext, invitation));
        }
    }

    public AcsResponse CancelAdd(AcsRequest request)
    {
        var cancel = request.Read<CancelAddParticipantRequest>();
        lock (book.Gate)
        {
            var call = core.Established(request.Route("callConnectionId"));
            var found = call.Invitations.TryGetValue(cancel.InvitationId ?? "", out var ring);
            ring?.End(RingOutcome.Cancelled);
            events.Send(call, found ? "CancelAddParticipantSucceeded" : "CancelAddParticipantFailed", cancel.OperationContext,
                found ? CallResult.Success : CallResult.InvitationNotFound, new { cancel.InvitationId }, cancel.OperationCallbackUri);
            return new AcsResponse(202, new CancelAddParticipantResponse(cancel.InvitationId ?? "", cancel.OperationContext));
        }
    }

    public AcsResponse Remove(AcsRequest request)
    {
        var remove = request.Read<RemoveParticipantRequest>();
        lock (book.Gate)
        {
            var call = core.Established(request.Route("callConnectionId"));
            var gone = call.Find(remove.ParticipantToRemove?.Key ?? "") ?? throw CallErrors.ParticipantNotFound();
            dialler.Release(gone.Phone, "removed from the call");
            events.Send(call, "RemoveParticipantSucceeded", remove.OperationContext, CallResult.Success,
                new { Participant = CommunicationIdentifier.Of(gone.Key) }, remove.OperationCallbackUri);
            core.Left(call, gone.Phone);
        }
        return new AcsResponse(202, new OperationContextResponse(remove.OperationContext));
    }

    /// <summary>"Only ACS Users are supported", MuteParticipantsRequest of the specification.</summary>
    public AcsResponse Mute(AcsRequest request)
    {
        var mute = request.Read<MuteRequest>();
        if (mute.TargetParticipants is not [var target])
            throw CallErrors.Invalid("Exactly one participant can be muted at a time.");
        if (target.IsPhone)
            throw CallErrors.OnlyUsersCanBeMuted();
        lock (book.Gate)
        {
            var call = core.Established(request.Route("callConnectionId"));
            (call.Find(target.Key) ?? throw CallErrors.ParticipantNotFound()).Muted = true;
            events.ParticipantsUpdated(call);
        }
        return new AcsResponse(200, new OperationContextResponse(mute.OperationContext));
    }

    private void Decided(CallConnection call, string invitation, AddParticipantRequest add, Ring ring, RingOutcome outcome)
    {
        call.Invitations.Remove(invitation);
        if (call.State == ConnectionState.Disconnected)
            return;
        if (outcome != RingOutcome.Answered)
        {
            Failed(call, add, CallCore.ResultOf(outcome));
            return;
        }
        core.Join(call, ring.Phone, ring.From, ring.Behaviour.Then, ring.From, ring.ByVoicemail);
        events.Send(call, "AddParticipantSucceeded", add.OperationContext, CallResult.Success,
            new { Participant = CommunicationIdentifier.Of(ring.Phone.Number) }, add.OperationCallbackUri);
        events.ParticipantsUpdated(call);
    }

    private void Failed(CallConnection call, AddParticipantRequest add, CallResult result)
    {
        if (call.State != ConnectionState.Disconnected)
        {
            events.Send(call, "AddParticipantFailed", add.OperationContext, result,
                new { Participant = CommunicationIdentifier.Of(add.ParticipantToAdd!.Key) }, add.OperationCallbackUri);
        }
    }
}
