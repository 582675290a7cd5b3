using FollowUp.Core.Calls;
using NodaTime;

namespace FollowUp.Core.Stores;

/// <summary>A call as it is stored.</summary>
/// <param name="Call">The call.</param>
/// <param name="Version">Changes with every save.</param>
public sealed record StoredCall(CallRecord Call, string Version);

/// <summary>
/// Where calls are kept while they last, each under its id and guarded by its version: of two callbacks at once, one saves and the
/// other looks again. Every implementation passes the same conformance suite.
/// </summary>
public interface ICallStore
{
    /// <summary>Reads a call; null when there is none.</summary>
    Task<StoredCall?> LoadAsync(string id, CancellationToken cancellation);

    /// <summary>Writes a call. False when somebody else's write came first, and nothing was stored.</summary>
    /// <param name="call">The call.</param>
    /// <param name="due">When somebody has to look at it again.</param>
    /// <param name="version">The version it was read at; null for a new call.</param>
    /// <param name="cancellation">Cancels before the call is durable.</param>
    Task<bool> SaveAsync(CallRecord call, Instant due, string? version, CancellationToken cancellation);

    /// <summary>Calls due at or before a time, in no order.</summary>
    Task<IReadOnlyList<string>> DueAsync(Instant now, int max, CancellationToken cancellation);

    /// <summary>When the next call is due; null when none is.</summary>
    Task<Instant?> NextCallDueAsync(CancellationToken cancellation);

    /// <summary>How many calls of ours from a number are not over.</summary>
    Task<int> OpenAsync(string number, CancellationToken cancellation);

    /// <summary>Forgets a call.</summary>
    Task DeleteAsync(string id, CancellationToken cancellation);
}
