using System.Collections.Immutable;
using Azure;
using Azure.Data.Tables;
using FollowUp.Core.Serialization;
using FollowUp.Core.Stores;

namespace FollowUp.Azure.Tables;

/// <summary>
/// Stores a decision in one transaction, guarded by the ETag of the state's row. Its index rows are written before, so that a crash
/// leaves an index row too many and never one too few.
/// </summary>
internal sealed class LeadCommits(LeadTables tables, LeadReader reader, HeadCache heads, DueIndex due, LeadIndex listing, LeadIndex activity)
{
    // https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions
    private const int MaxOperations = 100;

    /// <summary>
    /// Two operations; one when the lead is due no more, or when it was already; one more for each of the two indexes when it is the
    /// first decision, and two more for each in which anything changes.
    /// </summary>
    public async Task<bool> CommitAsync(LeadCommit commit, CancellationToken cancellation)
    {
        var id = commit.State.Id;
        Head? before = null;
        if (commit.ExpectedVersion != 0)
        {
            before = heads.Find(id) is { } known && known.Version == commit.ExpectedVersion ? known : await reader.HeadAsync(id, cancellation);
            if (before?.Version != commit.ExpectedVersion) return false;
        }

        var mark = Guid.NewGuid().ToString("n");
        var (listed, active) = (listing.Plan(before?.Listed, commit.State, mark), activity.Plan(before?.Active, commit.State, mark));
        var after = new Head(
            default, commit.ExpectedVersion + 1, mark, TableKeys.Ceiling(commit.WakeAt),
            Math.Max(before?.LastSeq ?? 0, commit.Entries.Select(e => e.Seq).DefaultIfEmpty().Max()), listed.Mark, active.Mark, []);
        var (blocks, aside) = TimelineBlocks.Write(id, after.Commit, commit.Entries, commit.Changes);
        if (blocks.Count >= MaxOperations)
            throw new InvalidOperationException($"The decision over {id} has {commit.Entries.Count} timeline rows: more than one transaction takes.");

        // The version guards against skipping a hint that is being cleared: while it stands, so does the hint of its due time.
        var hint = after.Due is { } time && time != before?.Due ? due.HintAsync(id, time, cancellation) : Task.CompletedTask;
        await Task.WhenAll(
        [
            hint, listing.AnnounceAsync(listed, cancellation), activity.AnnounceAsync(active, cancellation),
            .. aside.Select(row => tables.Leads.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation)),
        ]);

        IReadOnlyList<string> gone = [.. commit.Seen.Select(TableKeys.OfEvent), .. before?.Taken ?? []];
        var written = await WriteAsync(commit, before, after, blocks, gone, cancellation);
        if (written is not null) heads.Set(id, written);
        await Task.WhenAll(listing.SettleAsync(listed, written is not null, cancellation), activity.SettleAsync(active, written is not null, cancellation));
        return written is not null;
    }

    private async Task<Head?> WriteAsync(
        LeadCommit commit, Head? before, Head after, List<TableEntity> blocks, IReadOnlyList<string> gone, CancellationToken cancellation)
    {
        var id = commit.State.Id;
        while (true)
        {
            // What finds no room in the transaction counts as seen by its mention in the state's row, and is removed later.
            var room = MaxOperations - 1 - blocks.Count;
            after = after with { Taken = [.. gone.Skip(room)] };
            var state = new TableEntity(TableKeys.Encode(id), TableKeys.State);
            after.Write(state);
            Chunks.Write(state, StoredJson.Write(commit.State), $"The lead {id}");
            List<TableTransactionAction> actions =
            [
                before is null ? new(TableTransactionActionType.Add, state) : new(TableTransactionActionType.UpdateReplace, state, before.ETag),
                .. blocks.Select(block => new TableTransactionAction(TableTransactionActionType.UpsertMerge, block)),
                .. gone.Take(room).Select(hash => Removal(id, hash)),
            ];
            try
            {
                var responses = await tables.Leads.SubmitTransactionAsync(actions, cancellation);
                after = after with { ETag = responses.Value[0].Headers.ETag ?? default };
                await RemoveAsync(id, after.Taken, cancellation);
                return after;
            }
            catch (TableTransactionFailedException e) when (e.Status == 404 && e.FailedTransactionActionIndex > 0)
            {
                // Somebody who committed before us is still removing what they had no room for.
                var standing = await reader.UnseenAsync(id, cancellation);
                var left = gone.Where(standing.Contains).ToList();
                if (left.Count == gone.Count) throw;
                gone = left;
            }
            catch (TableTransactionFailedException e) when (e.Status is 404 or 409 or 412)
            {
                // Somebody else was first; or it was ourselves, and the answer to the first try was lost on the way.
                heads.Forget(id);
                return await reader.HeadAsync(id, cancellation) is { } now && now.Commit == after.Commit ? now : null;
            }
        }
    }

    private async Task RemoveAsync(string leadId, ImmutableArray<string> hashes, CancellationToken cancellation)
    {
        foreach (var batch in hashes.Chunk(MaxOperations))
        {
            try
            {
                await tables.Leads.SubmitTransactionAsync(batch.Select(hash => Removal(leadId, hash)), cancellation);
            }
            catch (RequestFailedException)
            {
                // The decision stands; the next one removes what is left.
                return;
            }
        }
    }

    private static TableTransactionAction Removal(string leadId, string hash) =>
        new(TableTransactionActionType.Delete, new TableEntity(TableKeys.Encode(leadId), TableKeys.Unseen + hash), ETag.All);
}
