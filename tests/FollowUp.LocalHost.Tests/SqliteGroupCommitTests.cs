using FollowUp.Core.Stores;
using FollowUp.LocalHost.Storage;
using FollowUp.Testing;
using Microsoft.Data.Sqlite;

namespace FollowUp.LocalHost.Tests;

public sealed class SqliteGroupCommitTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Writes_ThatComeTogether_ShareTransactions()
    {
        await using var store = SqliteLeadStore.Open(directory.File("followup.db"));
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => store.AppendAsync($"lead{i}", Sample.Missed("e1"), Sample.Now, None)));

        Assert.Equal(1000, store.Operations);
        Assert.InRange(store.Transactions, 1, 500);
    }

    [Fact]
    public async Task Writes_OneAfterTheOther_AreDurableOneByOne()
    {
        await using var store = SqliteLeadStore.Open(directory.File("followup.db"));
        for (var i = 0; i < 10; i++) await store.AppendAsync("a", Sample.Missed($"e{i}"), Sample.Now, None);

        Assert.Equal(10, store.Transactions);
    }

    [Fact]
    public async Task Write_ThatFails_DoesNotTakeTheOthersWithIt()
    {
        await using var store = SqliteLeadStore.Open(directory.File("followup.db"));
        await store.CommitAsync(new LeadCommit(Sample.Lead("broken"), 0, [], [Sample.Row(1)], [], null), None);

        // A second row 1 is a bug of the caller's, which only the database finds, after it has changed other tables.
        var broken = new LeadCommit(Sample.Lead("broken") with { Stage = "changed" }, 1, [], [Sample.Row(1)], [], Sample.Now);
        var writes = Enumerable.Range(0, 200).Select(i => i % 20 == 7
            ? store.CommitAsync(broken, None)
            : store.AppendAsync($"lead{i}", Sample.Missed("e1"), Sample.Now, None)).ToList();
        await Task.WhenAll(writes.Select(w => w.ContinueWith(_ => { }, TaskScheduler.Default)));

        for (var i = 0; i < writes.Count; i++)
        {
            if (i % 20 == 7) await Assert.ThrowsAsync<SqliteException>(() => writes[i]);
            else Assert.True(await writes[i]);
        }

        Assert.Equal(190, (await store.DueAsync(Sample.Now, 1000, None)).Count);
        var lead = await store.LoadAsync("broken", None);
        Assert.Equal(1, lead.Version);
        Assert.Equal("new", lead.State!.Stage);
    }

    [Fact]
    public async Task Write_CancelledBeforehand_IsNotDone()
    {
        await using var store = SqliteLeadStore.Open(directory.File("followup.db"));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => store.AppendAsync("a", Sample.Missed("e1"), Sample.Now, cancelled.Token));
        Assert.Equal(0, store.Operations);
    }
}
