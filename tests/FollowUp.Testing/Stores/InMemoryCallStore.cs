using System.Globalization;
using FollowUp.Core.Calls;
using FollowUp.Core.Stores;
using NodaTime;

namespace FollowUp.Testing.Stores;

/// <summary>The port in its plainest form.</summary>
public sealed class InMemoryCallStore : ICallStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (CallRecord Call, Instant Due, int Version)> calls = [];

    /// <inheritdoc/>
    public Task<StoredCall?> LoadAsync(string id, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult(calls.TryGetValue(id, out var found) ? new StoredCall(found.Call, found.Version.ToString(CultureInfo.InvariantCulture)) : null);
    }

    /// <inheritdoc/>
    public Task<bool> SaveAsync(CallRecord call, Instant due, string? version, CancellationToken cancellation)
    {
        lock (gate)
        {
            var now = calls.TryGetValue(call.Id, out var found) ? found.Version.ToString(CultureInfo.InvariantCulture) : null;
            if (now != version) return Task.FromResult(false);
            calls[call.Id] = (call, due, found.Version + 1);
            return Task.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> DueAsync(Instant now, int max, CancellationToken cancellation)
    {
        lock (gate) return Task.FromResult<IReadOnlyList<string>>([.. calls.Where(c => c.Value.Due <= now).Select(c => c.Key).Take(max)]);
    }

    /// <inheritdoc/>
    public Task<Instant?> NextCallDueAsync(CancellationToken cancellation)
    {
        lock (gate) return Task.FromResult(calls.Count == 0 ? (Instant?)null : calls.Values.Min(c => c.Due));
    }

    /// <inheritdoc/>
    public Task<int> OpenAsync(string number, CancellationToken cancellation)
    {
        lock (gate) return Task.FromResult(calls.Values.Count(c => c.Call is { IsOutbound: true, Stage: not CallStage.Over } && c.Call.Number == number));
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string id, CancellationToken cancellation)
    {
        lock (gate) calls.Remove(id);
        return Task.CompletedTask;
    }
}
