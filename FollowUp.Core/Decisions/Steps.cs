using System.Collections.Immutable;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Core.Decisions;

/// <summary>Runs the steps whose moment has come.</summary>
internal static class Steps
{
    /// <summary>
    /// Where a repeated trigger's actions stand in touch ids: behind every step a sequence can have.
    /// </summary>
    public const int RepeatStep = 1000;

    /// <summary>Where an answer's actions stand in touch ids: behind these, by the answer's own timeline row.</summary>
    public const int ReplyStep = 1_000_000;

    public static void RunDue(Draft draft)
    {
        if (draft.State.PausedAt is not null) return;
        foreach (var enrollment in draft.State.Enrollments)
            if (draft.Enrollment(enrollment.No) is { IsRunning: true } current && (current.NextAt is not { } next || next <= draft.Now))
                Run(draft, current);
    }

    /// <summary>Tries a touch of doubtful fate once more.</summary>
    public static void Repeat(Draft draft, Enrollment enrollment, Touch touch)
    {
        if (draft.Playbook.Find(enrollment.Sequence, enrollment.Version) is not { } sequence) return;
        var step = StepAt(sequence, touch.Step);
        Perform(draft, enrollment, sequence, step, touch.Step, touch.Action, ActionAt(draft, sequence, touch.Step, touch.Action), touch.Occurrence + 1, null, null);
    }

    /// <summary>Does what the sequence wants done when its trigger comes again.</summary>
    public static void AnswerRepeat(Draft draft, Enrollment enrollment, Sequence sequence, LeadEvent cause)
    {
        var actions = sequence.Repeat?.Actions ?? []; // the version that the lead is in may not have any
        for (var i = 0; i < actions.Length; i++)
            Perform(draft, draft.Enrollment(enrollment.No)!, sequence, null, RepeatStep + enrollment.Repeats, i, actions[i], 0, null, cause);
    }

    /// <summary>Does what an answer to a step wants done.</summary>
    public static void AnswerReply(
        Draft draft, Enrollment enrollment, Sequence sequence, Step step, int seq, int index, SequenceAction action, LeadEvent cause) =>
        Perform(draft, draft.Enrollment(enrollment.No)!, sequence, step with { Answers = true, When = [] }, ReplyStep + seq, index, action, 0, null, cause);

    private static void Run(Draft draft, Enrollment enrollment)
    {
        if (draft.Playbook.Find(enrollment.Sequence, enrollment.Version) is not { } sequence)
        {
            var gone = $"version {enrollment.Version} is not in the library";
            Enrolling.End(draft, enrollment, EnrollmentStatus.Stopped, new Reason.Stopped(enrollment.Sequence, gone), gone);
            return;
        }

        var due = Due(enrollment, sequence, draft.Now, draft.State.Id);
        draft.Replace(enrollment with
        {
            Planned = enrollment.Planned.RemoveAll(p => p.DueAt <= draft.Now),
            Held = enrollment.Held.RemoveAll(h => h.Until <= draft.Now),
        });
        foreach (var item in due)
        {
            // An action before this one may have ended the sequence.
            if (draft.Enrollment(enrollment.No) is not { IsRunning: true }) return;
            var step = StepAt(sequence, item.Step);
            var action = ActionAt(draft, sequence, item.Step, item.Action);
            if (LaterRival(draft, enrollment, sequence, due, item) is { } rival)
                draft.Suppress(SlotOf(draft.State.Id, enrollment, sequence, step, item.Step, item.Action, action, item.Tries), new Reason.Superseded(rival));
            else
                Perform(draft, draft.Enrollment(enrollment.No)!, sequence, step, item.Step, item.Action, action, item.Tries, item, null);
        }

        if (draft.Enrollment(enrollment.No) is { IsRunning: true, NextAt: null } finished)
            Enrolling.End(draft, finished, EnrollmentStatus.Completed, new Reason.Completed(sequence.Id), "every step had its turn");
    }

    /// <summary>Actions whose time has come, oldest first: newly due ones, and held ones to be looked at again.</summary>
    private static List<HeldAction> Due(Enrollment enrollment, Sequence sequence, Instant now, string lead)
    {
        var due = new List<HeldAction>();
        foreach (var held in enrollment.Held)
            if (held.Until <= now) due.Add(held);
        foreach (var planned in enrollment.Planned)
        {
            if (planned.DueAt > now) break;
            for (var a = 0; a < sequence.Steps[planned.Step].ActionsFor(lead, sequence.Id).Length; a++) due.Add(new(planned.Step, a, planned.DueAt, planned.DueAt, "", ""));
        }
        if (due.Count > 1) due.Sort((x, y) => (x.DueAt, x.Step, x.Action).CompareTo((y.DueAt, y.Step, y.Action)));
        return due;
    }

    /// <summary>
    /// The later step that reaches the lead on the same channel and is due as well: after an outage only the newest goes. One that
    /// a rule keeps from being sent stands in nobody's way.
    /// </summary>
    private static string? LaterRival(Draft draft, Enrollment enrollment, Sequence sequence, List<HeldAction> due, HeldAction item)
    {
        if (due.Count == 1) return null;
        var channel = ChannelOf(ActionAt(draft, sequence, item.Step, item.Action));
        if (!channel.ReachesLead()) return null;
        for (var i = due.Count - 1; i >= 0 && due[i].DueAt > item.DueAt; i--)
        {
            var rival = due[i];
            if (rival.Step == item.Step || StepAt(sequence, rival.Step) is not { } step) continue;
            var action = ActionAt(draft, sequence, rival.Step, rival.Action);
            if (ChannelOf(action) != channel || !Conditions.Hold(step.When, new Fields(draft.State, draft.Playbook, enrollment, null).Read)) continue;
            var slot = SlotOf(draft.State.Id, enrollment, sequence, step, rival.Step, rival.Action, action, rival.Tries);
            var verdict = Gate.Check(draft, slot, step.Purpose ?? sequence.Purpose, step, enrollment, rival.DueAt, rival.Until);
            if (verdict is { Reason: null } or { HoldUntil: not null }) return step.Id;
        }
        return null;
    }

    private static void Perform(
        Draft draft, Enrollment enrollment, Sequence sequence, Step? step, int stepIndex, int actionIndex, SequenceAction action,
        int occurrence, HeldAction? due, LeadEvent? cause)
    {
        var slot = SlotOf(draft.State.Id, enrollment, sequence, step, stepIndex, actionIndex, action, occurrence);
        if (step is not null && !Conditions.Hold(step.When, new Fields(draft.State, draft.Playbook, enrollment, null).Read))
        {
            draft.Suppress(slot, new Reason.ConditionNotMet(step.Id));
            return;
        }
        if (action is SequenceAction.MarkLead mark)
        {
            Marks.Apply(draft, mark, slot.Origin);
            return;
        }
        if (action is SequenceAction.PushBooking && (draft.Playbook.Business.Dispatch is null || Marks.AppointmentOf(draft.State, enrollment) is null))
        {
            draft.Suppress(slot, new Reason.NotConnected("no field-service software is connected, or there is no appointment"));
            return;
        }
        var purpose = step?.Purpose ?? sequence.Purpose;
        var dueAt = due?.DueAt ?? draft.Now;
        var verdict = action is SequenceAction.OpenTask { Kind: "call" } call
            ? Gate.CheckCallTask(draft, slot, isUrgent: call.Priority == "asap")
            : Gate.Check(draft, slot, purpose, step, enrollment, dueAt, due?.Until ?? draft.Now);
        switch (verdict)
        {
            case { HoldUntil: { } until }:
                var held = new HeldAction(stepIndex, actionIndex, dueAt, until, verdict.Reason!.Rule, verdict.Reason.Words, occurrence);
                // What a repeated trigger asks for may come when the enrollment itself has ended.
                draft.Replace(enrollment with { Held = enrollment.Held.Add(held), Status = EnrollmentStatus.Running, EndedAt = null, EndedBy = null });
                if (due?.Rule != held.Rule) draft.NoteDecision(verdict.Reason, slot.Origin);
                break;
            case { Reason: Reason.NoConsent } when action is SequenceAction.MakeCall:
                draft.Claim(
                    slot with { Channel = Channel.Task },
                    touch => new Command.OpenTask(touch, enrollment, cause, "call", "asap", HouseTexts.CallInstead),
                    new Reason.PersonCalls(purpose));
                break;
            case { Reason: { } no }:
                draft.Suppress(slot, no);
                break;
            default:
                draft.Claim(slot, touch => CommandFor(draft.State, action, step, touch, enrollment, cause));
                if (step is { Replies.IsEmpty: false } && slot.Channel is Channel.Sms or Channel.Email) Asked(draft, enrollment.No, step.Id);
                break;
        }
    }

    private static void Asked(Draft draft, int no, string step)
    {
        if (draft.Enrollment(no) is { } enrollment && !enrollment.Asked.Contains(step)) draft.Replace(enrollment with { Asked = enrollment.Asked.Add(step) });
    }

    /// <summary>The step at an index; null for the actions of a repeated trigger, which belong to none.</summary>
    private static Step? StepAt(Sequence sequence, int step) => step >= RepeatStep ? null : sequence.Steps[step];

    /// <summary>Whether a version has the action that is held.</summary>
    public static bool Has(Sequence sequence, HeldAction held, string lead) =>
        held.Action < (held.Step >= RepeatStep ? sequence.Repeat?.Actions.Length ?? 0 : sequence.Steps[held.Step].ActionsFor(lead, sequence.Id).Length);

    private static SequenceAction ActionAt(Draft draft, Sequence sequence, int step, int action) =>
        step >= RepeatStep ? sequence.Repeat!.Actions[action] : sequence.Steps[step].ActionsFor(draft.State.Id, sequence.Id)[action];

    private static Command CommandFor(
        LeadState lead, SequenceAction action, Step? step, Touch touch, Enrollment enrollment, LeadEvent? cause) => action switch
    {
        SequenceAction.SendText a => new Command.SendSms(touch, enrollment, cause, a.Text),
        SequenceAction.SendEmail a => new Command.SendEmail(touch, enrollment, cause, a.Subject, a.Text),
        SequenceAction.MakeCall a => new Command.PlaceCall(touch, enrollment, cause, a.Text, a.Voicemail, step?.Replies ?? []),
        SequenceAction.LeaveVoicemail a => new Command.DropVoicemail(touch, enrollment, cause, a.Text),
        SequenceAction.OpenTask a => new Command.OpenTask(touch, enrollment, cause, a.Kind, a.Priority, a.Text),
        SequenceAction.NotifyTeam a => new Command.NotifyTeam(touch, enrollment, cause, a.Subject, a.Text),
        SequenceAction.PushBooking => new Command.PushBooking(touch, enrollment, cause, Marks.AppointmentOf(lead, enrollment)!),
        SequenceAction.CallWebhook a => new Command.PostWebhook(touch, enrollment, cause, a.Url, a.Text),
        _ => throw new InvalidOperationException($"The action {action.GetType().Name} has no command."),
    };

    private static Channel ChannelOf(SequenceAction action) => action switch
    {
        SequenceAction.SendText => Channel.Sms,
        SequenceAction.SendEmail => Channel.Email,
        SequenceAction.MakeCall => Channel.Call,
        SequenceAction.LeaveVoicemail => Channel.Voicemail,
        SequenceAction.OpenTask => Channel.Task,
        SequenceAction.NotifyTeam => Channel.Notification,
        SequenceAction.PushBooking => Channel.Dispatch,
        _ => Channel.Webhook,
    };

    private static Slot SlotOf(
        string lead, Enrollment enrollment, Sequence sequence, Step? step, int stepIndex, int actionIndex, SequenceAction action, int occurrence) =>
        new(
            enrollment.No, stepIndex, actionIndex, occurrence, ChannelOf(action), step?.Answers ?? false,
            new(sequence.Id, step?.Id ?? "repeat", step?.VariantFor(lead, sequence.Id)?.Id));
}
