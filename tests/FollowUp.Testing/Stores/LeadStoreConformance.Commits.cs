using FollowUp.Core.Leads;
using FollowUp.Core.Serialization;
using FollowUp.Core.Timelines;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Testing.Stores;

/// <summary>Decisions and when leads are due.</summary>
public abstract partial class LeadStoreConformance
{
    [Fact]
    public async Task Commit_First_StoresStateAndMovesVersion()
    {
        var state = Sample.WaitingLead(1);
        Assert.True(await CommitAsync(state, 0));

        var first = await Store.LoadAsync(state.Id, None);
        Assert.NotEqual(0, first.Version);
        Assert.Equal(StoredJson.Write(state), StoredJson.Write(first.State!));

        Assert.True(await CommitAsync(state with { Stage = "quoted" }, first.Version));
        var second = await Store.LoadAsync(state.Id, None);
        Assert.NotEqual(first.Version, second.Version);
        Assert.Equal("quoted", second.State!.Stage);
    }

    [Fact]
    public async Task Commit_SecondOnTheSameVersion_StoresNothing()
    {
        await CommitAsync(Sample.Lead("a"), 0, entries: [Sample.Row(1)]);
        var version = (await Store.LoadAsync("a", None)).Version;
        await Store.AppendAsync("a", Sample.Missed("e1"), Now, None);
        Assert.True(await CommitAsync(Sample.Lead("a") with { Stage = "won" }, version, entries: [Sample.Row(2)], wakeAt: Now));

        var late = Sample.Lead("a") with { Stage = "lost", Owner = "kim", Tags = ["late"] };
        Assert.False(await CommitAsync(
            late,
            version,
            seen: ["e1"],
            entries: [Sample.Row(2) with { Text = "late" }, Sample.Row(3)],
            changes: [new(1, TouchStatus.Failed, "late", "late")],
            wakeAt: Now + Duration.FromDays(9)));

        var lead = await Store.LoadAsync("a", None);
        Assert.Equal("won", lead.State!.Stage);
        Assert.Equal("e1", Assert.Single(lead.Unseen).Id);
        Assert.Equal([Sample.Row(1), Sample.Row(2)], await TimelineAsync("a", 10));
        Assert.Equal(Now, await Store.NextDueAsync(None));
        Assert.Empty(await ListAsync(new(Tag: "late"), 10));
        Assert.False(await Store.AppendAsync("a", Sample.Missed("e1"), Now, None));
    }

    [Fact]
    public async Task Commit_FirstTwice_SecondLoses()
    {
        Assert.True(await CommitAsync(Sample.Lead("a"), 0));
        Assert.False(await CommitAsync(Sample.Lead("a") with { Stage = "lost" }, 0));
        Assert.False(await CommitAsync(Sample.Lead("b"), 7));
        Assert.Null((await Store.LoadAsync("b", None)).State);
    }

    [Fact]
    public async Task Commit_SixteenAtOnceOnOneVersion_OneWins()
    {
        await CommitAsync(Sample.Lead("a"), 0);
        var version = (await Store.LoadAsync("a", None)).Version;

        var won = await AllAtOnceAsync(16, i =>
            CommitAsync(Sample.Lead("a") with { Stage = $"s{i}" }, version, entries: [Sample.Row(1) with { Text = $"s{i}" }]));

        var winner = $"s{Array.IndexOf(won, true)}";
        Assert.Single(won, w => w);
        Assert.Equal(winner, (await Store.LoadAsync("a", None)).State!.Stage);
        Assert.Equal(winner, Assert.Single(await TimelineAsync("a", 10)).Text);
    }

    [Fact]
    public async Task Commit_ThirtyTwoLeadsAtOnce_AllLand()
    {
        const int Rounds = 5;
        var landed = await AllAtOnceAsync(32, async i =>
        {
            var all = true;
            for (var round = 1; round <= Rounds; round++)
            {
                var id = $"lead{i}";
                all &= await Store.AppendAsync(id, Sample.Missed($"e{round}"), Now, None);
                var lead = await Store.LoadAsync(id, None);
                var state = (lead.State ?? Sample.Lead(id)) with { Seq = round };
                all &= await CommitAsync(
                    state, lead.Version, [.. lead.Unseen.Select(e => e.Id)], [Sample.Row(round)], wakeAt: Now + Duration.FromMinutes(i));
            }

            return all;
        });

        Assert.All(landed, Assert.True);
        for (var i = 0; i < 32; i++)
        {
            Assert.Equal(Rounds, (await Store.LoadAsync($"lead{i}", None)).State!.Seq);
            Assert.Equal(Rounds, (await TimelineAsync($"lead{i}", 100)).Count);
        }

        Assert.Equal(32, (await Store.DueAsync(Now + Duration.FromHours(1), 100, None)).Count);
    }

    [Fact]
    public async Task Commit_EventCameAfterLoad_StaysUnseenAndDue()
    {
        await Store.AppendAsync("a", Sample.Missed("e1"), Now, None);
        var loaded = await Store.LoadAsync("a", None);
        await Store.AppendAsync("a", Sample.Missed("e2"), Now + Duration.FromSeconds(1), None);

        Assert.True(await CommitAsync(Sample.Lead("a"), loaded.Version, seen: ["e1"], wakeAt: null));

        Assert.Equal("e2", Assert.Single((await Store.LoadAsync("a", None)).Unseen).Id);
        Assert.Equal(["a"], await Store.DueAsync(Now + Duration.FromSeconds(1), 10, None));
        Assert.True(await Store.NextDueAsync(None) <= Now + Duration.FromSeconds(1));

        Assert.True(await CommitAsync(Sample.Lead("a"), (await Store.LoadAsync("a", None)).Version, seen: ["e2"], wakeAt: null));
        Assert.Null(await Store.NextDueAsync(None));
    }

    [Theory]
    [InlineData(66_000)]
    [InlineData(300 * 1024)]
    public async Task Commit_LargeState_ComesBackByteForByte(int size)
    {
        // Not of one letter: a store that compresses must hold on these too.
        var text = string.Concat(Enumerable.Range(0, size / 6).Select(i => (char)('a' + (i * 7919 % 26)) + Number(i)));
        var state = Sample.Lead("a") with { Context = new(Message: text), Name = "\u00dcn\u00ef \u5b57 \ud83d\ude00" };
        Assert.True(await CommitAsync(state, 0));
        Assert.Equal(StoredJson.Write(state), StoredJson.Write((await Store.LoadAsync("a", None)).State!));

        // And shrinks again.
        Assert.True(await CommitAsync(Sample.Lead("a"), (await Store.LoadAsync("a", None)).Version));
        Assert.Equal(StoredJson.Write(Sample.Lead("a")), StoredJson.Write((await Store.LoadAsync("a", None)).State!));
    }

    [Fact]
    public async Task Due_LongestDueFirst_UpToMax()
    {
        foreach (var minutes in (int[])[3, 1, 5, 2, 4])
            await CommitAsync(Sample.Lead($"lead{minutes}"), 0, wakeAt: Now + Duration.FromMinutes(minutes));

        Assert.Equal(Now + Duration.FromMinutes(1), await Store.NextDueAsync(None));
        Assert.Empty(await Store.DueAsync(Now, 10, None));
        Assert.Equal(["lead1", "lead2", "lead3"], await Store.DueAsync(Now + Duration.FromMinutes(3), 10, None));
        Assert.Equal(["lead1", "lead2"], await Store.DueAsync(Now + Duration.FromMinutes(9), 2, None));
    }

    [Fact]
    public async Task Due_MovesWithEveryCommit()
    {
        await CommitAsync(Sample.Lead("a"), 0, wakeAt: Now);
        await CommitAsync(Sample.Lead("a"), (await Store.LoadAsync("a", None)).Version, wakeAt: Now + Duration.FromDays(30));
        Assert.Empty(await Store.DueAsync(Now + Duration.FromDays(29), 10, None));
        Assert.Equal(Now + Duration.FromDays(30), await Store.NextDueAsync(None));

        await Store.AppendAsync("a", Sample.Missed("e1"), Now, None);
        Assert.Equal(["a"], await Store.DueAsync(Now, 10, None));

        await CommitAsync(Sample.Lead("a"), (await Store.LoadAsync("a", None)).Version, seen: ["e1"], wakeAt: null);
        Assert.Null(await Store.NextDueAsync(None));
        Assert.Empty(await Store.DueAsync(Instant.MaxValue, 10, None));
    }

    [Fact]
    public async Task Due_BetweenTheStoresTicks_IsNeverEarly()
    {
        var wakeAt = Now + Duration.FromNanoseconds(1);
        await CommitAsync(Sample.Lead("a"), 0, wakeAt: wakeAt);

        Assert.True(await Store.NextDueAsync(None) >= wakeAt);
        Assert.Empty(await Store.DueAsync(Now, 10, None));
        Assert.Equal(["a"], await Store.DueAsync(Now + Duration.FromMilliseconds(1), 10, None));
    }

    [Fact]
    public async Task Due_AlreadyOverdue_IsNotMadeYoungerByAnEvent()
    {
        await CommitAsync(Sample.Lead("a"), 0, wakeAt: Now);
        await Store.AppendAsync("a", Sample.Missed("e1"), Now + Duration.FromHours(1), None);

        Assert.Equal(Now, await Store.NextDueAsync(None));
    }
}
