using System.Diagnostics;

namespace FollowUp.Bench;

/// <summary>Times a piece of work.</summary>
internal static class Measure
{
    /// <summary>Times per second, on one thread, over the best of three rounds of a second.</summary>
    public static double PerSecond(Action work)
    {
        for (var warmUp = Stopwatch.StartNew(); warmUp.ElapsedMilliseconds < 500;) work();
        var best = 0.0;
        for (var round = 0; round < 3; round++)
        {
            var (count, clock) = (0L, Stopwatch.StartNew());
            while (clock.ElapsedMilliseconds < 1000)
            {
                for (var i = 0; i < 64; i++) work();
                count += 64;
            }
            best = Math.Max(best, count / clock.Elapsed.TotalSeconds);
        }
        return best;
    }

    /// <summary>The value below which a share of the sorted values lies.</summary>
    public static double Percentile(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}
