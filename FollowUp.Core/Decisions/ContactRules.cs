using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Core.Decisions;

/// <summary>Whether a person of the team may reach a lead on a channel now.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Allowed">Whether no rule speaks against it.</param>
/// <param name="Refused">Whether it would not be sent at all: the person opted out, or there is nowhere to send it.</param>
/// <param name="Rule">The rule against it.</param>
/// <param name="Reason">The rule's reason, in words.</param>
/// <param name="Until">When the rule lets go; null when it does not by itself.</param>
public sealed record ContactVerdict(Channel Channel, bool Allowed, bool Refused, string? Rule, string? Reason, Instant? Until);

/// <summary>The gate's rules, asked for a person who is about to write or call: what would stand in the way of a machine, and why.</summary>
public static class ContactRules
{
    private static readonly Channel[] Channels = [Channel.Sms, Channel.Email, Channel.Call];

    /// <summary>A verdict per channel. Pure: the same lead and time give the same verdicts.</summary>
    public static IReadOnlyList<ContactVerdict> For(LeadState lead, Instant now, Playbook playbook) =>
        [.. Channels.Select(channel => For(lead, channel, now, playbook))];

    private static ContactVerdict For(LeadState lead, Channel channel, Instant now, Playbook playbook)
    {
        // The law asks for consent to automated calls; a person who dials needs none, unless they were told not to.
        var asked = channel == Channel.Call && lead.Consent.Voice is null
            ? lead with { Consent = lead.Consent with { Voice = new(true) } }
            : lead;
        var slot = new Slot(0, 0, 0, 0, channel, false, new("", null));
        var verdict = Gate.Check(new(asked, now, playbook), slot, Purpose.Conversational, null, Nothing, now, now);

        // Two sequences keep apart; a person knows what has just gone out, it is on their screen.
        return verdict.Reason is null or Reason.Spacing
            ? new(channel, true, false, null, null, null)
            : new(channel, false, verdict.Reason is Reason.OptedOut or Reason.NoAddress, verdict.Reason.Rule, verdict.Reason.Words, verdict.HoldUntil);
    }

    private static Enrollment Nothing { get; } = new() { No = 0, Sequence = "", Version = 0, At = Instant.MinValue };
}
