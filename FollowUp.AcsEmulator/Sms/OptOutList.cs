using System.Collections.Concurrent;

namespace FollowUp.AcsEmulator.Sms;

/// <summary>Who has opted out of which number, by the API or by texting the carrier's words.</summary>
internal sealed class OptOutList
{
    private readonly ConcurrentDictionary<(string From, string To), bool> _entries = new();

    public bool Contains(string from, string to) => _entries.ContainsKey((from, to));

    public void Add(string from, string to) => _entries[(from, to)] = true;

    public void Remove(string from, string to) => _entries.TryRemove((from, to), out _);
}
