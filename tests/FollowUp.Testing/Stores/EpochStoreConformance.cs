using FollowUp.Core.Stores;

namespace FollowUp.Testing.Stores;

/// <summary>What every <see cref="IEpochStore"/> must do.</summary>
public abstract class EpochStoreConformance
{
    /// <summary>A store in which the lead has a record, or the same one again.</summary>
    protected abstract Task<IEpochStore> StoreWithAsync(string leadId);

    [Fact]
    public async Task CurrentAsync_LeadWithoutAnyRun_IsZero() => Assert.Equal(0, await (await StoreWithAsync("dana")).CurrentAsync("dana", default));

    [Fact]
    public async Task CurrentAsync_LeadNobodyKnows_IsZero() => Assert.Equal(0, await (await StoreWithAsync("dana")).CurrentAsync("nobody", default));

    [Fact]
    public async Task NextAsync_CurrentEpoch_IsFollowedByTheNext()
    {
        var store = await StoreWithAsync("dana");

        Assert.Equal(1, await store.NextAsync("dana", 0, default));
        Assert.Equal(2, await store.NextAsync("dana", 1, default));
        Assert.Equal(2, await store.CurrentAsync("dana", default));
    }

    [Fact]
    public async Task NextAsync_EpochThatIsOver_ChangesNothing()
    {
        var store = await StoreWithAsync("dana");
        await store.NextAsync("dana", 0, default);

        Assert.Equal(1, await store.NextAsync("dana", 0, default));
        Assert.Equal(1, await store.CurrentAsync("dana", default));
    }

    [Fact]
    public async Task NextAsync_TwentyCallersAtOnce_EndOneEpoch()
    {
        var store = await StoreWithAsync("dana");

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => store.NextAsync("dana", 0, default))));

        Assert.All(all, epoch => Assert.Equal(1, epoch));
    }
}
