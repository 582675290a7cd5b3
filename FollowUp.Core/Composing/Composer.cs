using FollowUp.Core.Business;
using FollowUp.Core.Carriers;
using FollowUp.Core.Decisions;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Numbering;
using FollowUp.Core.Templates;
using FollowUp.Core.Timelines;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Core.Composing;

/// <summary>A decision put into words: what is stored and what is sent.</summary>
/// <param name="State">The lead, with its tasks in words.</param>
/// <param name="Entries">The timeline rows.</param>
/// <param name="Outbound">What goes to the carriers, in order.</param>
public sealed record Composition(LeadState State, IReadOnlyList<TimelineEntry> Entries, IReadOnlyList<Outbound> Outbound);

/// <summary>Fills the templates of a decision's commands. Pure, like the decider, and run on the same way by preview.</summary>
public static class Composer
{
    /// <summary>Whether a decision's words need the conversation so far.</summary>
    public static bool NeedsConversation(Decision decision) =>
        decision.Commands.Any(c => c is Command.NotifyTeam { Text: var text } && text.Contains("{{conversation}}", StringComparison.Ordinal));

    /// <summary>Puts a decision into words.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="playbook">The rules it was made with.</param>
    /// <param name="past">The last messages before this decision, oldest first; only needed when <see cref="NeedsConversation"/>.</param>
    public static Composition Compose(Decision decision, Playbook playbook, IReadOnlyList<TimelineEntry> past)
    {
        var state = decision.State;
        var outbound = new List<Outbound>(decision.Commands.Count);
        var words = new Dictionary<int, (string? Party, string? Subject, string? Text)>(decision.Commands.Count);
        var sent = WhyNothingWasSent(decision);
        foreach (var command in decision.Commands)
        {
            var fields = new Fields(state, playbook, command.Enrollment, command.Cause)
            {
                SentText = sent,
                Conversation = Conversation(state, playbook, past, decision),
            };
            var message = OutboundFor(command, state, playbook, fields.Read);
            if (command is Command.OpenTask task && !IsOpen(state, task.Touch))
            {
                var owner = playbook.Business.OwnerOr(state.Owner).Id;
                var note = decision.Notes.First(n => n.Seq == task.Touch.Seq);
                state = state with
                {
                    Tasks = state.Tasks.Add(new(
                        task.Touch.Id, task.Kind, message.Text, task.Touch.At, owner, task.Priority, Why(note), note.Origin.Sequence)),
                };
            }
            if (command.Touch.Channel.ReachesLead()) sent = message.Text;
            words[command.Touch.Seq] = (message.To, message.Subject, message.Text);
            outbound.Add(message);
        }
        List<TimelineEntry> entries = [.. decision.Notes.Select(n => Scribe.Entry(n, words.GetValueOrDefault(n.Seq)))];
        return new(Talks.Follow(state, entries), entries, outbound);
    }

    private static string? Why(Note note) =>
        note.Reason?.Words ?? (note.Origin.Sequence is null ? null : $"step '{note.Origin.Step}' of '{note.Origin.Sequence}'");

    private static Outbound OutboundFor(Command command, LeadState lead, Playbook playbook, Func<string, string?> field)
    {
        var business = playbook.Business;
        var owner = business.OwnerOr(lead.Owner);
        string Fill(string template) => Template.Render(template, field);
        // What a person of the team typed is not a template.
        string Words(string text) => command.Cause is LeadEvent.ReplyWritten ? text : Fill(text);
        return command switch
        {
            Command.SendSms c => new Outbound.Sms(c.Touch, lead.Id, PhoneFor(c, lead), business.Phone, Words(c.Text)),
            Command.SendEmail c => new Outbound.Email(
                c.Touch, lead.Id, lead.Email!, business.Email?.From ?? "", Fill(c.Subject), Words(c.Text), business.Email?.ReplyTo),
            Command.PlaceCall c => new Outbound.Call(
                c.Touch, lead.Id, lead.Phone!, business.Phone, Fill(c.Text), c.Voicemail is null ? null : Fill(c.Voicemail), c.Replies, owner.Phone),
            Command.DropVoicemail c => new Outbound.Voicemail(c.Touch, lead.Id, lead.Phone!, business.Phone, Fill(c.Text)),
            Command.NotifyTeam c => new Outbound.Notification(
                c.Touch, lead.Id, owner, Fill(c.Subject ?? FirstLine(c.Text)), Fill(c.Text)),
            Command.OpenTask c => new Outbound.Notification(c.Touch, lead.Id, owner, "To do: " + Fields.Label(lead), Fill(c.Text)),
            Command.PushBooking c => new Outbound.Booking(c.Touch, lead, c.Appointment, business.Dispatch ?? ""),
            Command.PostWebhook c => new Outbound.Webhook(c.Touch, lead.Id, c.Url, Fill(c.Text ?? "")),
            _ => throw new InvalidOperationException($"The command {command.GetType().Name} cannot be put into words."),
        };
    }

    /// <summary>Telling the person in charge once more, after a fault, does not make a second task.</summary>
    private static bool IsOpen(LeadState lead, Touch touch)
    {
        if (touch.Occurrence == 0) return false;
        var tries = touch.Id[..(touch.Id.LastIndexOf('-') + 1)];
        return lead.Tasks.Any(t => t.Id.StartsWith(tries, StringComparison.Ordinal));
    }

    /// <summary>An answer goes to the number it was asked from, which need not be the lead's first.</summary>
    private static string PhoneFor(Command command, LeadState lead) => command switch
    {
        { Cause: LeadEvent.MessageReceived { Channel: "sms" } message } => message.From,
        { Touch.Answers: true, Enrollment.At: var begun } when lead.LastCall is { } call && call.At == begun => call.From,
        _ => lead.Phone!,
    };

    private static string? WhyNothingWasSent(Decision decision)
    {
        foreach (var note in decision.Notes)
            if (note is { Touch: { Status: TouchStatus.Suppressed } touch, Reason: { } reason } && touch.Channel.ReachesLead())
                return $"({reason.Words})";
        return null;
    }

    private static string Conversation(LeadState lead, Playbook playbook, IReadOnlyList<TimelineEntry> past, Decision decision)
    {
        var name = lead.FirstName ?? Shown(lead.Phone) ?? lead.Email ?? "Lead";
        var fresh = decision.Notes.Where(n => n.Event is not null).Select(n => Scribe.Entry(n));
        var zone = playbook.Business.Zone;
        return string.Join('\n', past.Concat(fresh).Where(IsSaid).TakeLast(8).Select(e =>
            $"{e.At.InZone(zone).ToString("MMM d HH:mm", null)} {(e.Kind == "event" ? name : playbook.Business.Name)}: {e.Text}"));
    }

    /// <summary>Whether a row is part of the conversation with the lead.</summary>
    public static bool IsSaid(TimelineEntry entry) => entry is { Text: not null } && (entry.Kind == "touch"
        ? entry.Channel is "sms" or "email" or "call" or "voicemail" && entry.Status is not (TouchStatus.Suppressed or TouchStatus.Failed)
        : entry.Type is "message.received" or "call.missed" or "call.answered" or "call.completed");

    private static string FirstLine(string text) => text.Split('\n', 2)[0];

    private static string? Shown(string? phone) => phone is null ? null : PhoneNumber.Display(phone);
}
