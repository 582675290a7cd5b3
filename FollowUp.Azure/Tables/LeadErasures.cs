using Azure;
using Azure.Data.Tables;
using FollowUp.Core.Leads;
using FollowUp.Core.Serialization;

namespace FollowUp.Azure.Tables;

/// <summary>
/// Removes leads, in an order in which a process that dies on the way loses nothing of what is to stay, and leaves a lead that can be
/// erased again for as long as anything else is left: first the state gives way to what stays, or to a tombstone; that one goes last.
/// </summary>
internal sealed class LeadErasures(
    LeadTables tables, LeadReader reader, HeadCache heads, LeadIndex listing, LeadIndex activity, LeadCommits commits, ContactIndex contacts)
{
    private const int BatchSize = 100;

    public async Task<bool> EraseAsync(string leadId, long version, LeadState? remains, CancellationToken cancellation)
    {
        if (await reader.RowAsync(leadId, cancellation) is not { } row) return false;
        var head = Head.Read(row, row.ETag);
        var keys = await KeysAsync(leadId, cancellation);
        if (head.Version != version || keys.Exists(key => IsUnseen(key) && !head.Taken.Contains(key[TableKeys.Unseen.Length..]))) return false;

        // It removes the events that were taken in, too; a decision under way loses against it, or it against that.
        var left = remains ?? Erasure.TombstoneOf(StoredJson.ReadState(Chunks.Read(row)));
        if (!await commits.CommitAsync(new(left, version, [], [], [], null), cancellation)) return false;
        await RemoveAsync(leadId, [.. keys.Where(key => key is not (TableKeys.State or TableEpochStore.Row) && !IsUnseen(key))], cancellation);
        if (remains is null) return await EndAsync(leadId, version + 1, cancellation);
        await contacts.FreeAsync(leadId, [.. remains.Phones, .. remains.Emails], cancellation);
        return true;
    }

    /// <summary>Frees the contacts and removes the tombstone, unless something has come in since: it may be an opt-out.</summary>
    private async Task<bool> EndAsync(string leadId, long version, CancellationToken cancellation)
    {
        if (await reader.HeadAsync(leadId, cancellation) is not { } head || head.Version != version) return false;
        var keys = await KeysAsync(leadId, cancellation);
        if (keys.Exists(key => key is not (TableKeys.State or TableEpochStore.Row))) return false;
        await contacts.FreeAsync(leadId, [], cancellation);
        heads.Forget(leadId);
        try
        {
            await tables.Leads.SubmitTransactionAsync(keys.Select(key => Removal(leadId, key, key == TableKeys.State ? head.ETag : ETag.All)), cancellation);
        }
        catch (TableTransactionFailedException e) when (e.Status is 404 or 412)
        {
            return false;
        }

        // Whoever lists them clears them away, should this not be reached; without their lead they count for nothing.
        await listing.RemoveAsync(head.Listed.Key, cancellation);
        if (head.Active is { } active) await activity.RemoveAsync(active.Key, cancellation);
        return true;
    }

    private async Task RemoveAsync(string leadId, List<string> keys, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                foreach (var batch in keys.Chunk(BatchSize))
                    await tables.Leads.SubmitTransactionAsync(batch.Select(key => Removal(leadId, key, ETag.All)), cancellation);
                return;
            }
            catch (TableTransactionFailedException e) when (e.Status == 404)
            {
                // Somebody else erases the same lead.
                var standing = await KeysAsync(leadId, cancellation);
                keys = [.. keys.Intersect(standing)];
            }
        }
    }

    private async Task<List<string>> KeysAsync(string leadId, CancellationToken cancellation)
    {
        var keys = new List<string>();
        await foreach (var key in reader.KeysAsync(leadId, TableKeys.State, cancellation)) keys.Add(key);
        return keys;
    }

    private static bool IsUnseen(string key) => key.StartsWith(TableKeys.Unseen, StringComparison.Ordinal);

    private static TableTransactionAction Removal(string leadId, string key, ETag etag) =>
        new(TableTransactionActionType.Delete, new TableEntity(TableKeys.Encode(leadId), key), etag);
}
