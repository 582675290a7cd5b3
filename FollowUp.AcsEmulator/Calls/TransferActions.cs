using FollowUp.AcsEmulator.Phones;
using FollowUp.AcsEmulator.Rest;

namespace FollowUp.AcsEmulator.Calls;

/// <summary>Blind transfer: the transferee leaves for the target when it picks up (how-tos/call-automation/actions-for-call-control.md).</summary>
internal sealed class TransferActions(AcsEmulatorOptions options, PhoneBook book, Dialler dialler, CallCore core, CallEvents events)
{
    public AcsResponse Transfer(AcsRequest request)
    {
        var transfer = request.Read<TransferRequest>();
        if (transfer.TargetParticipant is not { Key.Length: > 0 } target)
            throw CallErrors.Invalid("TargetParticipant is required.");
        lock (book.Gate)
        {
            var call = core.Established(request.Route("callConnectionId"));
            var transferee = Transferee(call, transfer.Transferee);
            if (call.State == ConnectionState.Transferring)
                throw new AcsError(409, "8607", "A transfer is already in progress.");
            call.State = ConnectionState.Transferring;
            var invitation = $"transfer/{target.Key}";
            call.Invitations[invitation] = dialler.Ring(
                target.Key, transfer.SourceCallerIdNumber?.Value ?? transferee.Key, options.Timing.CallEstablishment,
                (ring, outcome) => Decided(call, invitation, transfer, transferee, ring, outcome));
        }
        return new AcsResponse(202, new OperationContextResponse(transfer.OperationContext));
    }

    private static Participant Transferee(CallConnection call, CommunicationIdentifier? named)
    {
        if (named is not null)
            return call.Find(named.Key) ?? throw CallErrors.ParticipantNotFound();
        return call.Participants is [var only]
            ? only
            : throw CallErrors.Invalid("Transferee is required to transfer out of a group call.");
    }

    private void Decided(CallConnection call, string invitation, TransferRequest transfer, Participant transferee, Ring ring, RingOutcome outcome)
    {
        call.Invitations.Remove(invitation);
        if (call.State == ConnectionState.Disconnected)
            return;
        call.State = ConnectionState.Connected;
        if (outcome != RingOutcome.Answered || !call.Participants.Contains(transferee))
        {
            var result = outcome == RingOutcome.Answered ? CallResult.Cancelled : CallCore.ResultOf(outcome);
            if (outcome == RingOutcome.Answered)
                (ring.Phone.State, ring.Phone.With) = (PhoneState.Idle, null);
            events.Send(call, "CallTransferFailed", transfer.OperationContext, result, null, transfer.OperationCallbackUri);
            return;
        }
        call.Media.Stop();
        call.Participants.Remove(transferee);
        var line = new DirectLine(book, dialler, transferee.Phone, ring.Phone);
        dialler.Bridge(transferee.Phone, line, ring.Phone.Number);
        dialler.Connect(ring.Phone, line, transferee.Key, ring.Behaviour.Then, ring.ByVoicemail);
        events.Send(call, "CallTransferAccepted", transfer.OperationContext, CallResult.Success, new
        {
            TransferTarget = CommunicationIdentifier.Of(ring.Phone.Number),
            Transferee = CommunicationIdentifier.Of(transferee.Key),
        }, transfer.OperationCallbackUri);
        if (call.Participants.Count == 0)
            core.Disconnect(call, CallResult.EndedByApplication);
        else
            events.ParticipantsUpdated(call);
    }
}
