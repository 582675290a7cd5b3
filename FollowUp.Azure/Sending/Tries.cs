using FollowUp.Core.Carriers;

namespace FollowUp.Azure.Sending;

/// <summary>
/// Tries a touch again while its carrier says "not now", with the waits of <see cref="Backoff"/>. Only a touch that certainly did not
/// leave is tried again; what may have left ends in an exception, and the touch stays claimed.
/// </summary>
public sealed class Tries(TimeProvider time)
{
    /// <summary>A webhook waits for the send (Event Grid gives it 30 seconds), so no longer than this is waited in all.</summary>
    public static readonly TimeSpan MaxTotal = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    internal async Task<SendResult> RunAsync(
        string touchId, string what, Func<CancellationToken, Task<SendResult>> send, CancellationToken cancellation)
    {
        var waited = TimeSpan.Zero;
        for (var tried = 1; ; tried++)
        {
            SendResult result;
            try
            {
                result = await send(cancellation);
            }
            catch (Exception e) when (Faults.Of(e, what, time.GetUtcNow()) is { } meaning)
            {
                result = meaning;
            }
            if (result is not SendResult.Busy busy) return result;
            if (NextWait(tried, touchId, busy, waited) is not { } wait) return busy;
            waited += wait;
            await Task.Delay(wait, time, cancellation);
        }
    }

    /// <summary>Does something in a call that is under way: what was certainly not done is tried again, as long as somebody at the other end waits.</summary>
    internal async Task<T> InsistAsync<T>(string callId, string what, Func<CancellationToken, Task<T>> act, CancellationToken cancellation)
    {
        var waited = TimeSpan.Zero;
        for (var tried = 1; ; tried++)
        {
            TimeSpan? wait = null;
            try
            {
                return await act(cancellation);
            }
            catch (Exception e) when (Faults.Of(e, what, time.GetUtcNow()) is SendResult.Busy busy && (wait = NextWait(tried, callId, busy, waited)) is not null)
            {
                waited += wait.Value;
            }
            await Task.Delay(wait.Value, time, cancellation);
        }
    }

    /// <summary>How long to wait before the next try; null when there is to be none.</summary>
    private static TimeSpan? NextWait(int tried, string key, SendResult.Busy busy, TimeSpan waited)
    {
        var wait = Backoff.After(tried, key, FirstWait, TimeSpan.FromSeconds(busy.RetryAfterSeconds));
        return tried == Backoff.MaxTries || waited + wait > MaxTotal ? null : wait;
    }
}
