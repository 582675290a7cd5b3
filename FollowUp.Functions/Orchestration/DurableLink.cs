using Microsoft.DurableTask.Client;

namespace FollowUp.Functions.Orchestration;

/// <summary>
/// The way to the Durable engine. Its address comes from the host with each invocation that asks for the client, and is the same
/// for as long as the process lives; the bell, which no invocation owns, finds the client here.
/// </summary>
public sealed class DurableLink
{
    private volatile DurableTaskClient? client;

    /// <summary>The client of the latest invocation; null before the first.</summary>
    public DurableTaskClient? Client
    {
        get => client;
        set => client = value;
    }
}
