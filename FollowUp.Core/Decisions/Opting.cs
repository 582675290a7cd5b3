using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using NodaTime;

namespace FollowUp.Core.Decisions;

/// <summary>Opting out ends everything automatic on every channel (47 CFR 64.1200(a)(10)); opting in opens it again.</summary>
internal static class Opting
{
    public static void Out(Draft draft, LeadEvent fact, string channel, string? text, Instant at, int seq, bool confirm)
    {
        if (IsStale(draft, at)) return;
        var already = draft.State.OptOut is not null;
        draft.State = draft.State with { OptOut = draft.State.OptOut ?? new OptOut(at, channel, text), OptChangedAt = at };
        Enrolling.StopAll(draft, "the person opted out");
        if (already) return;
        // Also what answers a reply that had ended its sequence before.
        OpenTouches.Withdraw(draft, enrollment: null, "the person opted out");
        if (confirm && channel == "sms") HouseTouches.TextBack(draft, fact, seq, HouseTexts.OptOutConfirmation);
        HouseTouches.Notify(draft, fact, seq, HouseTexts.OptOutSubject, HouseTexts.OptOutNotice);
    }

    public static void In(Draft draft, LeadEvent fact, string? channel, Instant at, int seq, bool confirm)
    {
        if (IsStale(draft, at)) return;
        // Remembered even when nothing is to be opened: an opt-out from before may still be on its way.
        var was = draft.State.OptOut;
        draft.State = draft.State with { OptOut = null, OptChangedAt = at };
        if (was is null) return;
        if (confirm && channel == "sms") HouseTouches.TextBack(draft, fact, seq, HouseTexts.OptInConfirmation);
        HouseTouches.Notify(draft, fact, seq, HouseTexts.ReplySubject, HouseTexts.ReplyNotice);
    }

    /// <summary>Event Grid does not keep order: the person's last word counts, not the last to arrive.</summary>
    private static bool IsStale(Draft draft, Instant at)
    {
        if (draft.State.OptChangedAt is not { } changed || changed <= at) return false;
        draft.NoteDecision(new Reason.Ignored("came late: the person has said otherwise since"));
        return true;
    }
}
