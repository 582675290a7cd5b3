using FollowUp.Testing.Stores;

namespace FollowUp.Core.Tests.Stores;

public sealed class InMemoryLeadStoreTests : LeadStoreConformance
{
    protected override Task<StoresUnderTest> CreateAsync()
    {
        var store = new InMemoryLeadStore();
        return Task.FromResult(new StoresUnderTest(store, store));
    }
}
