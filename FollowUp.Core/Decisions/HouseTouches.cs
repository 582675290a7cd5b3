using FollowUp.Core.Events;
using FollowUp.Core.Touches;

namespace FollowUp.Core.Decisions;

/// <summary>Touches that answer an event directly, outside any sequence. Their slot is the event's own timeline row.</summary>
internal static class HouseTouches
{
    private const int ToLead = 0;
    private const int ToTeam = 1;

    /// <summary>Texts the person who has just written; the answer to their own message is neither held nor counted.</summary>
    public static void TextBack(Draft draft, LeadEvent cause, int seq, string text)
    {
        if (draft.State.Phone is null || cause is LeadEvent.MessageReceived { Channel: not "sms" }) return;
        draft.Claim(new(0, seq, ToLead, 0, Channel.Sms, true, default), touch => new Command.SendSms(touch, null, cause, text));
    }

    /// <summary>Tells the person in charge.</summary>
    public static void Notify(Draft draft, LeadEvent cause, int seq, string subject, string text) =>
        draft.Claim(
            new(0, seq, ToTeam, 0, Channel.Notification, false, default),
            touch => new Command.NotifyTeam(touch, null, cause, subject, text));

    /// <summary>Opens a task about something that went wrong with a touch.</summary>
    public static void Task(Draft draft, LeadEvent? cause, Touch about, string text)
    {
        // What goes wrong together is one thing to look at.
        if (cause is null && draft.OpensTask(text)) return;
        draft.Claim(
            new(0, about.Seq, ToTeam, about.Occurrence, Channel.Task, false, default),
            touch => new Command.OpenTask(touch, null, cause, "task", "asap", text));
    }

    /// <summary>Sends what a person of the team wrote. Only an opt-out or a missing address stands in its way.</summary>
    public static void SendReply(Draft draft, LeadEvent.ReplyWritten reply, int seq)
    {
        var email = reply.Channel == "email";
        var slot = new Slot(0, seq, ToLead, 0, email ? Channel.Email : Channel.Sms, true, default);
        var address = email ? draft.State.Email : draft.State.Phone;
        if (draft.State.OptOut is { } optOut) draft.Suppress(slot, new Reason.OptedOut(optOut.At, draft.ZoneId, optOut.Channel));
        else if (address is null) draft.Suppress(slot, new Reason.NoAddress(slot.Channel));
        else if (email)
            draft.Claim(slot, touch => new Command.SendEmail(touch, null, reply, "Re: {{business.name}}", reply.Text));
        else draft.Claim(slot, touch => new Command.SendSms(touch, null, reply, reply.Text));
    }
}
