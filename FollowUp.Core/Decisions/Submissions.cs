using System.Collections.Immutable;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;

namespace FollowUp.Core.Decisions;

/// <summary>How what is submitted, edited or learnt in passing gets into the record.</summary>
internal static class Submissions
{
    /// <summary>A second submission adds what it says; it never blanks what is known.</summary>
    public static LeadState Merge(LeadState lead, LeadEvent.LeadSubmitted s) => Overwrite(lead, s) with
    {
        Phones = With(lead.Phones, s.Phone),
        Emails = With(lead.Emails, s.Email),
        Source = lead.Source ?? s.Source,
        Stage = lead.Stage ?? s.Stage,
        Tags = [.. lead.Tags.Union(s.Tags)],
        Context = s.Context is null ? lead.Context : new(
            s.Context.Service ?? lead.Context?.Service,
            s.Context.Urgency ?? lead.Context?.Urgency,
            s.Context.Location ?? lead.Context?.Location,
            s.Context.Message ?? lead.Context?.Message),
    };

    /// <summary>An edit takes out what it empties, and replaces what else it names.</summary>
    public static LeadState Change(LeadState lead, LeadEvent.LeadChanged edit) =>
        Overwrite(edit.Cleared.Aggregate(lead, Without), edit.Patch);

    private static LeadState Without(LeadState lead, string field) => field switch
    {
        "name" => lead with { Name = null },
        "phone" => lead with { Phones = [] },
        "email" => lead with { Emails = [] },
        "source" => lead with { Source = null },
        "timeZone" => lead with { TimeZone = null },
        "region" => lead with { Region = null },
        "context" => lead with { Context = null },
        "preferences" => lead with { Preferences = null },
        "timeline" => lead with { Timeline = null },
        "stage" => lead with { Stage = null },
        "owner" => lead with { Owner = null },
        "tags" => lead with { Tags = [] },
        "criteria" => lead with { Criteria = ImmutableDictionary<string, string>.Empty },
        _ => lead,
    };

    private static LeadState Overwrite(LeadState lead, LeadEvent.LeadSubmitted s) => lead with
    {
        Name = s.Name ?? lead.Name,
        Phones = s.Phone is null ? lead.Phones : [s.Phone, .. lead.Phones.Where(p => p != s.Phone)],
        Emails = s.Email is null ? lead.Emails : [s.Email, .. lead.Emails.Where(e => e != s.Email)],
        TimeZone = s.TimeZone ?? lead.TimeZone,
        Region = s.Region ?? lead.Region,
        Source = s.Source ?? lead.Source,
        Context = s.Context ?? lead.Context,
        Consent = s.Consent is null ? lead.Consent : new(
            Later(lead.Consent.Sms, s.Consent.Sms), Later(lead.Consent.Voice, s.Consent.Voice), Later(lead.Consent.Email, s.Consent.Email)),
        Preferences = s.Preferences ?? lead.Preferences,
        Timeline = s.Timeline ?? lead.Timeline,
        Stage = s.Stage ?? lead.Stage,
        Owner = s.Owner ?? lead.Owner,
        Tags = s.Tags.IsEmpty ? lead.Tags : s.Tags,
        Criteria = s.Criteria ?? lead.Criteria,
    };

    /// <summary>The person's last word by its own time: an old list must not undo what they have said since.</summary>
    private static Consent? Later(Consent? known, Consent? said) => said is null || known?.At > said.At ? known : said;

    /// <summary>A number or address the person used is one they can be reached at.</summary>
    public static LeadState Reach(LeadState lead, string channel, string from) => channel switch
    {
        "email" => lead with { Emails = With(lead.Emails, from) },
        "sms" => lead with { Phones = With(lead.Phones, from) },
        _ => lead,
    };

    private static ImmutableArray<string> With(ImmutableArray<string> known, string? value) =>
        string.IsNullOrEmpty(value) || known.Contains(value) ? known : known.Add(value);
}
