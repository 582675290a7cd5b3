using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Core.Decisions;

/// <summary>An answer that a step was waiting for.</summary>
internal sealed record Answer(Enrollment Enrollment, Sequence Sequence, Step Step, Reply Reply);

/// <summary>What a person's answer to a step means: a text, a key pressed or a word spoken in a call.</summary>
internal static class Answering
{
    /// <summary>How long after a sequence's end an answer is still taken for one to it.</summary>
    private static readonly Duration Patience = Duration.FromDays(14);

    /// <summary>The step that a fact answers, the latest first; null when it answers none.</summary>
    public static Answer? Find(Draft draft, LeadEvent fact) => fact switch
    {
        LeadEvent.MessageReceived message => FindByText(draft, message.Text),
        LeadEvent.CallCompleted { Choice: { } choice, TouchId: { } touchId } => FindByCall(draft, touchId, choice),
        _ => null,
    };

    /// <summary>Does what the answer means.</summary>
    public static void Act(Draft draft, Answer answer, EventEnvelope envelope, Instant at, int seq)
    {
        var reply = answer.Reply;
        for (var i = 0; i < reply.Actions.Length; i++)
            Steps.AnswerReply(draft, answer.Enrollment, answer.Sequence, answer.Step, seq, i, reply.Actions[i], envelope.Data);
        if (reply.Connect && envelope.Data is not LeadEvent.CallCompleted { ConnectedTo: not null })
            Steps.AnswerReply(
                draft, answer.Enrollment, answer.Sequence, answer.Step, seq, reply.Actions.Length,
                new SequenceAction.OpenTask(HouseTexts.TalkNow, "call", "asap"), envelope.Data);
        if (Replies.EventOf(reply, answer.Enrollment.Subject) is { } meant)
            Facts.Take(draft, new(envelope.Id + "/means", at, meant));
        if (reply.Enroll is { } next) Enrolling.Ask(draft, next, envelope.Data, at, "the person chose it");
    }

    private static Answer? FindByText(Draft draft, string text)
    {
        var enrollments = draft.State.Enrollments;
        for (var e = enrollments.Length - 1; e >= 0; e--)
        {
            var enrollment = enrollments[e];
            if (enrollment.EndedAt + Patience < draft.Now || draft.Playbook.Find(enrollment.Sequence, enrollment.Version) is not { } sequence) continue;
            for (var s = sequence.Steps.Length - 1; s >= 0; s--)
            {
                var step = sequence.Steps[s];
                // A step that never went out asked nothing: a "yes" to something else is not its answer.
                if (!enrollment.Asked.Contains(step.Id)) continue;
                if (Replies.Find(step.Replies, text) is { } reply) return new(enrollment, sequence, step, reply);
            }
        }
        return null;
    }

    private static Answer? FindByCall(Draft draft, string touchId, string choice)
    {
        if (Touch.EnrollmentOf(touchId) is not { } no || draft.Enrollment(no) is not { } enrollment
            || draft.Playbook.Find(enrollment.Sequence, enrollment.Version) is not { } sequence || Touch.StepOf(touchId) is not { } index
            || index >= sequence.Steps.Length) return null;
        var step = sequence.Steps[index];
        return Replies.Find(step.Replies, choice) is { } reply ? new(enrollment, sequence, step, reply) : null;
    }
}
