namespace FollowUp.Dispatch;

/// <summary>How long to wait between tries: arithmetic only, so that a repeated push waits as the first one did.</summary>
public static class Backoff
{
    /// <summary>How often a push is tried while its caller waits; after that the engine tries again later.</summary>
    public const int Tries = 3;

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(400);

    /// <summary>
    /// The wait after a try that failed, the first being 0: it doubles, and half of it is spread by the key, so that what failed together
    /// does not come back together.
    /// </summary>
    public static TimeSpan After(int attempt, string key)
    {
        var whole = First * (1 << Math.Clamp(attempt, 0, 16));
        return whole / 2 + whole / 2 * Spread(key, attempt);
    }

    /// <summary>
    /// A number from 0 up to 1 that depends on the key and the try: FNV-1a, which is the same on every machine, stirred as MurmurHash3 does at
    /// its end, since keys that differ in their last letter would lie close together otherwise.
    /// </summary>
    private static double Spread(string key, int attempt)
    {
        var hash = 2166136261u ^ (uint)attempt;
        foreach (var c in key) hash = (hash ^ c) * 16777619u;
        hash = (hash ^ (hash >> 16)) * 0x85ebca6bu;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35u;
        hash ^= hash >> 16;
        return hash / (uint.MaxValue + 1.0);
    }
}
