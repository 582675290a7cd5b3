using FollowUp.Core.Calendars;
using FollowUp.Core.Compliance;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Core.Decisions;

/// <summary>What the gate says of a touch: go (the default), hold until, or do not.</summary>
internal readonly record struct Verdict(Reason? Reason, Instant? HoldUntil)
{
    public static Verdict No(Reason reason) => new(reason, null);

    public static Verdict Hold(Instant until, Reason reason) => new(reason, until);
}

/// <summary>
/// The rules that every touch passes on its way to a person: opt-out, address, cool-down, consent, then lateness, quiet hours,
/// wishes, frequency and spacing. What stays in the house passes freely.
/// </summary>
internal static class Gate
{
    /// <summary>How long outreach is remembered for the rules that count.</summary>
    public static readonly Duration Memory = Duration.FromDays(7);

    private const int MaxUnanswered = 2;
    private const int UnansweredHours = 48;
    private static readonly Duration DefaultExpiry = Duration.FromDays(1);
    private static readonly Duration MinimumSpacing = Duration.FromMinutes(10);

    public static Verdict Check(
        Draft draft, Slot slot, Purpose purpose, Step? step, Enrollment enrollment, Instant dueAt, Instant readyAt)
    {
        if (!slot.Channel.ReachesLead()) return default;
        var lead = draft.State;
        if (lead.OptOut is { } optOut) return Verdict.No(new Reason.OptedOut(optOut.At, draft.ZoneId, optOut.Channel));
        if ((slot.Channel == Channel.Email ? lead.Email : lead.Phone) is null) return Verdict.No(new Reason.NoAddress(slot.Channel));
        if (lead.CoolDown is { } cooling && cooling.Until > draft.Now && !slot.Answers)
            return Verdict.No(new Reason.CoolingDown(cooling.Until, draft.ZoneId, cooling.Why));
        if (lead.Preferences is { Days: "weekends" } && !slot.Answers) return Verdict.No(new Reason.WeekendsOnly());
        if (MissingConsent(lead, slot.Channel, purpose, enrollment) is { } needs) return Verdict.No(new Reason.NoConsent(slot.Channel, purpose, needs));
        if (IsTooLate(draft, step, enrollment, readyAt)) return Verdict.No(new Reason.TooLate(dueAt, draft.ZoneId));
        if (slot.Answers) return default;
        return Unanswered(draft, slot, purpose) ?? Quiet(draft, slot) ?? Wish(draft, slot.Channel, isCounted: true) ?? Cap(draft, slot) ?? Space(draft, slot) ?? default;
    }

    /// <summary>
    /// A call that a person is to make. Dialling needs no consent, and they see the hour on the other's clock; but who is left alone
    /// is left alone, and the call waits for the times that were asked for, unless it cannot wait or its hour was agreed.
    /// </summary>
    public static Verdict CheckCallTask(Draft draft, Slot slot, bool isUrgent)
    {
        if (slot.Answers) return default;
        var lead = draft.State;
        if (lead.CoolDown is { } cooling && cooling.Until > draft.Now) return Verdict.No(new Reason.CoolingDown(cooling.Until, draft.ZoneId, cooling.Why));
        if (lead.Preferences is { Days: "weekends" }) return Verdict.No(new Reason.WeekendsOnly());
        return isUrgent ? default : Wish(draft, Channel.Call, isCounted: false) ?? default;
    }

    /// <summary>The consent that is missing, in words; null when there is enough (47 CFR 64.1200(a), 15 USC 7704 for email).</summary>
    private static string? MissingConsent(LeadState lead, Channel channel, Purpose purpose, Enrollment enrollment)
    {
        var consent = channel switch
        {
            Channel.Email => lead.Consent.Email,
            Channel.Sms => lead.Consent.Sms,
            _ => lead.Consent.Voice,
        };
        if (consent is { Given: false }) return "the person's consent, and they said no";
        return (channel, purpose) switch
        {
            (Channel.Email, _) => null,
            (Channel.Sms, Purpose.Conversational) => consent is null && lead.LastInboundAt is null ? "the person's own contact" : null,
            (_, Purpose.Promotional) => consent is { IsWritten: true } ? null : "express written consent (given, with the words agreed to)",
            // Who gives a number for an appointment or an estimate agrees to hear about that one (FCC 92-443, paragraph 31).
            (_, Purpose.Informational) when enrollment is { Subject: not null, Cause: not LeadEvent.SignalDetected } => null,
            (Channel.Sms, _) => consent is null ? "express consent" : null,
            _ => consent is null ? "prior express consent to automated calls" : null,
        };
    }

    /// <summary>
    /// Late means late after the last moment it was ready to go: a hold is not lateness, an outage is. What leads up to an
    /// appointment is pointless once that has begun.
    /// </summary>
    private static bool IsTooLate(Draft draft, Step? step, Enrollment enrollment, Instant readyAt)
    {
        if (step is null) return false;
        if (Schedule.Deadline(step, draft.State, enrollment) is { } deadline && draft.Now >= deadline) return true;
        var limit = step.Expires is { } expires ? expires.From(readyAt, draft.Playbook.Business.Zone) : readyAt + DefaultExpiry;
        return draft.Now > limit;
    }

    /// <summary>Somebody who only made contact once hears from us twice, then we wait.</summary>
    private static Verdict? Unanswered(Draft draft, Slot slot, Purpose purpose)
    {
        var lead = draft.State;
        if (slot.Channel != Channel.Sms || purpose != Purpose.Conversational || lead.LastReplyAt is not null || lead.Consent.Sms is not null)
            return null;
        var window = Duration.FromHours(UnansweredHours);
        return Until(lead, r => r.Channel == Channel.Sms, draft.Now, MaxUnanswered, window) is { } until
            ? Verdict.Hold(until, new Reason.Unanswered(until, draft.ZoneId, MaxUnanswered, UnansweredHours))
            : null;
    }

    private static Verdict? Quiet(Draft draft, Slot slot)
    {
        if (slot.Channel == Channel.Email) return null;
        var kind = slot.Channel == Channel.Sms ? OutreachKind.Text : OutreachKind.Call;
        return draft.Playbook.QuietHours.Check(draft.Now, kind, draft.Playbook.PlaceOf(draft.State)) is { } hold
            ? Verdict.Hold(hold.Until, new Reason.QuietHours(hold.Until, hold.Zone, hold.Rule))
            : null;
    }

    private static Verdict? Wish(Draft draft, Channel channel, bool isCounted)
    {
        if (draft.State.Preferences is not { } wishes) return null;
        var zone = draft.Playbook.ZoneOf(draft.State);
        var until = Wishes.NextWelcome(wishes, channel, draft.Now, zone);
        if (until > draft.Now) return Verdict.Hold(until, new Reason.Preference(until, zone.Id, Wishes.Describe(wishes, channel)));
        return isCounted && wishes.MaxTouchesPerWeek is { } max && Until(draft.State, _ => true, draft.Now, max, Memory) is { } next
            ? Verdict.Hold(next, new Reason.FrequencyCap(next, zone.Id, max, Memory, "as the person asked"))
            : null;
    }

    private static Verdict? Cap(Draft draft, Slot slot)
    {
        if (slot.Channel == Channel.Email) return null;
        var place = draft.Playbook.PlaceOf(draft.State);
        var kind = slot.Channel == Channel.Sms ? OutreachKind.Text : OutreachKind.Call;
        if (draft.Playbook.QuietHours.CapFor(place, kind, draft.Now.InZone(place.Zones[0]).Date) is not { } cap) return null;
        return Until(draft.State, r => r.Channel != Channel.Email && r.Sequence == slot.Origin.Sequence, draft.Now, cap.Max, cap.Per) is { } until
            ? Verdict.Hold(until, new Reason.FrequencyCap(until, draft.ZoneId, cap.Max, cap.Per, cap.Law))
            : null;
    }

    /// <summary>Two sequences do not send on one channel within ten minutes; one step's own messages belong together.</summary>
    private static Verdict? Space(Draft draft, Slot slot)
    {
        Instant? last = null;
        foreach (var recent in draft.State.Recent)
            if (recent.Channel == slot.Channel && recent.Sequence != slot.Origin.Sequence) last = recent.At;
        return last is { } at && at + MinimumSpacing > draft.Now
            ? Verdict.Hold(at + MinimumSpacing, new Reason.Spacing(at + MinimumSpacing, draft.ZoneId))
            : null;
    }

    /// <summary>When the number of matching touches in the window falls below the limit; null when it is below already.</summary>
    private static Instant? Until(LeadState lead, Func<RecentTouch, bool> counts, Instant now, int max, Duration window)
    {
        if (lead.Recent.Length < max) return null;
        var inWindow = lead.Recent.Where(r => r.At > now - window && counts(r)).OrderBy(r => r.At).ToList();
        return inWindow.Count < max ? null : inWindow[inWindow.Count - max].At + window;
    }
}
