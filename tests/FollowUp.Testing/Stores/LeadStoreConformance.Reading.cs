using FollowUp.Core.Leads;
using FollowUp.Core.Serialization;
using FollowUp.Core.Stores;
using FollowUp.Core.Timelines;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Testing.Stores;

/// <summary>Timelines, lists and sequences.</summary>
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

    [Fact]
    public async Task List_ManyLeads_NewestFirstWithoutGapOrRepeat()
    {
        // Seven in every minute: a page must be able to end between leads of the same moment.
        await AllAtOnceAsync(16, async worker =>
        {
            for (var i = worker; i < ManyLeads; i += 16)
                Assert.True(await CommitAsync(Sample.Lead($"lead{Number(i)}", Now + Duration.FromMinutes(i / 7)), 0));
            return true;
        });

        var all = await ListAsync(new(), 97);

        Assert.Equal(Enumerable.Range(0, ManyLeads).Select(i => $"lead{Number(i)}"), all.Select(l => l.Id).Order(StringComparer.Ordinal));
        Assert.Equal(all.Select(l => l.CreatedAt).OrderDescending(), all.Select(l => l.CreatedAt));
        Assert.Equal(all.Take(30).Select(l => l.Id), (await Store.ListAsync(new(), 30, null, None)).Items.Select(l => l.Id));
    }

    [Fact]
    public async Task List_LeadsAddedBetweenPages_NoRepeat()
    {
        for (var i = 0; i < 20; i++) await CommitAsync(Sample.Lead($"lead{Number(i)}", Now + Duration.FromSeconds(i)), 0);
        var first = await Store.ListAsync(new(), 12, null, None);
        await CommitAsync(Sample.Lead("newest", Now + Duration.FromDays(1)), 0);
        var second = await Store.ListAsync(new(), 12, first.Next, None);

        Assert.Equal(20, first.Items.Concat(second.Items).Select(l => l.Id).Distinct().Count());
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task List_WithoutADecision_IsNotListed()
    {
        await Store.ClaimContactAsync("+15125550142", "a", None);
        await Store.AppendAsync("b", Sample.Missed("e1"), Now, None);

        Assert.Empty(await ListAsync(new(), 10));
        Assert.Empty(await ListAsync(new(Phone: "+15125550142"), 10));
    }

    [Fact]
    public async Task List_Filters_NarrowAlone_AndTogether()
    {
        await AddAsync(Sample.Lead("a") with { Stage = "new", Owner = "sam", Tags = ["missed-call", "vip"] }, "+15125550101", "a@example.com");
        await AddAsync(Sample.Lead("b") with { Stage = "new", Owner = "kim", Tags = ["missed"] }, "+15125550102", "b@example.com");
        await AddAsync(Sample.Lead("c") with { Stage = "won", Owner = "sam", Tags = [] }, "+15125550103", "c@example.com");
        await AddAsync(Sample.Lead("d") with { Stage = null }, "+15125550104", "d@example.com");

        await ExpectAsync(new(), "a", "b", "c", "d");
        await ExpectAsync(new(Stage: "new"), "a", "b");
        await ExpectAsync(new(Owner: "sam"), "a", "c");
        await ExpectAsync(new(Tag: "missed-call"), "a");
        await ExpectAsync(new(Tag: "vip"), "a");
        await ExpectAsync(new(Tag: "missed"), "b");
        await ExpectAsync(new(Tag: "call"));
        await ExpectAsync(new(Stage: "new", Owner: "sam"), "a");
        await ExpectAsync(new(Stage: "won", Owner: "kim"));
        await ExpectAsync(new(Phone: "+15125550102"), "b");
        await ExpectAsync(new(Email: "c@example.com"), "c");
        await ExpectAsync(new(Phone: "+15125550103", Email: "c@example.com"), "c");
        await ExpectAsync(new(Phone: "+15125550102", Email: "c@example.com"));
        await ExpectAsync(new(Phone: "+15125550102", Email: "nobody@example.com"));
        await ExpectAsync(new(Phone: "+15125550102", Stage: "new", Owner: "kim", Tag: "missed"), "b");
        await ExpectAsync(new(Phone: "+15125550102", Stage: "won"));
        await ExpectAsync(new(Phone: "+15125550199"));
    }

    [Fact]
    public async Task List_StageChanged_IsFoundUnderTheNewOneOnly()
    {
        await CommitAsync(Sample.Lead("a"), 0);
        await CommitAsync(Sample.Lead("a") with { Stage = "won" }, (await Store.LoadAsync("a", None)).Version);

        await ExpectAsync(new(Stage: "new"));
        await ExpectAsync(new(Stage: "won"), "a");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("../../etc")]
    public async Task Cursor_OfNoPage_IsAFormatException(string cursor)
    {
        await WriteRowsAsync("a", 3);

        await Assert.ThrowsAsync<FormatException>(() => Store.ListAsync(new(), 1, cursor, None));
        await Assert.ThrowsAsync<FormatException>(() => Store.TimelineAsync("a", 1, cursor, None));
    }

    [Fact]
    public async Task Sequences_AVersion_IsAddedOnceAndKept()
    {
        Assert.Empty(await Sequences.AllAsync(None));
        Assert.True(await Sequences.AddAsync(Sample.Sequence("welcome", 1), None));
        Assert.True(await Sequences.AddAsync(Sample.Sequence("welcome", 2), None));
        Assert.True(await Sequences.AddAsync(Sample.Sequence("goodbye", 1), None));
        Assert.False(await Sequences.AddAsync(Sample.Sequence("welcome", 1) with { Name = "Changed" }, None));

        var all = await Sequences.AllAsync(None);
        Assert.Equal(
            [("goodbye", 1), ("welcome", 1), ("welcome", 2)], all.Select(s => (s.Id, s.Version)).OrderBy(s => s.Id, StringComparer.Ordinal).ThenBy(s => s.Version));
        Assert.All(all, s => Assert.Equal("Sample", s.Name));
        Assert.All(all, s => Assert.Equal(Sample.Sequence(s.Id, s.Version).Steps[0].Actions[0], s.Steps[0].Actions[0]));
    }

    [Fact]
    public async Task Sequences_SameVersionTenAtOnce_OneIsAdded()
    {
        var added = await AllAtOnceAsync(10, i => Sequences.AddAsync(Sample.Sequence("welcome", 1) with { Name = $"n{i}" }, None));

        Assert.Equal($"n{Array.IndexOf(added, true)}", Assert.Single(await Sequences.AllAsync(None)).Name);
        Assert.Single(added, a => a);
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

    private async Task AddAsync(LeadState state, params string[] contacts)
    {
        foreach (var contact in contacts) await Store.ClaimContactAsync(contact, state.Id, None);
        Assert.True(await CommitAsync(state, 0));
    }

    private async Task ExpectAsync(LeadFilter filter, params string[] ids) =>
        Assert.Equal(ids, (await ListAsync(filter, 2)).Select(l => l.Id).Order(StringComparer.Ordinal));
}
