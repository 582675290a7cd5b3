namespace FollowUp.AcsEmulator.Faults;

/// <summary>What goes wrong. The first six are for requests, the last three for deliveries; delay is for both.</summary>
public enum FaultKind
{
    /// <summary>429 with Retry-After (<see cref="FaultRule.Seconds"/>, default 1); nothing is done.</summary>
    Throttle,

    /// <summary><see cref="FaultRule.Status"/> (default 500); nothing is done.</summary>
    Error,

    /// <summary>No answer and nothing done: the connection is cut after <see cref="FaultRule.Seconds"/> (default 0) of real time.</summary>
    Timeout,

    /// <summary>The request is carried out, then the connection is cut without an answer: the ambiguous failure.</summary>
    LoseResponse,

    /// <summary>The events a request causes are delivered before its response.</summary>
    EventsFirst,

    /// <summary>The response, or the delivery, comes <see cref="FaultRule.Seconds"/> later.</summary>
    Delay,

    /// <summary>Delivered <see cref="FaultRule.Copies"/> times more (default 1).</summary>
    Duplicate,

    /// <summary>Delivered after the next one to the same destination, or after <see cref="FaultRule.Seconds"/> (default 5) when none comes.</summary>
    Reorder,

    /// <summary>Never delivered, and never retried.</summary>
    Drop,
}

/// <summary>
/// A fault on the next <see cref="Times"/> matches of <see cref="On"/> (null: until removed), after letting <see cref="Skip"/>
/// pass. <see cref="On"/> is the name of an operation (<c>sms.send</c>), an event (<c>events.SMSReceived</c>) or a callback
/// (<c>callbacks.CallConnected</c>); a trailing <c>*</c> matches the rest.
/// </summary>
public sealed record FaultRule
{
    public string Id { get; init; } = "";
    public required FaultKind Kind { get; init; }
    public string On { get; init; } = "*";
    public int? Times { get; init; } = 1;
    public int Skip { get; init; }
    public int Status { get; init; } = 500;
    public double? Seconds { get; init; }
    public int Copies { get; init; } = 1;

    internal bool Matches(string name) =>
        On.EndsWith('*') ? name.StartsWith(On[..^1], StringComparison.OrdinalIgnoreCase) : On.Equals(name, StringComparison.OrdinalIgnoreCase);

    internal TimeSpan Wait(double fallbackSeconds) => TimeSpan.FromSeconds(Seconds ?? fallbackSeconds);
}
