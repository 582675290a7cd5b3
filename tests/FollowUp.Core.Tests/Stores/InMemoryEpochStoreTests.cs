using FollowUp.Core.Stores;
using FollowUp.Testing.Stores;

namespace FollowUp.Core.Tests.Stores;

public sealed class InMemoryEpochStoreTests : EpochStoreConformance
{
    private readonly InMemoryEpochStore store = new();

    protected override Task<IEpochStore> StoreWithAsync(string leadId) => Task.FromResult<IEpochStore>(store);
}
