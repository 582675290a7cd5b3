using System.Security.Cryptography;
using System.Text;

namespace FollowUp.Azure.Sending;

/// <summary>How long to wait before the next try. Pure: the same touch waits the same times.</summary>
public static class Backoff
{
    /// <summary>The tries at one touch, the first included; after them the decider plans it anew.</summary>
    public const int MaxTries = 3;

    /// <summary>A webhook waits for the send (Event Grid gives it 30 seconds), so no longer than this is waited in all.</summary>
    public static readonly TimeSpan MaxTotal = TimeSpan.FromSeconds(8);

    private const double FirstSeconds = 1;

    /// <summary>The wait after a try: twice as long each time, spread over half of it, and never less than the carrier asks for.</summary>
    /// <param name="tried">Tries so far, from 1.</param>
    /// <param name="asked">What the carrier asks for.</param>
    /// <param name="jitter">Between 0 and 1.</param>
    public static TimeSpan Delay(int tried, TimeSpan asked, double jitter)
    {
        var full = FirstSeconds * Math.Pow(2, tried - 1);
        return TimeSpan.FromSeconds(Math.Max(asked.TotalSeconds, full * (0.5 + (jitter / 2))));
    }

    /// <summary>A touch's jitter: spread by its id, so that touches turned away together do not come back together.</summary>
    public static double JitterOf(string touchId, int tried) =>
        BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{touchId}/{tried}"))) / (double)uint.MaxValue;
}
