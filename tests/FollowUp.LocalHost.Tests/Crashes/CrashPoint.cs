namespace FollowUp.LocalHost.Tests.Crashes;

/// <summary>The process died here, as far as the test goes.</summary>
internal sealed class CrashedException : Exception;

/// <summary>
/// Kills a process at the n-th moment at which it could die: just before or just after each of its awaits has had its effect.
/// From then on nothing of it does anything any more.
/// </summary>
internal sealed class CrashPoint(int? at)
{
    private int moments;

    public bool HasStruck { get; private set; }

    public async Task<T> AroundAsync<T>(Func<Task<T>> effect)
    {
        Pass();
        var result = await effect();
        Pass();
        return result;
    }

    private void Pass()
    {
        if (HasStruck || moments++ == at)
        {
            HasStruck = true;
            throw new CrashedException();
        }
    }
}
