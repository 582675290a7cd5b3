using FollowUp.Core.Leads;
using FollowUp.Core.Stores;
using NodaTime;

namespace FollowUp.Testing.Stores;

/// <summary>Lists and sequences.</summary>
public abstract partial class LeadStoreConformance
{
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
        await AddAsync(Sample.Lead("a") with { Stage = "new", Owner = "sam", Tags = ["missed-call", "vip"] }, "+15125550101", "a@x.com");
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
        Assert.Equal([("goodbye", 1), ("welcome", 1), ("welcome", 2)], all.Select(s => (s.Id, s.Version)).Order());
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

    private async Task AddAsync(LeadState state, params string[] contacts)
    {
        foreach (var contact in contacts) await Store.ClaimContactAsync(contact, state.Id, None);
        Assert.True(await CommitAsync(state, 0));
    }

    private async Task ExpectAsync(LeadFilter filter, params string[] ids) =>
        Assert.Equal(ids, (await ListAsync(filter, 2)).Select(l => l.Id).Order(StringComparer.Ordinal));
}
