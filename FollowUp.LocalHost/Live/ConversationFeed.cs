using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FollowUp.Api.Inbox;
using FollowUp.LocalHost.Storage;

namespace FollowUp.LocalHost.Live;

/// <summary>Tells listeners which leads the store has committed. One that is too slow misses old changes, not new ones.</summary>
internal sealed class ConversationFeed : IConversationFeed
{
    private const int Backlog = 256;
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<Channel<string>, bool> listeners = new();
    private readonly CancellationToken stopping;

    public ConversationFeed(SqliteLeadStore store, IHostApplicationLifetime lifetime)
    {
        stopping = lifetime.ApplicationStopping;
        store.Committed += Tell;
    }

    public async IAsyncEnumerable<string?> ListenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<string>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest });
        listeners[channel] = true;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stopping);
        try
        {
            yield return null;
            while (!end.IsCancellationRequested) yield return await NextAsync(channel.Reader, end.Token);
        }
        finally
        {
            listeners.TryRemove(channel, out _);
        }
    }

    /// <summary>The next change; null when none came for a while, or when it is over.</summary>
    private static async Task<string?> NextAsync(ChannelReader<string> reader, CancellationToken end)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(end);
        patience.CancelAfter(PingAfter);
        try
        {
            return await reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private void Tell(string leadId)
    {
        foreach (var (channel, _) in listeners) channel.Writer.TryWrite(leadId);
    }
}
