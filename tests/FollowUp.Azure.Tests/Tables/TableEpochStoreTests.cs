using Azure.Data.Tables;
using FollowUp.Azure.Tables;
using FollowUp.Core.Stores;
using FollowUp.Testing;
using FollowUp.Testing.Stores;

namespace FollowUp.Azure.Tests.Tables;

public sealed class TableEpochStoreTests : EpochStoreConformance, IAsyncLifetime
{
    private readonly Azurite azurite = new();

    public Task InitializeAsync() => azurite.Tables.CreateAsync(CancellationToken.None);

    public Task DisposeAsync() => azurite.Tables.DeleteAsync(CancellationToken.None);

    [Fact]
    public async Task NextAsync_LeadThatIsErased_LeavesNothingBehind()
    {
        var store = await StoreWithAsync("dana");
        Assert.True(await new TableLeadStore(azurite.Tables, TimeProvider.System).EraseAsync("dana", 1, null, default));

        Assert.Equal(0, await store.NextAsync("dana", 0, default));
        Assert.Equal(0, await azurite.Tables.Leads.QueryAsync<TableEntity>().CountAsync());
    }

    protected override async Task<IEpochStore> StoreWithAsync(string leadId)
    {
        await new TableLeadStore(azurite.Tables, TimeProvider.System).CommitAsync(new(Sample.Lead(leadId), 0, [], [], [], null), default);
        return new TableEpochStore(azurite.Tables);
    }
}
