using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using FollowUp.Api.Http;
using FollowUp.Api.Leads;
using FollowUp.Core.Decisions;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Serialization;
using NodaTime;

namespace FollowUp.Api.Import;

/// <summary>Something wrong with a file.</summary>
/// <param name="Row">The row, counted the way a spreadsheet does: the header is 1.</param>
/// <param name="Column">The column's header; null when it is about the whole row.</param>
/// <param name="Message">What.</param>
public sealed record ImportError(int Row, string? Column, string Message);

/// <summary>A row of a file as the fact it will be.</summary>
/// <param name="Row">The row, counted the way a spreadsheet does.</param>
/// <param name="Envelope">The fact; its id comes from what the row says, so that the same row again changes nothing.</param>
/// <param name="Contacts">Phone and email, in one form.</param>
internal sealed record ImportRow(int Row, EventEnvelope Envelope, IReadOnlyList<string> Contacts)
{
    private static readonly Dictionary<string, string> FieldOfError = new()
    {
        ["context.service"] = "service", ["context.urgency"] = "urgency", ["context.location"] = "location", ["context.message"] = "message",
    };

    /// <summary>Reads a row; null when it has errors, which are added.</summary>
    public static ImportRow? Read(
        int row, IReadOnlyDictionary<string, string> values, Func<string, string?> columnOf, ImmutableArray<string> sequences, Playbook playbook,
        Instant now, List<ImportError> errors)
    {
        var before = errors.Count;
        string? Value(string field) => values.GetValueOrDefault(field) is { } v && !string.IsNullOrWhiteSpace(v) ? v.Trim() : null;
        void Wrong(string field, string message) => errors.Add(new(row, columnOf(field), message));

        var consents = Consents(Value, Wrong);
        var contactAt = Time(Value, "lastContactAt", playbook.Business.Zone, Wrong);
        if (contactAt > now) Wrong("lastContactAt", "lies in the future");
        var context = new LeadContext(Value("service"), Value("urgency"), Value("location"), Value("message"));
        var lead = new SubmitLead
        {
            Name = Value("name") ?? Joined(Value("firstName"), Value("lastName")),
            Phone = Value("phone"), Email = Value("email"), Source = Value("source") ?? "import", TimeZone = Value("timeZone"), Region = Value("region"),
            Context = context == new LeadContext() ? null : context,
            Consent = consents, Timeline = Value("timeline"), Stage = Value("stage"), Owner = Value("owner"),
            Tags = [.. (Value("tags") ?? "").Split([';', ',', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()],
            Criteria = values.Where(v => v.Key.StartsWith(ImportColumns.Criteria, StringComparison.Ordinal) && v.Value.Length > 0)
                .ToImmutableDictionary(v => v.Key[ImportColumns.Criteria.Length..], v => v.Value.Trim()) is { IsEmpty: false } criteria ? criteria : null,
            Sequences = sequences,
        };
        try
        {
            var fact = lead.ToEvent(playbook, now, needsContact: true) with { Imported = true };
            if (errors.Count > before) return null;
            var said = string.Join('\n', values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}").Concat(sequences));
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)).AsSpan(0, 12));
            return new(row, new("import/" + hash, contactAt ?? now, fact), LeadIntake.ContactsIn(fact));
        }
        catch (ProblemException problem)
        {
            foreach (var (field, messages) in problem.Errors)
                foreach (var message in messages) Wrong(FieldOfError.GetValueOrDefault(field, field.Split('[')[0]), message);
            return null;
        }
    }

    /// <summary>Evidence stands for every channel that the row speaks of.</summary>
    private static Consents? Consents(Func<string, string?> value, Action<string, string> wrong)
    {
        var at = Time(value, "consentAt", DateTimeZone.Utc, wrong);
        Consent? Of(string field)
        {
            if (value(field) is not { } said) return null;
            bool? given = said.ToLowerInvariant() switch
            {
                "yes" or "y" or "true" or "1" or "given" or "opt-in" or "optin" or "opted in" => true,
                "no" or "n" or "false" or "0" or "refused" or "opt-out" or "optout" or "opted out" => false,
                _ => null,
            };
            if (given is not { } answer)
            {
                wrong(field, $"'{said}' is neither yes nor no");
                return null;
            }
            if (answer && at is null) wrong(field, "says yes, but consent_at does not say since when");
            return new(answer, value("consentSource") ?? "import", value("consentText"), at);
        }
        var consents = new Consents(Of("smsConsent"), Of("voiceConsent"), Of("emailConsent"));
        return consents == new Consents() ? null : consents;
    }

    /// <summary>A time, or a date, which means its beginning.</summary>
    private static Instant? Time(Func<string, string?> value, string field, DateTimeZone zone, Action<string, string> wrong)
    {
        if (value(field) is not { } text) return null;
        var date = NodaTime.Text.LocalDatePattern.Iso.Parse(text);
        if (date.Success) return Core.Calendars.LocalTimes.Resolve(date.Value.AtMidnight(), zone);
        var (at, error) = Converters.ParseInstant(text);
        if (error is null) return at;
        wrong(field, $"'{text}' is neither a date such as 2026-11-03 nor a time such as 2026-11-03T14:13:20Z");
        return null;
    }

    private static string? Joined(string? first, string? last) =>
        first is null && last is null ? null : $"{first} {last}".Trim();
}
