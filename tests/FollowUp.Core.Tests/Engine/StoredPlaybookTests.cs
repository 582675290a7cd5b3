using FollowUp.Core.Engine;
using FollowUp.Core.Sequences;
using FollowUp.Testing.Engine;
using FollowUp.Testing.Journeys;
using FollowUp.Testing.Stores;

namespace FollowUp.Core.Tests.Engine;

public class StoredPlaybookTests
{
    private static readonly Sequence Plan = Plans.Sequence("plan", Plans.Step("a", "0s", Plans.Text("one")));
    private readonly InMemoryLeadStore store = new();
    private readonly TestClock clock = new(Plans.Tuesday);

    [Fact]
    public async Task CurrentAsync_FirstTime_StoresTheLibrary()
    {
        using var playbook = Open();

        var current = await playbook.CurrentAsync(default);

        Assert.Equal(SequenceLibrary.All.Count, current.Sequences.Count());
        Assert.Equal(SequenceLibrary.All.Count, (await store.AllAsync(default)).Count);
    }

    [Fact]
    public async Task SaveAsync_Change_IsTheNextVersionAndTheOldOneStays()
    {
        using var playbook = Open();
        await playbook.SaveAsync(Plan, null, default);

        var second = await playbook.SaveAsync(Plan with { Name = "Renamed", Version = 77 }, null, default);

        var current = await playbook.CurrentAsync(default);
        Assert.Equal((2, "Renamed"), (second!.Version, current.Latest("plan")!.Name));
        Assert.Equal("plan", current.Find("plan", 1)!.Name);
    }

    [Fact]
    public async Task SaveAsync_NothingChanged_MakesNoVersion()
    {
        using var playbook = Open();
        await playbook.SaveAsync(Plan, null, default);

        Assert.Equal(1, (await playbook.SaveAsync(Plan with { Version = 9 }, null, default))!.Version);
    }

    [Fact]
    public async Task SaveAsync_OverAnOldVersion_IsRefusedUnlessItIsTheSameEdit()
    {
        using var playbook = Open();
        await playbook.SaveAsync(Plan, 0, default);
        await playbook.SaveAsync(Plan with { Name = "Theirs" }, 1, default);

        Assert.Null(await playbook.SaveAsync(Plan with { Name = "Mine" }, 1, default));
        Assert.Equal(2, (await playbook.SaveAsync(Plan with { Name = "Theirs" }, 1, default))!.Version);
        Assert.Equal(3, (await playbook.SaveAsync(Plan with { Name = "Mine" }, 2, default))!.Version);
    }

    [Fact]
    public async Task SaveAsync_ManyAtOnce_GetVersionsOfTheirOwn()
    {
        using var one = Open();
        using var other = Open();

        var saved = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => (i % 2 == 0 ? one : other).SaveAsync(Plan with { Name = "n" + i }, null, default))));

        Assert.Equal(Enumerable.Range(1, 20), saved.Select(s => s!.Version).Order());
    }

    [Fact]
    public async Task CurrentAsync_EditOfAnotherProcess_ArrivesAfterTheRefreshTime()
    {
        using var mine = Open(Duration.FromMinutes(1));
        using var theirs = Open();
        await mine.CurrentAsync(default);
        await theirs.SaveAsync(Plan, null, default);

        Assert.Null((await mine.CurrentAsync(default)).Latest("plan"));
        clock.Now += Duration.FromMinutes(1);
        Assert.NotNull((await mine.CurrentAsync(default)).Latest("plan"));
    }

    private StoredPlaybook Open(Duration? refreshAfter = null) => new(store, Plans.Roofer, clock, refreshAfter);
}
