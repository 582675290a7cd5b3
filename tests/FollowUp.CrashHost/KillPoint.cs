using System.Diagnostics;

namespace FollowUp.CrashHost;

/// <summary>Where this process dies, without a goodbye.</summary>
internal sealed class KillPoint(string? moment, int nth)
{
    private int passed;

    public static KillPoint Read(string[] args) => new(After(args, "--kill"), int.Parse(After(args, "--nth") ?? "1", System.Globalization.CultureInfo.InvariantCulture));

    public async Task<T> AroundAsync<T>(string what, Func<Task<T>> effect)
    {
        Pass("before-" + what);
        var result = await effect();
        Pass("after-" + what);
        return result;
    }

    private static string? After(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var i ? args[i + 1] : null;

    private void Pass(string here)
    {
        if (here != moment || Interlocked.Increment(ref passed) != nth) return;
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
