namespace FollowUp.Api.Inbox;

/// <summary>
/// Tells at once which conversations change. A host that runs in one process registers one; where none is registered the live
/// route answers 404, and clients poll with <c>If-None-Match</c>.
/// </summary>
public interface IConversationFeed
{
    /// <summary>
    /// Changes from now on, until cancelled or the host stops; null now and then while nothing changes. The first is null and comes
    /// at once: nothing that happens after it is missed.
    /// </summary>
    IAsyncEnumerable<string?> ListenAsync(CancellationToken cancellation);
}
