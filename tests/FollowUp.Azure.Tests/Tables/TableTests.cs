using FollowUp.Azure.Tables;

namespace FollowUp.Azure.Tests.Tables;

/// <summary>Tests with a store on tables of their own.</summary>
public abstract class TableTests : IAsyncLifetime
{
    private protected Azurite Azurite { get; private set; } = null!;

    private protected TableLeadStore Store { get; private set; } = null!;

    private protected static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync()
    {
        Azurite = await Azurite.CreateAsync();
        Store = new TableLeadStore(Azurite.Tables, TimeProvider.System);
    }

    public Task DisposeAsync() => Azurite.Tables.DeleteAsync(None);
}
