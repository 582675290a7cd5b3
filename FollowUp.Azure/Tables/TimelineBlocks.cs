using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using FollowUp.Core.Serialization;
using FollowUp.Core.Timelines;
using FollowUp.Core.Touches;

namespace FollowUp.Azure.Tables;

/// <summary>
/// Timeline rows, sixteen to a table row: a transaction takes 100 table rows, and a decision may have more to tell. Which table row
/// a timeline row is in follows from its number, so a merge adds it, or changes its status, without reading. A row's words are
/// written once; status, reason and rule have columns of their own, which win.
/// </summary>
internal sealed class TimelineBlocks(LeadTables tables)
{
    private const int PerBlock = 16;
    private const string Block = "t-";
    private const string AfterBlocks = "u";
    private const string Spilled = "o-";

    // Sixteen of these, and of the longest reasons, fit into a row of 1 MiB.
    private const int MaxInline = 8 * 1024;
    private const int MaxReason = 8 * 1024;

    /// <summary>The merges that add and change rows. A body too long for a block is put aside first, where only the block points to it.</summary>
    public static (List<TableEntity> Blocks, List<TableEntity> PutAside) Write(
        string leadId, string commit, IReadOnlyList<TimelineEntry> entries, IReadOnlyList<TimelineChange> changes)
    {
        var blocks = new SortedDictionary<int, TableEntity>();
        var aside = new List<TableEntity>();
        foreach (var entry in entries)
        {
            var block = BlockOf(blocks, leadId, entry.Seq);
            var body = StoredJson.Write(entry);
            if (body.Length <= MaxInline)
            {
                block[Column('B', entry.Seq)] = body;
                continue;
            }

            // The mark keeps two commits, of which one will lose, from writing over each other.
            var key = string.Create(CultureInfo.InvariantCulture, $"{Spilled}{entry.Seq:d8}-{commit}-");
            foreach (var (part, index) in body.Chunk(Chunks.MaxBytes).Select((p, i) => (p, i)))
                aside.Add(Chunks.Write(new TableEntity(TableKeys.Encode(leadId), key + index.ToString("d4", CultureInfo.InvariantCulture)), part, "The row"));
            block[Column('O', entry.Seq)] = key;
        }
        foreach (var (seq, status, reason, rule) in changes)
        {
            var block = BlockOf(blocks, leadId, seq);
            block[Column('S', seq)] = JsonSerializer.Serialize(status, StoredJson.Options);
            if (reason is not null) block[Column('R', seq)] = reason.Length <= MaxReason ? reason : reason[..MaxReason];
            if (rule is not null) block[Column('U', seq)] = rule;
        }
        return ([.. blocks.Values], aside);
    }

    /// <summary>Up to <paramref name="max"/> rows after one, oldest first.</summary>
    public Task<List<TimelineEntry>> AfterAsync(string leadId, int after, int max, CancellationToken cancellation) =>
        ReadAsync(leadId, after, (max / PerBlock) + 2, rows => rows.Count >= max, cancellation);

    /// <summary>All rows after one, oldest first.</summary>
    public Task<List<TimelineEntry>> AllAfterAsync(string leadId, int after, CancellationToken cancellation) =>
        ReadAsync(leadId, after, null, _ => false, cancellation);

    private async Task<List<TimelineEntry>> ReadAsync(
        string leadId, int after, int? pageSize, Func<List<TimelineEntry>, bool> isEnough, CancellationToken cancellation)
    {
        var rows = new List<TimelineEntry>();
        var filter = Rows.Between(leadId, KeyOf((after + 1) / PerBlock), AfterBlocks);
        await foreach (var block in tables.Leads.QueryAsync<TableEntity>(filter, pageSize is { } size ? Math.Min(size, 1000) : null, null, cancellation))
        {
            var first = PerBlock * int.Parse(block.RowKey.AsSpan(Block.Length), CultureInfo.InvariantCulture);
            for (var seq = Math.Max(first, after + 1); seq < first + PerBlock; seq++)
                if (await BodyAsync(block, seq, cancellation) is { } body) rows.Add(Current(StoredJson.ReadEntry(body), block));
            if (isEnough(rows)) break;
        }
        return rows;
    }

    private async Task<byte[]?> BodyAsync(TableEntity block, int seq, CancellationToken cancellation)
    {
        if (block.GetBinary(Column('B', seq)) is { } inline) return inline;
        if (block.GetString(Column('O', seq)) is not { } key) return null;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {block.PartitionKey} and RowKey ge {key} and RowKey lt {key + "~"}");
        var body = new MemoryStream();
        await foreach (var part in tables.Leads.QueryAsync<TableEntity>(filter, cancellationToken: cancellation)) body.Write(Chunks.Read(part));
        return body.ToArray();
    }

    private static TimelineEntry Current(TimelineEntry entry, TableEntity block) =>
        block.GetString(Column('S', entry.Seq)) is { } status
            ? entry with
            {
                Status = JsonSerializer.Deserialize<TouchStatus>(status, StoredJson.Options),
                Reason = block.GetString(Column('R', entry.Seq)) ?? entry.Reason,
                Rule = block.GetString(Column('U', entry.Seq)) ?? entry.Rule,
            }
            : entry;

    private static TableEntity BlockOf(SortedDictionary<int, TableEntity> blocks, string leadId, int seq)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seq);
        if (!blocks.TryGetValue(seq / PerBlock, out var block))
            blocks.Add(seq / PerBlock, block = new TableEntity(TableKeys.Encode(leadId), KeyOf(seq / PerBlock)));
        return block;
    }

    private static string KeyOf(int block) => Block + block.ToString("d7", CultureInfo.InvariantCulture);

    private static string Column(char kind, int seq) => string.Create(CultureInfo.InvariantCulture, $"{kind}{seq % PerBlock}");
}
