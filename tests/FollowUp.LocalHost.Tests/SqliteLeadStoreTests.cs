using FollowUp.LocalHost.Storage;
using FollowUp.Testing.Stores;

namespace FollowUp.LocalHost.Tests;

public sealed class SqliteLeadStoreTests : LeadStoreConformance, IDisposable
{
    private readonly TemporaryDirectory directory = new();

    protected override Task<StoresUnderTest> CreateAsync()
    {
        var store = SqliteLeadStore.Open(directory.File("followup.db"));
        return Task.FromResult(new StoresUnderTest(store, store));
    }

    // After the store: xunit disposes of the asynchronous part of a test first.
    public void Dispose() => directory.Dispose();
}
