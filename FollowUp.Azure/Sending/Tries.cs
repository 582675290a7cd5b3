using FollowUp.Core.Carriers;

namespace FollowUp.Azure.Sending;

/// <summary>
/// Tries a touch again while its carrier says "not now", within <see cref="Backoff"/>'s limits. Only a touch that certainly did not
/// leave is tried again; what may have left ends in an exception, and the touch stays claimed.
/// </summary>
public sealed class Tries(TimeProvider time)
{
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

            var delay = Backoff.Delay(tried, TimeSpan.FromSeconds(busy.RetryAfterSeconds), Backoff.JitterOf(touchId, tried));
            if (tried == Backoff.MaxTries || waited + delay > Backoff.MaxTotal) return busy;
            waited += delay;
            await Task.Delay(delay, time, cancellation);
        }
    }
}
