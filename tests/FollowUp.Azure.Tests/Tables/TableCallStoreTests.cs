using FollowUp.Azure.Tables;
using FollowUp.Core.Stores;
using FollowUp.Testing.Stores;

namespace FollowUp.Azure.Tests.Tables;

public sealed class TableCallStoreTests : CallStoreConformance, IAsyncLifetime
{
    private readonly Azurite azurite = new();

    protected override ICallStore Store => new TableCallStore(azurite.Tables);

    public Task InitializeAsync() => azurite.Tables.CreateAsync(CancellationToken.None);

    public Task DisposeAsync() => azurite.Tables.DeleteAsync(CancellationToken.None);
}
