using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;

namespace FollowUp.Core.Decisions;

/// <summary>Changes that a sequence makes in the record.</summary>
internal static class Marks
{
    public static void Apply(Draft draft, SequenceAction.MarkLead mark, Origin origin)
    {
        var lead = draft.State;
        var coolDown = mark.CoolDown is { } span
            ? new CoolDown(span.From(draft.Now, draft.Playbook.Business.Zone), mark.Why ?? "no answer")
            : lead.CoolDown;
        draft.State = lead with
        {
            Stage = mark.Stage ?? lead.Stage,
            Tags = mark.Tag is null || lead.Tags.Contains(mark.Tag) ? lead.Tags : lead.Tags.Add(mark.Tag),
            CoolDown = coolDown,
        };
        draft.NoteDecision(new Reason.Marked(Words(mark)), origin);
        if (mark.CoolDown is not null) Enrolling.StopAll(draft, "left alone: " + coolDown!.Why);
    }

    /// <summary>The appointment that an enrollment is about, or else the lead's last one.</summary>
    public static Appointment? AppointmentOf(LeadState lead, Enrollment? enrollment) =>
        lead.Appointments.LastOrDefault(a => a.Id == enrollment?.Subject) ?? lead.Appointments.LastOrDefault();

    private static string Words(SequenceAction.MarkLead mark) => string.Join(", ", new[]
    {
        mark.Stage is null ? null : $"stage is now '{mark.Stage}'",
        mark.Tag is null ? null : $"tagged '{mark.Tag}'",
        mark.CoolDown is null ? null : $"left alone for {mark.CoolDown} ({mark.Why ?? "no answer"})",
    }.OfType<string>());
}
