using Azure;
using Azure.Data.Tables;
using FollowUp.Core.Leads;

namespace FollowUp.Azure.Tables;

/// <summary>Removes leads, in an order in which a process that dies on the way loses nothing of what is to stay.</summary>
internal sealed class LeadErasures(
    LeadTables tables, LeadReader reader, HeadCache heads, LeadIndex listing, LeadIndex activity, LeadCommits commits, ContactIndex contacts)
{
    private const int BatchSize = 100;

    public async Task<bool> EraseAsync(string leadId, long version, LeadState? remains, CancellationToken cancellation)
    {
        if (await reader.HeadAsync(leadId, cancellation) is not { } head || head.Version != version) return false;
        var keys = new List<string>();
        await foreach (var key in reader.KeysAsync(leadId, TableKeys.State, cancellation)) keys.Add(key);
        if (keys.Exists(k => k.StartsWith(TableKeys.Unseen, StringComparison.Ordinal) && !head.Taken.Contains(k[TableKeys.Unseen.Length..]))) return false;

        if (remains is not null)
        {
            // Before anything is removed: more rows than one transaction takes may have to go.
            if (!await commits.CommitAsync(new(remains, version, [], [], [], null), cancellation)) return false;
            keys.RemoveAll(k => k == TableKeys.State || k.StartsWith(TableKeys.Unseen, StringComparison.Ordinal)); // the commit removed what was taken
        }
        heads.Forget(leadId);
        foreach (var batch in keys.Chunk(BatchSize))
        {
            try
            {
                await tables.Leads.SubmitTransactionAsync(batch.Select(key => Removal(leadId, key, head)), cancellation);
            }
            catch (TableTransactionFailedException e) when (e.Status == 412)
            {
                // The state goes first, so that a decision under way loses; here one was quicker.
                return false;
            }
        }
        if (remains is null)
        {
            await listing.RemoveAsync(head.Listed.Key, cancellation);
            if (head.Active is { } active) await activity.RemoveAsync(active.Key, cancellation);
        }
        await contacts.FreeAsync(leadId, [.. remains?.Phones ?? [], .. remains?.Emails ?? []], cancellation);
        return true;
    }

    private static TableTransactionAction Removal(string leadId, string key, Head head) =>
        new(TableTransactionActionType.Delete, new TableEntity(TableKeys.Encode(leadId), key), key == TableKeys.State ? head.ETag : ETag.All);
}
