using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Core.Decisions;

/// <summary>
/// The open end of the ledger: what became of touches that were claimed. After an ambiguous crash nothing is resent blindly:
/// the touch waits for its delivery report, and is in doubt when none comes in ten minutes.
/// </summary>
internal static class OpenTouches
{
    private const int MaxTries = 5;
    private static readonly Duration Doubt = Duration.FromMinutes(10);
    private static readonly Duration ReportWait = Duration.FromDays(3);

    /// <summary>
    /// When an unanswered claim becomes doubtful, or one that was called back without word from whoever held it; null when the
    /// touch's fate is known.
    /// </summary>
    public static Instant? DoubtAt(Touch touch) =>
        touch.Status is TouchStatus.Claimed or TouchStatus.Suppressed ? touch.At + Doubt : null;

    /// <summary>Looks at claims without a result, and forgets touches whose reports are not coming any more.</summary>
    public static void Reconcile(Draft draft)
    {
        foreach (var touch in draft.State.Open)
        {
            if (DoubtAt(touch) is { } doubt)
            {
                if (doubt <= draft.Now) Resolve(draft, touch);
            }
            else if (touch.At + ReportWait <= draft.Now)
            {
                draft.State = draft.State with { Open = draft.State.Open.Remove(touch) };
            }
        }
    }

    /// <summary>Records the carrier's answer to a touch that was handed to it.</summary>
    public static void Settle(Draft draft, LeadEvent.TouchSettled settled)
    {
        if (Find(draft, settled.TouchId) is not { } touch) return;
        var reason = settled.Detail is null ? null : new Reason.CarrierSaid(settled.Detail);
        switch (settled.Outcome)
        {
            case "sent" when touch.Status is TouchStatus.Claimed or TouchStatus.Suppressed:
                // A report can only follow for what a carrier delivers; the rest is done.
                draft.Settle(touch with { ProviderId = settled.ProviderId }, TouchStatus.Sent, reason, keepOpen: touch.Channel.ReachesLead());
                break;
            case "busy" when touch.Status == TouchStatus.Claimed:
                Postpone(draft, touch, settled);
                break;
            case "withheld" or "busy" when touch.Status == TouchStatus.Suppressed:
                draft.Settle(touch, TouchStatus.Suppressed, null, keepOpen: false);
                break;
            case "failed" when touch.Status == TouchStatus.Suppressed:
                draft.Settle(touch, TouchStatus.Failed, reason, keepOpen: false);
                break;
            case "failed" when touch.Status == TouchStatus.Claimed:
                draft.Settle(touch, TouchStatus.Failed, reason, keepOpen: false);
                if (touch.Answers || touch.Channel == Channel.Dispatch) HouseTouches.Task(draft, settled, touch, FailedText(touch));
                break;
        }
    }

    /// <summary>Records a carrier's report. False when it is about no open touch and should be kept as an event.</summary>
    public static bool Deliver(Draft draft, LeadEvent.MessageDelivery delivery)
    {
        var found = delivery.TouchId is { } id ? Find(draft, id) : FindByMessage(draft, delivery.MessageId);
        if (found is not { } touch) return false;
        if (delivery.Status == "delivered") draft.Settle(touch, TouchStatus.Delivered, null, keepOpen: false);
        else draft.Settle(touch, TouchStatus.Failed, new Reason.CarrierSaid(delivery.Detail ?? "the carrier could not deliver it"), keepOpen: false);
        return true;
    }

    /// <summary>Records how a call that a touch placed came to its end.</summary>
    public static void EndCall(Draft draft, LeadEvent.CallCompleted call)
    {
        if (call.TouchId is null || Find(draft, call.TouchId) is not { } touch) return;
        var reached = call.Disposition is "answered" or "voicemail";
        draft.Settle(
            touch, reached ? TouchStatus.Delivered : TouchStatus.Failed, new Reason.CarrierSaid(call.Disposition.Replace('_', ' ')), keepOpen: false);
    }

    /// <summary>Calls claimed touches back when what they were for has ended: the last gate before every send sees it.</summary>
    /// <param name="draft">The lead.</param>
    /// <param name="enrollment">What they are of; null for all of them.</param>
    /// <param name="by">What ended it.</param>
    public static void Withdraw(Draft draft, int? enrollment, string by)
    {
        foreach (var touch in draft.State.Open)
            if (touch.Status == TouchStatus.Claimed && (enrollment is null || touch.Enrollment == enrollment) && touch.Channel.ReachesLead())
                draft.Settle(touch, TouchStatus.Suppressed, new Reason.Withdrawn(by), keepOpen: true);
    }

    private static void Resolve(Draft draft, Touch touch)
    {
        if (touch.Status == TouchStatus.Suppressed)
        {
            // Whoever held it died with it. The person has answered or opted out since, so nobody has to look.
            draft.Settle(touch, TouchStatus.Unknown, new Reason.NobodyKnows(NextStep.None), keepOpen: true);
            return;
        }
        var again = touch.Occurrence == 0 && touch.Step < Steps.ReplyStep && draft.Enrollment(touch.Enrollment) is { } enrollment && MayRepeat(draft, touch, enrollment);
        draft.Settle(
            touch, TouchStatus.Unknown, new Reason.NobodyKnows(again ? NextStep.SentAgain : NextStep.PersonLooks),
            keepOpen: !again && touch.Channel.ReachesLead());
        if (again) Steps.Repeat(draft, draft.Enrollment(touch.Enrollment)!, touch);
        else if (touch.Channel.ReachesLead()) HouseTouches.Task(draft, null, touch, HouseTexts.UnknownTask);
        else if (touch.Channel != Channel.Task) HouseTouches.Task(draft, null, touch, HouseTexts.UnknownNoticeTask);
    }

    /// <summary>Only the answer to a person's own call or message goes out once more, and only while they want it.</summary>
    private static bool MayRepeat(Draft draft, Touch touch, Enrollment enrollment) =>
        touch.Answers && touch.Channel.ReachesLead() && draft.State.OptOut is null && enrollment.Status != EnrollmentStatus.Stopped;

    private static void Postpone(Draft draft, Touch touch, LeadEvent.TouchSettled settled)
    {
        var enrollment = draft.Enrollment(touch.Enrollment);
        if (enrollment is null or { Status: EnrollmentStatus.Stopped } || touch.Step >= Steps.ReplyStep || touch.Occurrence >= MaxTries)
        {
            draft.Settle(touch, TouchStatus.Failed, new Reason.CarrierSaid(settled.Detail ?? "the carrier kept asking us to wait"), keepOpen: false);
            // A task about a task that could not be told would go on for ever; the task itself is in the record.
            if (touch.Channel != Channel.Task) HouseTouches.Task(draft, settled, touch, FailedText(touch));
            return;
        }
        var until = draft.Now + Duration.FromSeconds(Math.Max(settled.RetryAfterSeconds, 30 << touch.Occurrence));
        var busy = new Reason.CarrierBusy(until, draft.ZoneId, settled.Detail);
        draft.Settle(touch, TouchStatus.Planned, busy, keepOpen: false);
        draft.Replace(enrollment with
        {
            Status = EnrollmentStatus.Running,
            EndedAt = null,
            EndedBy = null,
            Held = enrollment.Held.Add(new(touch.Step, touch.Action, touch.At, until, busy.Rule, busy.Words, touch.Occurrence + 1)),
        });
    }

    private static string FailedText(Touch touch) => touch.Channel == Channel.Dispatch ? HouseTexts.FailedPushTask : HouseTexts.FailedTask;

    private static Touch? FindByMessage(Draft draft, string? messageId)
    {
        foreach (var touch in draft.State.Open)
            if (messageId is not null && (touch.ProviderId == messageId || Touch.OperationIdOf(touch.Id).ToString() == messageId)) return touch;
        return null;
    }

    private static Touch? Find(Draft draft, string id)
    {
        foreach (var touch in draft.State.Open)
            if (touch.Id == id) return touch;
        return null;
    }
}
