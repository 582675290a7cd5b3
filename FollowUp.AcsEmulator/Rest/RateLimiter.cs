namespace FollowUp.AcsEmulator.Rest;

/// <summary>Sliding windows. "When you hit service limitations, you receive an HTTP status code 429", service-limits.md.</summary>
internal sealed class RateLimiter(TimeProvider time, LimitOptions limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _windows = [];

    /// <summary>Counts <paramref name="units"/> or throws 429; refused units do not count.</summary>
    public void Take(string key, int units, params ReadOnlySpan<(TimeSpan Window, int Limit)> rules)
    {
        if (!limits.Enforce)
            return;
        var now = time.GetUtcNow();
        lock (_gate)
        {
            foreach (var (window, limit) in rules)
            {
                var queue = Queue($"{key}/{window}");
                while (queue.TryPeek(out var at) && at <= now - window)
                    queue.Dequeue();
                if (queue.Count + units > limit)
                    throw TooMany(queue.Count == 0 ? window : queue.Peek() + window - now);
            }
            foreach (var (window, _) in rules)
            {
                for (var i = 0; i < units; i++)
                    Queue($"{key}/{window}").Enqueue(now);
            }
        }
    }

    public static AcsError TooMany(TimeSpan retryAfter) => new(429, "TooManyRequests", "The request was throttled. Retry after the time in the Retry-After header.")
    {
        Headers = { ["Retry-After"] = $"{Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds))}" },
    };

    private Queue<DateTimeOffset> Queue(string key) => _windows.TryGetValue(key, out var queue) ? queue : _windows[key] = new();
}
