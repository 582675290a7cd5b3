using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using NodaTime;

namespace FollowUp.Core.Decisions;

/// <summary>What people of the team change by hand: pausing, skipping a step, moving to another version.</summary>
internal static class Hands
{
    public static void Take(Draft draft, LeadEvent fact)
    {
        switch (fact)
        {
            case LeadEvent.LeadPaused when draft.State.PausedAt is null:
                draft.State = draft.State with { PausedAt = draft.Now };
                break;
            case LeadEvent.LeadResumed when draft.State.PausedAt is not null:
                Resume(draft);
                break;
            case LeadEvent.StepSkipped skipped:
                Skip(draft, skipped);
                break;
            case LeadEvent.SequenceMigrated migrated:
                Migrate(draft, migrated);
                break;
        }
    }

    private static void Resume(Draft draft)
    {
        var paused = draft.State.PausedAt!.Value;
        draft.State = draft.State with { PausedAt = null };
        foreach (var enrollment in draft.State.Enrollments)
            if (enrollment.IsRunning && draft.Playbook.Find(enrollment.Sequence, enrollment.Version) is { } sequence)
                draft.Replace(enrollment with
                {
                    // What began during the pause has waited no longer than it has been there.
                    Planned = Schedule.Shifted(sequence, enrollment, draft.Now - Instant.Max(paused, enrollment.At), draft.Playbook),
                    Held = [.. enrollment.Held.Select(h => h with { Until = draft.Now })],
                });
    }

    private static void Skip(Draft draft, LeadEvent.StepSkipped skipped)
    {
        foreach (var enrollment in draft.State.Enrollments)
        {
            if (!enrollment.IsRunning || enrollment.Sequence != skipped.Sequence
                || draft.Playbook.Find(enrollment.Sequence, enrollment.Version) is not { } sequence) continue;
            var index = IndexOf(sequence, skipped.Step);
            if (!enrollment.Planned.Any(p => p.Step == index) && !enrollment.Held.Any(h => h.Step == index)) continue;
            draft.Replace(enrollment with
            {
                Planned = enrollment.Planned.RemoveAll(p => p.Step == index),
                Held = enrollment.Held.RemoveAll(h => h.Step == index),
            });
            draft.NoteDecision(new Reason.Skipped(skipped.Sequence, skipped.Step), new(skipped.Sequence, skipped.Step));
        }
    }

    /// <summary>Steps that had their turn stay done, by their ids; what else the new version wants from now on is planned.</summary>
    private static void Migrate(Draft draft, LeadEvent.SequenceMigrated migrated)
    {
        foreach (var enrollment in draft.State.Enrollments)
        {
            if (!enrollment.IsRunning || enrollment.Sequence != migrated.Sequence || enrollment.Version == migrated.Version
                || draft.Playbook.Find(enrollment.Sequence, enrollment.Version) is not { } old
                || draft.Playbook.Find(migrated.Sequence, migrated.Version) is not { } fresh) continue;
            var toCome = enrollment.Planned.Select(p => old.Steps[p.Step].Id).ToHashSet(StringComparer.Ordinal);
            var done = old.Steps.Select(s => s.Id).Where(id => !toCome.Contains(id)).ToHashSet(StringComparer.Ordinal);
            var planned = Schedule.Of(fresh, draft.State, enrollment.Subject, enrollment.At, enrollment.Cause, draft.Playbook, draft.Now);
            draft.Replace(enrollment with
            {
                Version = fresh.Version,
                Planned = [.. planned.Where(p => !done.Contains(fresh.Steps[p.Step].Id))],
                Held = [.. enrollment.Held.Select(h => Moved(h, old, fresh)).OfType<HeldAction>().Where(h => Steps.Has(fresh, h, draft.State.Id))],
            });
            draft.NoteDecision(new Reason.Migrated(fresh.Id, old.Version, fresh.Version), new(fresh.Id, null));
        }
    }

    /// <summary>A held action in the new version; null when its step is not there. What a repeated trigger asked for has no step.</summary>
    private static HeldAction? Moved(HeldAction held, Sequence old, Sequence fresh) =>
        held.Step >= Steps.RepeatStep ? held
        : IndexOf(fresh, old.Steps[held.Step].Id) is >= 0 and var index ? held with { Step = index }
        : null;

    private static int IndexOf(Sequence sequence, string step)
    {
        for (var i = 0; i < sequence.Steps.Length; i++)
            if (sequence.Steps[i].Id == step) return i;
        return -1;
    }
}
