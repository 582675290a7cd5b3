using FollowUp.Core.Stores;
using FollowUp.LocalHost.Storage;
using FollowUp.Testing.Stores;

namespace FollowUp.LocalHost.Tests;

public sealed class SqliteCallStoreTests : CallStoreConformance, IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly SqliteCallStore store;

    public SqliteCallStoreTests() => store = new(directory.File("calls.db"));

    protected override ICallStore Store => store;

    public void Dispose()
    {
        store.Dispose();
        directory.Dispose();
    }
}
