using FollowUp.Azure.Tables;
using FollowUp.Testing.Stores;

namespace FollowUp.Azure.Tests.Tables;

public sealed class TableLeadStoreTests : LeadStoreConformance
{
    private Azurite? azurite;

    // Five pages of what the service gives at most at once.
    protected override int ManyLeads => 5_000;

    protected override async Task<StoresUnderTest> CreateAsync()
    {
        azurite = await Azurite.CreateAsync();
        var store = new TableLeadStore(azurite.Tables, TimeProvider.System);
        return new(store, store);
    }

    protected override Task RemoveAsync() => azurite!.Tables.DeleteAsync(CancellationToken.None);
}
