using FollowUp.Core.Serialization;
using FollowUp.Core.Timelines;
using FollowUp.Core.Touches;

namespace FollowUp.Testing.Stores;

/// <summary>Timelines.</summary>
public abstract partial class LeadStoreConformance
{
    [Fact]
    public async Task Timeline_SeveralHundredRows_PagesOldestFirst()
    {
        await WriteRowsAsync("a", 340);
        await WriteRowsAsync("b", 3);

        Assert.Equal(Enumerable.Range(1, 340), (await TimelineAsync("a", 50)).Select(r => r.Seq));
        Assert.Equal(Enumerable.Range(1, 340), (await TimelineAsync("a", 340)).Select(r => r.Seq));
        Assert.Equal(Enumerable.Range(1, 340), (await TimelineAsync("a", 1000)).Select(r => r.Seq));
        Assert.Empty(await TimelineAsync("nobody", 10));
    }

    [Fact]
    public async Task Timeline_RowsAddedBetweenPages_NoGapAndNoRepeat()
    {
        await WriteRowsAsync("a", 20);
        var first = await Store.TimelineAsync("a", 15, null, None);
        await CommitAsync(Sample.Lead("a"), (await Store.LoadAsync("a", None)).Version, entries: [Sample.Row(21)]);
        var second = await Store.TimelineAsync("a", 15, first.Next, None);

        Assert.Equal(Enumerable.Range(1, 21), first.Items.Concat(second.Items).Select(r => r.Seq));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Latest_GivesTheNewestOldestFirst()
    {
        await WriteRowsAsync("a", 250);
        await WriteRowsAsync("b", 3);

        Assert.Equal(Enumerable.Range(241, 10), (await Store.LatestAsync("a", 10, None)).Select(r => r.Seq));
        Assert.Equal([1, 2, 3], (await Store.LatestAsync("b", 10, None)).Select(r => r.Seq));
        Assert.Empty(await Store.LatestAsync("nobody", 10, None));
    }

    [Fact]
    public async Task Timeline_EveryMember_ComesBack()
    {
        var rows = Sample.WaitingEntries(Sample.WaitingLead(1));
        await CommitAsync(Sample.Lead("a"), 0, entries: rows);

        Assert.Equal(rows.Select(StoredJson.Write), (await TimelineAsync("a", 10)).Select(StoredJson.Write));
    }

    [Fact]
    public async Task Commit_AHundredRowsAtOnce_AllOrNothing()
    {
        await CommitAsync(Sample.Lead("a"), 0);
        var version = (await Store.LoadAsync("a", None)).Version;
        var rows = Enumerable.Range(1, 100).Select(seq => Sample.Row(seq)).ToList();

        Assert.False(await CommitAsync(Sample.Lead("a"), version + 1, entries: rows));
        Assert.Empty(await TimelineAsync("a", 200));
        Assert.True(await CommitAsync(Sample.Lead("a"), version, entries: rows));
        Assert.Equal(rows, await TimelineAsync("a", 200));
    }

    [Fact]
    public async Task Changes_OverrideTheRowAsWritten()
    {
        await CommitAsync(Sample.Lead("a"), 0, entries: [Sample.Row(1), Sample.Row(2) with { Reason = "asked for", Rule = "wish" }]);
        await ChangeAsync(new TimelineChange(1, TouchStatus.Sent, null, null), new(2, TouchStatus.Sent, null, null));
        var rows = await TimelineAsync("a", 10);
        Assert.Equal(Sample.Row(1) with { Status = TouchStatus.Sent }, rows[0]);
        Assert.Equal((TouchStatus.Sent, "asked for", "wish"), (rows[1].Status, rows[1].Reason, rows[1].Rule));

        await ChangeAsync(new TimelineChange(1, TouchStatus.Failed, "the number is not in service", "carrier"));
        await ChangeAsync(new TimelineChange(1, TouchStatus.Planned, null, null));
        var row = Assert.Single(await TimelineAsync("a", 10), r => r.Seq == 1);
        Assert.Equal((TouchStatus.Planned, "the number is not in service", "carrier"), (row.Status, row.Reason, row.Rule));
        Assert.Equal("row 1", row.Text);
        Assert.Equal(row, (await Store.LatestAsync("a", 2, None))[0]);
    }

    [Fact]
    public async Task Changes_OfARowInTheSameCommit_Apply()
    {
        await CommitAsync(Sample.Lead("a"), 0, entries: [Sample.Row(1)], changes: [new(1, TouchStatus.Suppressed, "opted out", "opt-out")]);

        var row = Assert.Single(await TimelineAsync("a", 10));
        Assert.Equal((TouchStatus.Suppressed, "opted out", "opt-out"), (row.Status, row.Reason, row.Rule));
    }

    private async Task WriteRowsAsync(string id, int count)
    {
        for (var done = 0; done < count; done += 80)
        {
            var rows = Enumerable.Range(done + 1, Math.Min(80, count - done)).Select(seq => Sample.Row(seq)).ToList();
            Assert.True(await CommitAsync(Sample.Lead(id), (await Store.LoadAsync(id, None)).Version, entries: rows));
        }
    }

    private async Task ChangeAsync(params TimelineChange[] changes) =>
        Assert.True(await CommitAsync(Sample.Lead("a"), (await Store.LoadAsync("a", None)).Version, changes: changes));
}
