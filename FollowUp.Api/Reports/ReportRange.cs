using FollowUp.Api.Http;
using FollowUp.Core.Calendars;
using FollowUp.Core.Serialization;
using NodaTime;
using NodaTime.Text;

namespace FollowUp.Api.Reports;

/// <summary>The span of time that a report is about: from the first moment on, before the second.</summary>
internal sealed record ReportRange(Instant From, Instant To, DateTimeZone Zone)
{
    private static readonly Duration Default = Duration.FromDays(30);

    /// <summary>Reads times, or dates on the business's clock, the last one included; the last 30 days when nothing is said.</summary>
    public static ReportRange Read(string? from, string? to, DateTimeZone zone, Instant now)
    {
        // What has just happened is in the past.
        var end = to is null ? now.PlusTicks(1) : Parse(to, "to", zone, days: 1);
        var start = from is null ? end - Default : Parse(from, "from", zone, days: 0);
        return start < end ? new(start, end, zone) : throw ProblemException.Bad("from", "must be before to");
    }

    public bool Has(Instant at) => at >= From && at < To;

    public string DayOf(Instant at) => LocalDatePattern.Iso.Format(at.InZone(Zone).Date);

    private static Instant Parse(string text, string field, DateTimeZone zone, int days)
    {
        var date = LocalDatePattern.Iso.Parse(text);
        if (date.Success) return LocalTimes.Resolve(date.Value.PlusDays(days).AtMidnight(), zone);
        var (at, error) = Converters.ParseInstant(text);
        return error is null ? at : throw ProblemException.Bad(field, $"'{text}' is neither a date such as 2026-11-03 nor a time such as 2026-11-03T14:13:20Z");
    }
}
