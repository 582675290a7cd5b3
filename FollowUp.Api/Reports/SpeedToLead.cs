using FollowUp.Core.Leads;
using NodaTime;

namespace FollowUp.Api.Reports;

/// <summary>How fast new leads heard from the business: from first contact to the first touch that reaches them.</summary>
/// <param name="Day">The day of first contact on the business's clock; <c>total</c> for all.</param>
/// <param name="Leads">People who made first contact.</param>
/// <param name="Touched">Those who have heard from the business.</param>
/// <param name="P50Seconds">Half of those heard within this time.</param>
/// <param name="P90Seconds">Nine of ten heard within this time.</param>
/// <param name="ShareUnderOneMinute">The share of all who heard within a minute, 0 to 1.</param>
/// <param name="ShareUnderFiveMinutes">The share of all who heard within five minutes, 0 to 1.</param>
public sealed record SpeedRow(
    string Day, int Leads, int Touched, double? P50Seconds, double? P90Seconds, double? ShareUnderOneMinute, double? ShareUnderFiveMinutes);

/// <summary>Collects speeds. Imported leads made no contact, so nobody was waiting.</summary>
internal sealed class SpeedToLead(ReportRange range)
{
    private readonly SortedDictionary<string, List<double?>> days = new(StringComparer.Ordinal);

    public void Add(LeadState lead)
    {
        if (!range.Has(lead.CreatedAt) || lead.CreatedBy?.StartsWith("import/", StringComparison.Ordinal) == true) return;
        var day = range.DayOf(lead.CreatedAt);
        if (!days.TryGetValue(day, out var speeds)) days.Add(day, speeds = []);
        speeds.Add(lead.FirstTouchAt is { } first ? (first - lead.CreatedAt).TotalSeconds : null);
    }

    public Report<SpeedRow> ToReport() =>
        new(range.From, range.To, Row("total", [.. days.Values.SelectMany(d => d)]), [.. days.Select(d => Row(d.Key, d.Value))]);

    private static SpeedRow Row(string day, List<double?> speeds)
    {
        var known = speeds.OfType<double>().Order().ToList();
        double? Share(double seconds) => speeds.Count == 0 ? null : Math.Round((double)known.Count(s => s < seconds) / speeds.Count, 4);
        return new(day, speeds.Count, known.Count, Percentile(known, 0.5), Percentile(known, 0.9), Share(60), Share(300));
    }

    /// <summary>The smallest value that at least this share does not exceed.</summary>
    private static double? Percentile(List<double> sorted, double share) =>
        sorted.Count == 0 ? null : Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)], 1);
}
