using System.Collections.Immutable;
using System.Text.RegularExpressions;
using FollowUp.Api.Http;
using FollowUp.Core.Decisions;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Numbering;
using NodaTime;

namespace FollowUp.Api.Leads;

/// <summary>A lead as it is submitted or edited; everything is optional but a phone number or an address.</summary>
public sealed partial record SubmitLead
{
    public string? Name { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public string? Source { get; init; }

    public string? TimeZone { get; init; }

    public string? Region { get; init; }

    public LeadContext? Context { get; init; }

    public Consents? Consent { get; init; }

    public Preferences? Preferences { get; init; }

    public string? Timeline { get; init; }

    public string? Stage { get; init; }

    public string? Owner { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    public ImmutableDictionary<string, string>? Criteria { get; init; }

    public ImmutableArray<string>? Sequences { get; init; }

    [GeneratedRegex(@"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$")]
    private static partial Regex EmailShape { get; }

    /// <summary>The fact that this submission is, with phone numbers and addresses in one form.</summary>
    /// <exception cref="ProblemException">Fields are wrong; all of them are named.</exception>
    public LeadEvent.LeadSubmitted ToEvent(Playbook playbook, Instant now, bool needsContact)
    {
        var errors = new List<(string Field, string Message)>();
        string? phone = null;
        if (Phone is not null && !PhoneNumber.TryNormalize(Phone, out phone, out var phoneError)) errors.Add(("phone", phoneError));
        var email = Email?.Trim().ToLowerInvariant();
        if (email is not null && (email.Length > 254 || !EmailShape.IsMatch(email))) errors.Add(("email", $"'{Email}' is not an email address"));
        if (needsContact && Phone is null && Email is null) errors.Add(("phone", "is missing, and so is email: one of them is needed"));
        if (TimeZone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is null)
            errors.Add(("timeZone", $"'{TimeZone}' is not a time zone such as America/Chicago"));
        if (Owner is not null && playbook.Business.Team.All(m => m.Id != Owner)) errors.Add(("owner", $"'{Owner}' is nobody of the team"));
        CheckLengths(errors);
        CheckPreferences(Preferences, errors);
        for (var i = 0; i < (Sequences?.Length ?? 0); i++)
            if (playbook.Latest(Sequences!.Value[i]) is null) errors.Add(($"sequences[{i}]", $"there is no sequence '{Sequences.Value[i]}'"));
        if (errors.Count > 0) throw new ProblemException("The lead has errors.", errors);
        return new()
        {
            Name = Trimmed(Name), Phone = phone, Email = email, Source = Trimmed(Source), TimeZone = TimeZone, Region = Trimmed(Region)?.ToUpperInvariant(),
            Context = Context, Consent = Dated(Consent, now), Preferences = Preferences, Timeline = Trimmed(Timeline), Stage = Trimmed(Stage),
            Owner = Owner, Tags = Tags, Criteria = Criteria, Sequences = Sequences is { } named ? [.. named] : null,
        };
    }

    internal static void CheckPreferences(Preferences? preferences, List<(string Field, string Message)> errors, string path = "preferences.")
    {
        if (preferences is null) return;
        for (var i = 0; i < preferences.Times.Length; i++)
            if (!Preferences.KnownTimes.Contains(preferences.Times[i]))
                errors.Add(($"{path}times[{i}]", $"must be one of {string.Join(", ", Preferences.KnownTimes)}"));
        if (preferences.Days is not null && !Preferences.KnownDays.Contains(preferences.Days))
            errors.Add(($"{path}days", $"must be one of {string.Join(", ", Preferences.KnownDays)}"));
        if (preferences.MaxTouchesPerWeek is < 1) errors.Add(($"{path}maxTouchesPerWeek", "must be at least 1"));
    }

    /// <summary>Evidence without a time was given now.</summary>
    private static Consents? Dated(Consents? consents, Instant now)
    {
        Consent? Stamp(Consent? c) => c is null ? null : c with { At = c.At ?? now };
        return consents is null ? null : new(Stamp(consents.Sms), Stamp(consents.Voice), Stamp(consents.Email));
    }

    private void CheckLengths(List<(string Field, string Message)> errors)
    {
        void Limit(string field, string? text, int max)
        {
            if (text?.Length > max) errors.Add((field, $"must be at most {max} characters"));
        }
        Limit("name", Name, 200);
        Limit("source", Source, 200);
        Limit("region", Region, 10);
        Limit("timeline", Timeline, 100);
        Limit("stage", Stage, 100);
        Limit("context.service", Context?.Service, 500);
        Limit("context.urgency", Context?.Urgency, 500);
        Limit("context.location", Context?.Location, 500);
        Limit("context.message", Context?.Message, 10_000);
        if (Tags.Length > 50) errors.Add(("tags", "must be at most 50"));
        for (var i = 0; i < Tags.Length; i++) Limit($"tags[{i}]", Tags[i], 100);
        if (Criteria?.Count > 50) errors.Add(("criteria", "must be at most 50"));
        foreach (var (key, value) in Criteria ?? ImmutableDictionary<string, string>.Empty) Limit($"criteria.{key}", value, 1000);
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
