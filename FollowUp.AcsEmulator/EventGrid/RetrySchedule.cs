namespace FollowUp.AcsEmulator.EventGrid;

/// <summary>
/// articles/event-grid/delivery-and-retry.md (MicrosoftDocs): success is 200-204; webhooks are not retried after 400, 401, 403
/// and 413; the waits are 10 s, 30 s, 1, 5, 10, 30 min, 1, 3, 6 h, then every 12 h, and longer at first for some codes. The
/// service adds a small randomization; the emulator does not, so that tests can count on the times.
/// </summary>
internal static class RetrySchedule
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    public static bool IsSuccess(int? status) => status is >= 200 and <= 204;

    public static bool IsFinal(int? status) => status is 400 or 401 or 403 or 413;

    /// <summary>Time from failed attempt number <paramref name="attempt"/> (the first is 1) to the next. No status: no answer in time.</summary>
    public static TimeSpan Wait(int attempt, int? status)
    {
        var wait = Waits[Math.Min(attempt, Waits.Length) - 1];
        var least = status switch
        {
            404 => TimeSpan.FromMinutes(5),
            408 => TimeSpan.FromMinutes(2),
            503 => TimeSpan.FromSeconds(30),
            _ => TimeSpan.FromSeconds(10),
        };
        return wait > least ? wait : least;
    }
}
