using System.Collections.Frozen;
using FollowUp.Core.Calendars;

namespace FollowUp.Core.Compliance;

/// <summary>What hours and caps have in common: whose rule, for what, and from when to when (inclusive days since 1970).</summary>
internal abstract record DatedRule(string Jurisdiction, IReadOnlyList<OutreachKind> Kinds, long FromDay, long ToDay)
{
    public bool Covers(long day) => day >= FromDay && day <= ToDay;
}

internal sealed record HoursRule(
    string Jurisdiction, IReadOnlyList<OutreachKind> Kinds, long FromDay, long ToDay, WeekTable Table, string Phrase)
    : DatedRule(Jurisdiction, Kinds, FromDay, ToDay);

internal sealed record CapRule(string Jurisdiction, IReadOnlyList<OutreachKind> Kinds, long FromDay, long ToDay, FrequencyCap Cap)
    : DatedRule(Jurisdiction, Kinds, FromDay, ToDay);

/// <summary>
/// Rules by country, region and kind, so that a look-up is two hashes and no allocation. Region "" holds the country's own rules;
/// the handful of dated versions of one rule are tried in turn.
/// </summary>
internal sealed class RuleIndex<TRule>
    where TRule : DatedRule
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, TRule[][]>> byCountry;

    private readonly long lastChange;

    public RuleIndex(IReadOnlyList<TRule> rules)
    {
        byCountry = Index(rules);
        lastChange = rules.SelectMany(Changes).DefaultIfEmpty(long.MinValue).Max();
    }

    private static FrozenDictionary<string, FrozenDictionary<string, TRule[][]>> Index(IReadOnlyList<TRule> rules) => rules
        .GroupBy(rule => rule.Jurisdiction[..2])
        .ToFrozenDictionary(
            country => country.Key,
            country => country
                .GroupBy(rule => rule.Jurisdiction.Length > 3 ? rule.Jurisdiction[3..] : "")
                .ToFrozenDictionary(
                    region => region.Key,
                    region => Enum.GetValues<OutreachKind>().Select(kind => region.Where(rule => rule.Kinds.Contains(kind)).ToArray()).ToArray(),
                    StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);

    /// <summary>The region's rule of that day, else the country's, else null.</summary>
    public TRule? Find(string? country, string? region, OutreachKind kind, long day)
    {
        if (country is null || !byCountry.TryGetValue(country, out var regions))
            return null;
        if (region is not null && regions.TryGetValue(region, out var own) && In(own[(int)kind], day) is { } rule)
            return rule;
        return regions.TryGetValue("", out var whole) ? In(whole[(int)kind], day) : null;
    }

    /// <summary>The first day after <paramref name="day"/> on which a rule of the place, or of the US, starts or has ended.</summary>
    public long? NextChange(string? country, string? region, OutreachKind kind, long day) =>
        day >= lastChange
            ? null // the usual case: every rule we know of is in force
            : RulesOf(country, region, kind).Concat(RulesOf(country, "", kind)).Concat(RulesOf("US", "", kind))
                .SelectMany(Changes)
                .Where(change => change > day)
                .Select(change => (long?)change)
                .Min();

    private static IEnumerable<long> Changes(TRule rule)
    {
        if (rule.FromDay != long.MinValue)
            yield return rule.FromDay;
        if (rule.ToDay != long.MaxValue)
            yield return rule.ToDay + 1;
    }

    private TRule[] RulesOf(string? country, string? region, OutreachKind kind) =>
        country is not null && region is not null && byCountry.TryGetValue(country, out var regions) && regions.TryGetValue(region, out var kinds)
            ? kinds[(int)kind]
            : [];

    private static TRule? In(TRule[] versions, long day)
    {
        foreach (var version in versions)
        {
            if (version.Covers(day))
                return version;
        }

        return null;
    }
}
