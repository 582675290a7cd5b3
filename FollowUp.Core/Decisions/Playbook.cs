using System.Collections.Frozen;
using FollowUp.Core.Business;
using FollowUp.Core.Compliance;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using NodaTime;

namespace FollowUp.Core.Decisions;

/// <summary>The rules of the house at one moment: an immutable value that every decision is made with.</summary>
public sealed class Playbook
{
    private readonly FrozenDictionary<string, Sequence> latest;
    private readonly FrozenDictionary<(string Id, int Version), Sequence> versions;
    private readonly FrozenDictionary<string, Sequence[]> triggered;

    /// <summary>Puts the rules together.</summary>
    /// <param name="business">The business profile.</param>
    /// <param name="quietHours">The dated rules of time.</param>
    /// <param name="sequences">Every version of every sequence; the highest version of an id is the one new leads enter.</param>
    public Playbook(BusinessProfile business, QuietHours quietHours, IEnumerable<Sequence> sequences)
    {
        Business = business;
        QuietHours = quietHours;
        versions = sequences.ToFrozenDictionary(s => (s.Id, s.Version));
        latest = versions.Values.GroupBy(s => s.Id, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.MaxBy(s => s.Version)!, StringComparer.Ordinal);
        triggered = latest.Values.OrderBy(s => s.Id, StringComparer.Ordinal)
            .SelectMany(s => s.EnrollOn.Select(t => (t.Event, Sequence: s)))
            .GroupBy(p => p.Event, p => p.Sequence, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.Distinct().ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The business.</summary>
    public BusinessProfile Business { get; }

    /// <summary>The dated rules of time.</summary>
    public QuietHours QuietHours { get; }

    /// <summary>The latest version of every sequence.</summary>
    public IEnumerable<Sequence> Sequences => latest.Values;

    /// <summary>The latest version of a sequence, or null.</summary>
    public Sequence? Latest(string id) => latest.GetValueOrDefault(id);

    /// <summary>One version of a sequence, or null.</summary>
    public Sequence? Find(string id, int version) => versions.GetValueOrDefault((id, version));

    /// <summary>The sequences that an event enrolls in.</summary>
    public IReadOnlyList<Sequence> TriggeredBy(string eventType) => triggered.GetValueOrDefault(eventType) ?? [];

    /// <summary>The same rules with other sequences or another business.</summary>
    public Playbook With(BusinessProfile? business = null, IEnumerable<Sequence>? sequences = null) =>
        new(business ?? Business, QuietHours, sequences ?? versions.Values);

    /// <summary>Where a lead is, for rules of place: what it says, else its area code, else the business's zone.</summary>
    public Place PlaceOf(LeadState lead) => Places.Of(lead.TimeZone, lead.Region, lead.Phone, Business.Zone);

    /// <summary>The zone that a lead's local times are told in.</summary>
    public DateTimeZone ZoneOf(LeadState lead) => PlaceOf(lead).Zones[0];
}
