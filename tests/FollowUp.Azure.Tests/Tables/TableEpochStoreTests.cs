using FollowUp.Azure.Tables;
using FollowUp.Core.Stores;
using FollowUp.Testing.Stores;

namespace FollowUp.Azure.Tests.Tables;

public sealed class TableEpochStoreTests : EpochStoreConformance, IAsyncLifetime
{
    private readonly Azurite azurite = new();

    public Task InitializeAsync() => azurite.Tables.CreateAsync(CancellationToken.None);

    public Task DisposeAsync() => azurite.Tables.DeleteAsync(CancellationToken.None);

    protected override Task<IEpochStore> StoreWithAsync(string leadId) => Task.FromResult<IEpochStore>(new TableEpochStore(azurite.Tables));
}
