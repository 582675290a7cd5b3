using System.Collections.Immutable;
using FollowUp.Core.Calendars;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Core.Templates;
using NodaTime;

namespace FollowUp.Core.Decisions;

/// <summary>How leads get into sequences and out of them.</summary>
internal static class Enrolling
{
    private const int KeptEnded = 20;

    /// <summary>
    /// Enrolls in the sequences that the fact asks for or triggers. Somebody who opted out enters none that is asked for; one that
    /// they trigger themselves runs for the team's sake, and the gate keeps every touch from them.
    /// </summary>
    public static void Start(Draft draft, LeadEvent fact, Instant at)
    {
        switch (fact)
        {
            case LeadEvent.SequenceRequested requested:
                Ask(draft, requested.Sequence, fact, at, "asked for by hand");
                return;
            case LeadEvent.LeadSubmitted { Sequences: { } named } submitted:
                // An imported person was last in contact long ago, and is asked for now.
                foreach (var id in named) Ask(draft, id, fact, submitted.Imported ? draft.Now : at, "asked for with the submission");
                return;
        }
        var type = EventTypes.NameOf(fact);
        foreach (var sequence in draft.Playbook.TriggeredBy(type))
            if (sequence.EnrollOn.Any(t => t.Event == type && Conditions.Hold(t.When, new Fields(draft.State, draft.Playbook, null, fact).Read)))
                Enroll(draft, sequence, fact, at, Because(fact));
    }

    /// <summary>
    /// Ends the sequences that the fact stops, but for one that goes on because the fact is an answer it was waiting for.
    /// </summary>
    public static void Stop(Draft draft, LeadEvent fact, Enrollment? kept)
    {
        if (fact is LeadEvent.SequenceCalledOff calledOff)
        {
            StopWhere(draft, "stopped by hand", e => e.Sequence == calledOff.Sequence);
            return;
        }
        var type = EventTypes.NameOf(fact);
        var alias = StopWords.AliasOf(fact);
        StopWhere(draft, Because(fact), e =>
            e.No != kept?.No && draft.Playbook.Find(e.Sequence, e.Version) is { } s && (s.StopOn.Contains(type) || (alias is not null && s.StopOn.Contains(alias)))
            && !IsAboutAnother(e, s, fact, type));
        if (fact is LeadEvent.LeadLost && draft.State.CoolDown is { } coolDown) StopAll(draft, "left alone: " + coolDown.Why);
    }

    public static void StopAll(Draft draft, string by) => StopWhere(draft, by, _ => true);

    /// <summary>Ends one enrollment; claimed touches of it that have not left are called back.</summary>
    public static void End(Draft draft, Enrollment enrollment, EnrollmentStatus status, Reason reason, string by)
    {
        draft.Replace(enrollment with { Planned = [], Held = [], Status = status, EndedAt = draft.Now, EndedBy = by });
        if (status == EnrollmentStatus.Stopped) OpenTouches.Withdraw(draft, enrollment.No, by);
        draft.NoteDecision(reason, new(enrollment.Sequence, null));
    }

    private static void StopWhere(Draft draft, string by, Func<Enrollment, bool> which)
    {
        foreach (var enrollment in draft.State.Enrollments)
        {
            if (enrollment.IsRunning && which(enrollment))
                End(draft, enrollment, EnrollmentStatus.Stopped, new Reason.Stopped(enrollment.Sequence, by), by);
            else if (enrollment.Status == EnrollmentStatus.Completed && which(enrollment))
                OpenTouches.Withdraw(draft, enrollment.No, by);
        }
    }

    /// <summary>Whether a fact about one appointment meets a sequence about another.</summary>
    private static bool IsAboutAnother(Enrollment enrollment, Sequence sequence, LeadEvent fact, string type) =>
        enrollment.Subject is { } own && SubjectOf(fact) is { } other && own != other
        && sequence.EnrollOn.Any(t => t.Event == type || (!IsBeginning(fact) && FamilyOf(t.Event).SequenceEqual(FamilyOf(type))));

    /// <summary>A new appointment answers for the one that was missed, whatever its id.</summary>
    private static bool IsBeginning(LeadEvent fact) => fact is LeadEvent.AppointmentBooked or LeadEvent.EstimateSent;

    private static ReadOnlySpan<char> FamilyOf(string type) => type.AsSpan(0, Math.Max(0, type.IndexOf('.', StringComparison.Ordinal)));

    public static void Ask(Draft draft, string id, LeadEvent fact, Instant at, string by)
    {
        if (draft.Playbook.Latest(id) is not { } sequence) draft.NoteDecision(new Reason.Refused(id, "there is no such sequence"));
        else if (draft.State.OptOut is not null) draft.NoteDecision(new Reason.Refused(id, "the person opted out"), new(id, null));
        else if (draft.State.CoolDown is { } cooling && cooling.Until > draft.Now)
            draft.NoteDecision(new Reason.Refused(id, "left alone for now: " + cooling.Why), new(id, null));
        else if (draft.State.Enrollments.Any(e => e.IsRunning && e.Sequence == id)) draft.NoteDecision(new Reason.Refused(id, "already in it"));
        else Enroll(draft, sequence, fact, at, by);
    }

    /// <summary>A person who asks for a sequence by hand gets it; what comes by itself keeps to the time in which it does not repeat.</summary>
    private static bool IsByHand(LeadEvent fact) => fact is LeadEvent.SequenceRequested { Campaign: null };

    private static void Enroll(Draft draft, Sequence sequence, LeadEvent fact, Instant at, string by)
    {
        var lead = draft.State;
        var subject = SubjectOf(fact);
        var last = lead.Enrollments.LastOrDefault(e => e.Sequence == sequence.Id && e.Subject == subject);
        if (last is not null && !IsByHand(fact) && sequence.Repeat is { } repeat && at < repeat.Within.From(last.At, Schedule.ZoneOf(sequence, draft.Playbook)))
        {
            draft.NoteDecision(new Reason.NotAgain(sequence.Id, last.At, draft.ZoneId, repeat.Within.ToString()), new(sequence.Id, null));
            draft.Replace(last with { Repeats = last.Repeats + 1 });
            Steps.AnswerRepeat(draft, draft.Enrollment(last.No)!, draft.Playbook.Find(last.Sequence, last.Version) ?? sequence, fact);
            return;
        }
        if (last is { IsRunning: true })
            End(draft, last, EnrollmentStatus.Stopped, new Reason.Stopped(sequence.Id, "begun anew: " + by), "begun anew");

        var enrollment = new Enrollment
        {
            No = lead.Enrolled + 1,
            Sequence = sequence.Id,
            Version = sequence.Version,
            At = at,
            Subject = subject,
            Cause = Remembered(fact),
            Planned = Schedule.Of(sequence, draft.State, subject, at, fact, draft.Playbook),
        };
        draft.State = Mark(draft, sequence.Mark, enrollment, fact) with
        {
            Enrolled = enrollment.No,
            Enrollments = [.. Forget(draft.State.Enrollments), enrollment],
        };
        draft.NoteDecision(new Reason.Enrolled(sequence.Id, sequence.Version, by), new(sequence.Id, null));
    }

    /// <summary>Small facts that later steps speak of; the others are in the record.</summary>
    private static LeadEvent? Remembered(LeadEvent fact) => fact is LeadEvent.SignalDetected or LeadEvent.MarketChanged or LeadEvent.FeedbackGiven
        or LeadEvent.CallbackRequested or LeadEvent.FollowUpSet or LeadEvent.LeadLost or LeadEvent.CallCompleted ? fact : null;

    private static LeadState Mark(Draft draft, Marking? mark, Enrollment enrollment, LeadEvent fact)
    {
        var lead = draft.State;
        if (mark is null) return lead;
        var fields = new Fields(lead, draft.Playbook, enrollment, fact);
        var fresh = mark.Criteria.Where(c => !lead.Criteria.ContainsKey(c.Key));
        return lead with
        {
            Tags = [.. lead.Tags.Union(mark.Tags)],
            Stage = lead.Stage ?? mark.Stage,
            Criteria = lead.Criteria.AddRange(fresh.Select(c => KeyValuePair.Create(c.Key, Template.Render(c.Value, fields.Read)))),
        };
    }

    private static IEnumerable<Enrollment> Forget(ImmutableArray<Enrollment> all) =>
        all.Length < KeptEnded ? all : all.Where((e, i) => e.IsRunning || i >= all.Length - KeptEnded);

    private static string? SubjectOf(LeadEvent fact) => fact switch
    {
        LeadEvent.AppointmentBooked a => a.AppointmentId,
        LeadEvent.AppointmentRescheduled a => a.AppointmentId,
        LeadEvent.AppointmentConfirmed a => a.AppointmentId,
        LeadEvent.AppointmentCancelled a => a.AppointmentId,
        LeadEvent.AppointmentCompleted a => a.AppointmentId,
        LeadEvent.AppointmentNoShow a => a.AppointmentId,
        LeadEvent.EstimateSent e => e.EstimateId,
        LeadEvent.EstimateAccepted e => e.EstimateId,
        LeadEvent.EstimateDeclined e => e.EstimateId,
        LeadEvent.ShowingCompleted s => s.Property,
        LeadEvent.SignalDetected s => s.Kind,
        _ => null,
    };

    private static string Because(LeadEvent fact) => fact switch
    {
        LeadEvent.LeadSubmitted => "the lead was submitted",
        LeadEvent.CallMissed => "a call was missed",
        LeadEvent.CallAnswered => "the person was spoken to",
        LeadEvent.CallCompleted => "a call ended",
        LeadEvent.MessageReceived m => m.Channel == "email" ? "the person replied by email" : "the person replied",
        LeadEvent.AppointmentBooked => "an appointment was booked",
        LeadEvent.LeadBooked => "the job was booked",
        LeadEvent.LeadWon => "the job was won",
        LeadEvent.LeadLost lost => "the lead was lost (" + lost.Reason + ")",
        _ => EventTypes.NameOf(fact).Replace('.', ' '),
    };
}
