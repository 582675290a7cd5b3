using Azure;
using Azure.Core;
using Azure.Data.Tables;
using FollowUp.Azure.Tables;
using FollowUp.Core.Leads;
using FollowUp.Core.Serialization;
using FollowUp.Core.Stores;
using FollowUp.Core.Timelines;
using FollowUp.Core.Touches;
using FollowUp.Testing;
using NodaTime;

namespace FollowUp.Azure.Tests.Tables;

/// <summary>Where Table Storage has an end, or a crash leaves something behind, that other stores do not have.</summary>
public sealed class TableLimitsTests : TableTests
{
    private readonly ManualTime later = new(DateTimeOffset.UtcNow + TimeSpan.FromHours(1));

    [Fact]
    public async Task Commit_MoreEventsThanATransactionTakes_TakesThemAllInAtOnce()
    {
        var ids = Enumerable.Range(0, 230).Select(i => $"e{i}").ToArray();
        foreach (var id in ids) await Store.AppendAsync("a", Sample.Missed(id), Sample.Now, None);
        var rows = Enumerable.Range(1, 460).Select(seq => Sample.Row(seq)).ToList();

        Assert.True(await Store.CommitAsync(new LeadCommit(Sample.Lead("a"), 0, ids, rows, [], null), None));

        Assert.Empty((await Store.LoadAsync("a", None)).Unseen);
        Assert.Equal(460, (await Store.TimelineAsync("a", 1000, null, None)).Items.Count);
        Assert.Null(await Store.NextDueAsync(None));
        Assert.False(await Store.AppendAsync("a", Sample.Missed("e229"), Sample.Now, None));
    }

    [Fact]
    public async Task Commit_CutOffBeforeTheRestIsRemoved_TheRestCountsAsSeenAndGoesNext()
    {
        // As a process leaves it that ends right after its transaction: all seen, some rows still there.
        await Store.AppendAsync("a", Sample.Missed("seen"), Sample.Now, None);
        await Store.AppendAsync("a", Sample.Missed("fresh"), Sample.Now, None);
        Assert.True(await Store.CommitAsync(new LeadCommit(Sample.Lead("a"), 0, [], [], [], null), None));
        var row = new TableEntity("a", TableKeys.State) { [nameof(Head.Taken)] = Convert.FromHexString(TableKeys.OfEvent("seen")) };
        await Azurite.Tables.Leads.UpsertEntityAsync(row);

        Assert.Equal("fresh", Assert.Single((await Store.LoadAsync("a", None)).Unseen).Id);
        Assert.True(await Store.CommitAsync(new LeadCommit(Sample.Lead("a"), 1, ["fresh"], [], [], null), None));
        Assert.True(await Store.IsCurrentAsync("a", 2, None));
        Assert.Equal(
            ["a"], await Azurite.Tables.Leads.QueryAsync<TableEntity>("RowKey lt 'c'").Select(r => r.RowKey).ToListAsync());
    }

    [Fact]
    public async Task Commit_AnswerLost_KnowsItselfAgain()
    {
        await Store.AppendAsync("a", Sample.Missed("e1"), Sample.Now, None);
        Azurite.LoseAnswer("$batch");

        Assert.True(await Store.CommitAsync(new LeadCommit(Sample.Lead("a"), 0, ["e1"], [Sample.Row(1)], [], null), None));

        Assert.True(await Store.IsCurrentAsync("a", 1, None));
    }

    [Fact]
    public async Task Commit_TimelineRowOfAMegabyte_ComesBackAndChanges()
    {
        var text = string.Concat(Enumerable.Range(0, 160_000).Select(i => (char)('a' + (i * 7919 % 26)) + $"{i % 100000:d5}"));
        var row = Sample.Row(5) with { Text = text };
        Assert.True(await Store.CommitAsync(new LeadCommit(Sample.Lead("a"), 0, [], [Sample.Row(4), row, Sample.Row(6)], [new(5, TouchStatus.Sent, null, null)], null), None));

        var rows = (await Store.TimelineAsync("a", 10, null, None)).Items;
        Assert.Equal([4, 5, 6], rows.Select(r => r.Seq));
        Assert.Equal(StoredJson.Write(row with { Status = TouchStatus.Sent }), StoredJson.Write(rows[1]));
    }

    [Fact]
    public async Task Commit_StateLargerThanARow_SaysSo()
    {
        var state = Sample.Lead("a") with { Context = new(Message: new string('x', 1_000_000)) };

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Store.CommitAsync(new LeadCommit(state, 0, [], [], [], null), None));

        Assert.StartsWith("The lead a takes 1,000,", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Due_HintOfACommitThatNeverCame_IsNotDue_AndClearedAwayWhenItIsOld()
    {
        await Store.AppendAsync("a", Sample.Missed("e1"), Sample.Now, None);
        await Store.CommitAsync(new LeadCommit(Sample.Lead("a"), 0, ["e1"], [], [], Sample.Now + Duration.FromDays(1)), None);

        // Young: the append that it announces may be on its way still.
        Assert.Empty(await Store.DueAsync(Sample.Now, 10, None));
        Assert.Equal(2, await HintsAsync());

        Assert.Empty(await new TableLeadStore(Azurite.Tables, later).DueAsync(Sample.Now, 10, None));
        Assert.Equal(1, await HintsAsync());
        Assert.Equal(Sample.Now + Duration.FromDays(1), await new TableLeadStore(Azurite.Tables, later).NextDueAsync(None));
        Assert.Equal(1, await HintsAsync());
    }

    [Fact]
    public async Task Due_LeadsErased_ItsHintIsClearedAway()
    {
        await Store.CommitAsync(new LeadCommit(Sample.Lead("a"), 0, [], [], [], Sample.Now), None);
        await Store.EraseAsync("a", 1, null, None);

        Assert.Null(await new TableLeadStore(Azurite.Tables, later).NextDueAsync(None));
        Assert.Equal(0, await HintsAsync());
    }

    [Fact]
    public async Task Lists_CutOffBeforeTheCommit_ShowTheLeadAsItIs_AndAreCleared()
    {
        await Store.CommitAsync(new LeadCommit(Sample.Lead("a"), 0, [], [], [], null), None);
        Azurite.Refuse(request => request.Uri.Path!.EndsWith("$batch", StringComparison.Ordinal));
        await Assert.ThrowsAsync<RequestFailedException>(() => Store.CommitAsync(new LeadCommit(Won("a"), 1, [], [], [], null), None));
        Azurite.Refuse(null);
        Assert.Equal(4, await IndexRowsAsync());

        await ShowsAsync(Store, "new");
        Assert.Equal(4, await IndexRowsAsync());
        await ShowsAsync(new TableLeadStore(Azurite.Tables, later), "new");
        Assert.Equal(2, await IndexRowsAsync());
    }

    [Fact]
    public async Task Lists_CutOffAfterTheCommit_ShowTheLeadAsItIs_AndAreCleared()
    {
        await Store.CommitAsync(new LeadCommit(Sample.Lead("a"), 0, [], [], [], null), None);
        Azurite.Refuse(request => request.Method == RequestMethod.Delete);
        Assert.True(await Store.CommitAsync(new LeadCommit(Won("a"), 1, [], [], [], null), None));
        Azurite.Refuse(null);

        await ShowsAsync(Store, "won");
        await ShowsAsync(new TableLeadStore(Azurite.Tables, later), "won");
        Assert.Equal(2, await IndexRowsAsync());
    }

    [Fact]
    public async Task Lists_DecisionThatLost_LeavesNothing()
    {
        await Store.CommitAsync(new LeadCommit(Sample.Lead("a"), 0, [], [], [], null), None);
        var other = new TableLeadStore(Azurite.Tables, TimeProvider.System);
        await other.LoadAsync("a", None);
        Assert.True(await Store.CommitAsync(new LeadCommit(Won("a"), 1, [], [], [], null), None));

        Assert.False(await other.CommitAsync(new LeadCommit(Won("a") with { Stage = "lost" }, 1, [], [], [], null), None));

        await ShowsAsync(Store, "won");
        Assert.Equal(2, await IndexRowsAsync());
    }

    [Fact]
    public async Task Find_LongestWords_AreFoundAllTheSame()
    {
        var text = new string('x', 40_000) + " needle";
        var lead = Won("a") with { Talk = new() { At = Sample.Now, Channel = "email", Direction = "inbound", Text = text } };
        Assert.True(await Store.CommitAsync(new LeadCommit(lead, 0, [], [], [], null), None));

        Assert.Single((await Store.FindAsync(new() { Text = "needle" }, 10, null, None)).Items);
        Assert.Empty((await Store.FindAsync(new() { Text = "haystack" }, 10, null, None)).Items);
    }

    /// <summary>Moves in both indexes.</summary>
    private static LeadState Won(string id) => Sample.Lead(id) with
    {
        Stage = "won", Talk = new() { At = Sample.Now + Duration.FromHours(1), Channel = "sms", Direction = "inbound", Text = "Yes" },
    };

    private static async Task ShowsAsync(TableLeadStore Store, string stage)
    {
        foreach (var asked in new[] { "new", "won", "lost" })
            Assert.Equal(stage == asked ? 1 : 0, (await Store.ListAsync(new LeadFilter(Stage: asked), 10, null, None)).Items.Count);
        Assert.Equal(stage, Assert.Single((await Store.FindAsync(new(), 10, null, None)).Items).Stage);
        Assert.Equal(stage == "won" ? 1 : 0, (await Store.FindAsync(new() { Marks = LeadMarks.Unanswered }, 10, null, None)).Items.Count);
    }

    private async Task<int> IndexRowsAsync() => await Azurite.Tables.Listing.QueryAsync<TableEntity>().CountAsync();

    private async Task<int> HintsAsync() => await Azurite.Tables.Due.QueryAsync<TableEntity>().CountAsync();
}
