using FollowUp.Core.Business;
using FollowUp.Core.Calendars;
using FollowUp.Core.Compliance;
using FollowUp.Core.Decisions;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using NodaTime;
using Offset = FollowUp.Core.Calendars.Offset;

namespace FollowUp.Testing.Journeys;

/// <summary>Short ways to write sequences, playbooks and leads.</summary>
public static class Plans
{
    /// <summary>A Tuesday, 10:00 where the sample business and the sample lead are.</summary>
    public static readonly Instant Tuesday = Instant.FromUtc(2026, 11, 3, 16, 0);

    /// <summary>The sample business of the product, a roofer in Austin.</summary>
    public static readonly BusinessProfile Roofer = BusinessProfileReader.Sample;

    /// <summary>The rules of the house with these sequences.</summary>
    public static Playbook Playbook(params Sequence[] sequences) => new(Roofer, QuietHours.Default, sequences);

    /// <summary>A conversational sequence that begins when somebody asks for it.</summary>
    public static Sequence Sequence(string id, params Step[] steps) =>
        new() { Id = id, Name = id, Purpose = Purpose.Conversational, Steps = [.. steps] };

    /// <summary>A step that counts from the enrollment.</summary>
    public static Step Step(string id, string at, params SequenceAction[] actions) =>
        new() { Id = id, At = Offset(at), Actions = [.. actions] };

    /// <summary>A text message.</summary>
    public static SequenceAction Text(string text = "Hello {{lead.firstName}}") => new SequenceAction.SendText(text);

    /// <summary>An email.</summary>
    public static SequenceAction Email(string text = "Hello {{lead.firstName}}") => new SequenceAction.SendEmail("Hello", text);

    /// <summary>An automated call.</summary>
    public static SequenceAction Call(string text = "Hello") => new SequenceAction.MakeCall(text);

    /// <summary>A word to the team.</summary>
    public static SequenceAction Notify(string text = "See {{lead.label}}") => new SequenceAction.NotifyTeam(text);

    /// <summary>A distance.</summary>
    public static Offset Offset(string text) =>
        Core.Calendars.Offset.TryParse(text, out var offset, out var error) ? offset : throw new FormatException(error);

    /// <summary>A window of the day.</summary>
    public static TimeWindow Window(string text) =>
        TimeWindow.TryParse(text, out var window, out var error) ? window : throw new FormatException(error);

    /// <summary>Somebody in Austin who called once, and who has an address.</summary>
    public static LeadState Caller() => Sample.Lead("lead1", Tuesday) with
    {
        CreatedBy = "first", Emails = ["dana@example.com"], LastInboundAt = Tuesday,
    };

    /// <summary>The same person, who agreed in writing to everything.</summary>
    public static LeadState Agreed() => Caller() with { Consent = new(Written, Written, Written) };

    /// <summary>Express written consent.</summary>
    public static readonly Consent Written = new(true, "form", "I agree to be contacted.", Tuesday);
}
