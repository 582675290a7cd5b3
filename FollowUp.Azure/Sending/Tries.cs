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

            var delay = Backoff.After(tried, touchId, FirstWait, TimeSpan.FromSeconds(busy.RetryAfterSeconds));
            if (tried == Backoff.MaxTries || waited + delay > MaxTotal) return busy;
            waited += delay;
            await Task.Delay(delay, time, cancellation);
        }
    }

    /// <summary>Does something in a call that is under way: what was certainly not done is tried again, as long as somebody at the other end waits.</summary>
    internal async Task<T> InsistAsync<T>(string id, string what, Func<CancellationToken, Task<T>> act, CancellationToken cancellation)
    {
        var waited = TimeSpan.Zero;
        for (var tried = 1; ; tried++)
        {
            TimeSpan delay;
            try
            {
                return await act(cancellation);
            }
            catch (Exception e) when (tried < Backoff.MaxTries && Faults.Of(e, what, time.GetUtcNow()) is SendResult.Busy busy
                && waited + (delay = Backoff.After(tried, id, FirstWait, TimeSpan.FromSeconds(busy.RetryAfterSeconds))) <= MaxTotal)
            {
                waited += delay;
            }
            await Task.Delay(delay, time, cancellation);
        }
    }
}
