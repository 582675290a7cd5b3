using System.Text;
using FollowUp.Core.Serialization;
using FollowUp.Core.Stores;
using FollowUp.LocalHost.Storage;
using FollowUp.Testing;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace FollowUp.LocalHost.Tests;

public sealed class SqliteDurabilityTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryDirectory directory = new();

    private string Database => directory.File("followup.db");

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Reopen_AfterDispose_EverythingIsThereInOneFile()
    {
        await using (var store = SqliteLeadStore.Open(Database)) await WriteAsync(store);

        Assert.Equal([Database], Directory.GetFiles(Path.GetDirectoryName(Database)!));
        await using var again = SqliteLeadStore.Open(Database);
        await AssertWrittenAsync(again);
    }

    [Fact]
    public async Task Reopen_AsTheFilesStandAtACrash_EverythingAcknowledgedIsThere()
    {
        var crashed = directory.File("crashed.db");
        await using (var store = SqliteLeadStore.Open(Database))
        {
            await WriteAsync(store);
            // What a killed process leaves: the file and its log, and no goodbye.
            File.Copy(Database, crashed);
            File.Copy(Database + "-wal", crashed + "-wal");
        }

        await using var again = SqliteLeadStore.Open(crashed);
        await AssertWrittenAsync(again);
    }

    [Fact]
    public async Task Reopen_WithTheLogCutOffInTheMiddle_HasWholeCommitsOnly()
    {
        var torn = directory.File("torn.db");
        await using (var store = SqliteLeadStore.Open(Database))
        {
            for (var seq = 1; seq <= 20; seq++)
            {
                var state = Sample.Lead("a") with { Seq = seq };
                await store.CommitAsync(new LeadCommit(state, seq - 1, [], [Sample.Row(seq)], [], Sample.Now), None);
            }

            var log = await ReadSharedAsync(Database + "-wal");
            File.Copy(Database, torn);
            await File.WriteAllBytesAsync(torn + "-wal", log[..(log.Length * 2 / 3)]);
        }

        await using var again = SqliteLeadStore.Open(torn);
        var lead = await again.LoadAsync("a", None);
        Assert.InRange(lead.Version, 1, 19);
        Assert.Equal(lead.Version, lead.State!.Seq);
        Assert.Equal(lead.Version, (await again.TimelineAsync("a", 100, null, None)).Items.Count);
    }

    [Fact]
    public async Task Dispose_WhileCallersWait_WritesWhatWasQueued()
    {
        Task<bool>[] queued;
        await using (var store = SqliteLeadStore.Open(Database))
            queued = [.. Enumerable.Range(0, 500).Select(i => store.AppendAsync($"lead{i}", Sample.Missed("e1"), Sample.Now, None))];

        Assert.All(await Task.WhenAll(queued), Assert.True);
        await using var again = SqliteLeadStore.Open(Database);
        Assert.Equal(500, (await again.DueAsync(Sample.Now, 1000, None)).Count);
    }

    [Fact]
    public async Task Dispose_Twice_ThenUse_SaysItIsClosed()
    {
        var store = SqliteLeadStore.Open(Database);
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.AppendAsync("a", Sample.Missed("e1"), Sample.Now, None));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.LoadAsync("a", None));
    }

    [Fact]
    public async Task Open_WrittenByANewerVersion_SaysSo()
    {
        await using (SqliteLeadStore.Open(Database))
        {
        }

        using (var connection = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            connection.Open();
            Schema.Execute(connection, $"PRAGMA user_version = {Schema.Version + 1}");
        }

        var error = Assert.Throws<InvalidOperationException>(() => SqliteLeadStore.Open(Database));
        Assert.Contains("newer FollowUp", error.Message, StringComparison.Ordinal);
        Assert.Contains(Database, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Erase_NothingReadableIsLeftInTheFile(bool erase)
    {
        await using (var store = SqliteLeadStore.Open(Database))
        {
            await WriteAsync(store);
            if (erase) await store.CommitAsync(new LeadCommit(Sample.WaitingLead(1), 1, ["e2"], [], [], null), None);
            if (erase) Assert.True(await store.EraseAsync(Sample.IdOf(1), 2, null, None));
        }

        var bytes = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Database));
        string[] known = [Sample.PhoneOf(1), Sample.IdOf(1), "15125550142", "missed-call"];
        Assert.All(known, word => Assert.Equal(erase, !bytes.Contains(word, StringComparison.Ordinal)));
    }

    private static async Task WriteAsync(SqliteLeadStore store)
    {
        var state = Sample.WaitingLead(1);
        await store.ClaimContactAsync(state.Phone!, state.Id, None);
        await store.AppendAsync(state.Id, Sample.Missed("e1"), state.CreatedAt, None);
        var wakeAt = Sample.Now + Duration.FromDays(1);
        await store.CommitAsync(new LeadCommit(state, 0, ["e1"], Sample.WaitingEntries(state), [], wakeAt), None);
        await store.AppendAsync(state.Id, Sample.Missed("e2"), state.CreatedAt, None);
        await store.AddAsync(Sample.Sequence("welcome", 1), None);
    }

    private static async Task AssertWrittenAsync(SqliteLeadStore store)
    {
        var state = Sample.WaitingLead(1);
        var lead = await store.LoadAsync(state.Id, None);
        Assert.Equal(1, lead.Version);
        Assert.Equal(StoredJson.Write(state), StoredJson.Write(lead.State!));
        Assert.Equal("e2", Assert.Single(lead.Unseen).Id);
        Assert.Equal(state.Id, await store.FindByContactAsync(state.Phone!, None));
        Assert.Equal(3, (await store.TimelineAsync(state.Id, 10, null, None)).Items.Count);
        Assert.Equal([state.Id], await store.DueAsync(state.CreatedAt, 10, None));
        Assert.False(await store.AppendAsync(state.Id, Sample.Missed("e1"), state.CreatedAt, None));
        Assert.Single(await store.AllAsync(None));
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }
}
