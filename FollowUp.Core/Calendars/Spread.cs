namespace FollowUp.Core.Calendars;

/// <summary>Spreads leads over time by hashing their ids, so that every replay and every machine agrees.</summary>
public static class Spread
{
    /// <summary>
    /// FNV-1a, 32 bits, one step per UTF-16 code unit (equal to the published function on ASCII text).
    /// Source: Fowler, Noll and Vo, RFC 9923. Not for secrets.
    /// </summary>
    public static uint Hash(ReadOnlySpan<char> key)
    {
        var hash = 2166136261u;
        foreach (var c in key)
            hash = unchecked((hash ^ c) * 16777619u);
        return hash;
    }
}
