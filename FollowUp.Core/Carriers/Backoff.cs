using FollowUp.Core.Calendars;

namespace FollowUp.Core.Carriers;

/// <summary>How long an adapter waits before its next try: arithmetic only, so that the same touch waits the same times.</summary>
public static class Backoff
{
    /// <summary>The tries while the caller waits, the first included; after them the engine plans the touch anew.</summary>
    public const int MaxTries = 3;

    /// <summary>
    /// The wait after a try: twice as long each time, the upper half of it spread by the key, so that what was turned away together
    /// does not come back together; and never less than the other side asks for.
    /// </summary>
    /// <param name="tried">Tries so far, from 1.</param>
    /// <param name="key">What is tried, such as a touch's id.</param>
    /// <param name="first">The longest wait after the first try.</param>
    /// <param name="asked">What the other side asks for; nothing by default.</param>
    public static TimeSpan After(int tried, string key, TimeSpan first, TimeSpan asked = default)
    {
        var whole = first * (1L << Math.Clamp(tried - 1, 0, 16));
        var wait = whole / 2 + whole / 2 * Part($"{key}/{tried}");
        return wait > asked ? wait : asked;
    }

    /// <summary>A number from 0 up to 1: the hash, stirred as MurmurHash3 ends, since keys that differ in their last letter lie close together.</summary>
    private static double Part(string key)
    {
        var hash = Spread.Hash(key);
        hash = (hash ^ (hash >> 16)) * 0x85ebca6bu;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35u;
        return (hash ^ (hash >> 16)) / (uint.MaxValue + 1.0);
    }
}
