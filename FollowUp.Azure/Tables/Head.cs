using System.Collections.Concurrent;
using System.Collections.Immutable;
using Azure;
using Azure.Data.Tables;

namespace FollowUp.Azure.Tables;

/// <summary>The state's row without the state.</summary>
/// <param name="ETag">Guards the next commit.</param>
/// <param name="Version">The lead's version.</param>
/// <param name="Commit">The unique mark of the commit that wrote it: a commit whose answer was lost knows itself again.</param>
/// <param name="Due">When the lead is due by its last decision.</param>
/// <param name="LastSeq">The newest timeline row.</param>
/// <param name="Listed">The row that counts in the list of the newest.</param>
/// <param name="Active">The row that counts in the list of the most lately active; null for a lead of before there was one.</param>
/// <param name="Taken">Events that are seen although their rows still stand: a transaction had no room for their removal.</param>
internal sealed record Head(ETag ETag, long Version, string Commit, long? Due, int LastSeq, IndexMark Listed, IndexMark? Active, ImmutableArray<string> Taken)
{
    /// <summary>The column that names the row of <see cref="Listed"/>.</summary>
    public const string ListKey = "ListKey";

    /// <summary>The column that names the row of <see cref="Active"/>.</summary>
    public const string ActiveKey = "ActiveKey";

    private const string ListDigest = "ListDigest";
    private const string ActiveDigest = "ActiveDigest";
    private const int HashBytes = 16;

    /// <summary>The columns of a head, for reading it without the state.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey), nameof(Version), nameof(Commit), nameof(Due), nameof(LastSeq),
        ListKey, ListDigest, ActiveKey, ActiveDigest, nameof(Taken),
    ];

    public static Head Read(TableEntity row, ETag etag) => new(
        etag, row.GetInt64(nameof(Version))!.Value, row.GetString(nameof(Commit)), row.GetInt64(nameof(Due)), row.GetInt32(nameof(LastSeq)) ?? 0,
        new(row.GetString(ListKey), row.GetString(ListDigest) ?? ""),
        row.GetString(ActiveKey) is { } active ? new(active, row.GetString(ActiveDigest)) : null, ReadTaken(row));

    public static ImmutableArray<string> ReadTaken(TableEntity row) =>
        row.GetBinary(nameof(Taken)) is { } bytes ? [.. bytes.Chunk(HashBytes).Select(Convert.ToHexStringLower)] : [];

    public void Write(TableEntity row)
    {
        (row[nameof(Version)], row[nameof(Commit)], row[nameof(Due)], row[nameof(LastSeq)]) = (Version, Commit, Due, LastSeq);
        (row[ListKey], row[ListDigest], row[ActiveKey], row[ActiveDigest]) = (Listed.Key, Listed.Digest, Active?.Key, Active?.Digest);
        if (!Taken.IsEmpty) row[nameof(Taken)] = Taken.SelectMany(Convert.FromHexString).ToArray();
    }
}

/// <summary>
/// Heads lately read, so that a commit that follows its load need not read again. Only a saving: a head that is no longer true
/// fails its ETag, and one that is missing is read.
/// </summary>
internal sealed class HeadCache
{
    private const int Max = 4096;
    private readonly ConcurrentDictionary<string, Head> heads = [];

    public Head? Find(string leadId) => heads.GetValueOrDefault(leadId);

    public void Set(string leadId, Head head)
    {
        if (heads.Count >= Max) heads.Clear();
        heads[leadId] = head;
    }

    public void Forget(string leadId) => heads.TryRemove(leadId, out _);
}
