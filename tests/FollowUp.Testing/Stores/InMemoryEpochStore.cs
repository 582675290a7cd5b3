using FollowUp.Core.Stores;

namespace FollowUp.Testing.Stores;

/// <summary>The port in its plainest form.</summary>
public sealed class InMemoryEpochStore : IEpochStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> epochs = [];

    /// <inheritdoc/>
    public Task<int> CurrentAsync(string leadId, CancellationToken cancellation)
    {
        lock (gate) return Task.FromResult(epochs.GetValueOrDefault(leadId));
    }

    /// <inheritdoc/>
    public Task<int> NextAsync(string leadId, int seen, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (epochs.GetValueOrDefault(leadId) == seen) epochs[leadId] = seen + 1;
            return Task.FromResult(epochs.GetValueOrDefault(leadId));
        }
    }
}
