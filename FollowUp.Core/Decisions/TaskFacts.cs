using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using NodaTime;

namespace FollowUp.Core.Decisions;

/// <summary>What people of the team do at their desk: tasks taken, given back and closed, conversations read.</summary>
internal static class TaskFacts
{
    private static readonly HashSet<string> ClosedStages = ["booked", "won", "lost"];

    /// <summary>Takes such a fact in. False when it is another kind of fact.</summary>
    public static bool Take(Draft draft, EventEnvelope envelope, Instant at)
    {
        switch (envelope.Data)
        {
            case LeadEvent.TaskClaimed claim:
                Claim(draft, claim, envelope.Id);
                return true;
            case LeadEvent.TaskClosed closed:
                draft.NoteEvent(closed, at);
                draft.State = draft.State with { Tasks = draft.State.Tasks.RemoveAll(t => t.Id == closed.TaskId) };
                return true;
            case LeadEvent.ConversationRead when draft.State.Talk is { Unread: > 0 } talk:
                draft.State = draft.State with { Talk = talk with { Unread = 0 } };
                return true;
            default:
                return envelope.Data is LeadEvent.ConversationRead;
        }
    }

    /// <summary>Nobody needs to call somebody who opted out, has booked, or whose matter is settled.</summary>
    public static void CloseForgone(Draft draft, LeadState before)
    {
        if (draft.State.Tasks.IsDefaultOrEmpty || Forgone(before, draft.State) is not { } why) return;
        foreach (var task in draft.State.Tasks)
        {
            if (task.Kind != "call") continue;
            draft.State = draft.State with { Tasks = draft.State.Tasks.Remove(task) };
            draft.NoteDecision(new Reason.TaskForgone(task.Title, why), new(task.Sequence, null));
        }
    }

    private static string? Forgone(LeadState before, LeadState after)
    {
        if (before.OptOut is null && after.OptOut is not null) return "the person opted out";
        if (after.Stage is { } stage && stage != before.Stage && ClosedStages.Contains(stage)) return $"the lead is {stage}";
        return after.Appointments.Any(a => a.Status == AppointmentStatus.Booked && before.Appointments.All(b => b.Id != a.Id))
            ? "an appointment was booked"
            : null;
    }

    /// <summary>
    /// The first to ask has it until their time is up, and with it the lead: nobody else gets another task of the same person
    /// meanwhile. Whoever has it can keep it, also after its time if nobody else took it, or give it back.
    /// </summary>
    private static void Claim(Draft draft, LeadEvent.TaskClaimed claim, string id)
    {
        if (draft.State.Tasks.FirstOrDefault(t => t.Id == claim.TaskId) is not { } task) return;
        var isBack = claim.Until <= draft.Now;
        var isTheirs = task.Claim?.By == claim.By;
        if (claim.IsRenewal ? !isTheirs : task.Claim?.Until > draft.Now && !(isBack && isTheirs)) return;
        if (!isBack && draft.State.IsWithAnother(claim.By, draft.Now)) return;
        // The page's own renewals do not cut short what was kept for a whole call.
        var until = claim.IsRenewal && task.Claim!.Until > claim.Until ? task.Claim.Until : claim.Until;
        draft.State = draft.State with
        {
            Tasks = draft.State.Tasks.Replace(task, task with { Claim = isBack ? null : new(id, claim.By, until) }),
        };
    }
}
