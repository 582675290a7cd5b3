using System.Collections.Concurrent;
using System.Collections.Immutable;
using Azure;
using Azure.Data.Tables;
using FollowUp.Core.Leads;

namespace FollowUp.Azure.Tables;

/// <summary>What a list is filtered by, as it stands in the listing and in the state's row.</summary>
/// <param name="Key">The lead's row in the listing.</param>
/// <param name="Stage">Pipeline stage.</param>
/// <param name="Owner">Person in charge.</param>
/// <param name="Tags">Labels in one text, each between two marks.</param>
internal sealed record ListColumns(string Key, string? Stage, string? Owner, string? Tags)
{
    private const char TagMark = '\u001f';

    public static ListColumns Of(LeadState state) => new(
        Listing.KeyOf(state), state.Stage, state.Owner,
        state.Tags.IsDefaultOrEmpty ? null : TagMark + string.Join(TagMark, state.Tags) + TagMark);

    public static ListColumns Read(string key, TableEntity row) =>
        new(key, row.GetString(nameof(Stage)), row.GetString(nameof(Owner)), row.GetString(nameof(Tags)));

    public void Write(TableEntity row) => (row[nameof(Stage)], row[nameof(Owner)], row[nameof(Tags)]) = (Stage, Owner, Tags);

    public bool HasTag(string tag) => Tags?.Contains(TagMark + tag + TagMark, StringComparison.Ordinal) == true;
}

/// <summary>The state's row without the state.</summary>
/// <param name="ETag">Guards the next commit.</param>
/// <param name="Version">The lead's version.</param>
/// <param name="Commit">The unique mark of the commit that wrote it: a commit whose answer was lost knows itself again.</param>
/// <param name="Due">When the lead is due by its last decision.</param>
/// <param name="LastSeq">The newest timeline row.</param>
/// <param name="List">What the listing says.</param>
/// <param name="Taken">Events that are seen although their rows still stand: a transaction had no room for their removal.</param>
internal sealed record Head(ETag ETag, long Version, string Commit, long? Due, int LastSeq, ListColumns List, ImmutableArray<string> Taken)
{
    private const string ListKey = "ListKey";
    private const int HashBytes = 16;

    /// <summary>The columns of a head, for reading it without the state.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey), nameof(Version), nameof(Commit), nameof(Due), nameof(LastSeq), ListKey,
        nameof(ListColumns.Stage), nameof(ListColumns.Owner), nameof(ListColumns.Tags), nameof(Taken),
    ];

    public static Head Read(TableEntity row, ETag etag) => new(
        etag, row.GetInt64(nameof(Version))!.Value, row.GetString(nameof(Commit)), row.GetInt64(nameof(Due)), row.GetInt32(nameof(LastSeq)) ?? 0,
        ListColumns.Read(row.GetString(ListKey), row), ReadTaken(row));

    public static ImmutableArray<string> ReadTaken(TableEntity row) =>
        row.GetBinary(nameof(Taken)) is { } bytes ? [.. bytes.Chunk(HashBytes).Select(Convert.ToHexStringLower)] : [];

    public void Write(TableEntity row)
    {
        (row[nameof(Version)], row[nameof(Commit)], row[nameof(Due)], row[nameof(LastSeq)], row[ListKey]) = (Version, Commit, Due, LastSeq, List.Key);
        List.Write(row);
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
