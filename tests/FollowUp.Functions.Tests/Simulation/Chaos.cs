namespace FollowUp.Functions.Tests.Simulation;

/// <summary>What the engine may do to messages and calls; the defaults are what was seen on the real one.</summary>
internal sealed record Chaos
{
    /// <summary>The longest a message lies in its queue.</summary>
    public TimeSpan Queueing { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>How long an instance's messages are gathered before they are played together.</summary>
    public TimeSpan Gathering { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>The longest a call from the client takes, there and back.</summary>
    public TimeSpan Calls { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How much too early a timer may fire.</summary>
    public TimeSpan Early { get; init; } = TimeSpan.FromMilliseconds(900);

    /// <summary>How often an event is delivered twice.</summary>
    public double EventsTwice { get; init; } = 0.05;

    /// <summary>
    /// How often the engine's own messages are: when an episode takes longer than a message stays invisible. The second one may come
    /// after the generation has gone, and then no loop is safe from it.
    /// </summary>
    public double MessagesTwice { get; init; }

    /// <summary>How often an activity fails.</summary>
    public double Failing { get; init; }

    /// <summary>
    /// Whether a message for a generation that is gone takes the events of its batch down with it. Azure/durabletask,
    /// OrchestrationSessionManager.AddMessageToPendingOrchestration joins them, and the batch is then discarded as a whole.
    /// </summary>
    public bool StaleTakesEventsDown { get; init; } = true;

    /// <summary>Nothing happens but what the test does.</summary>
    public static Chaos None { get; } = new()
    {
        Queueing = TimeSpan.Zero, Gathering = TimeSpan.Zero, Calls = TimeSpan.Zero, Early = TimeSpan.Zero, EventsTwice = 0,
    };
}
