using FollowUp.Azure.Tables;
using FollowUp.Core.Calls;
using FollowUp.Core.Stores;
using FollowUp.Testing.Stores;

namespace FollowUp.Azure.Tests.Tables;

public sealed class TableCallStoreTests : CallStoreConformance, IAsyncLifetime
{
    private readonly Azurite azurite = new();

    protected override ICallStore Store => new TableCallStore(azurite.Tables);

    public Task InitializeAsync() => azurite.Tables.CreateAsync(CancellationToken.None);

    public Task DisposeAsync() => azurite.Tables.DeleteAsync(CancellationToken.None);

    [Fact]
    public async Task SaveAsync_AnswerLost_KnowsItselfAgain()
    {
        var call = Call("c1");
        azurite.LoseAnswer("calls");
        Assert.True(await Store.SaveAsync(call, call.DueAt, null, default));
        var version = (await Store.LoadAsync("c1", default))!.Version;
        azurite.LoseAnswer(")");

        Assert.True(await Store.SaveAsync(call with { Stage = CallStage.Ringing }, call.DueAt, version, default));

        Assert.Equal(CallStage.Ringing, (await Store.LoadAsync("c1", default))!.Call.Stage);
    }
}
