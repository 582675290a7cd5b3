using FollowUp.Core.Calls;
using FollowUp.Core.Events;
using FollowUp.Core.Serialization;
using FollowUp.Core.Stores;
using NodaTime;

namespace FollowUp.Testing.Stores;

/// <summary>What every <see cref="ICallStore"/> must do.</summary>
public abstract class CallStoreConformance
{
    private const string Number = "+18335550100";

    /// <summary>A store without any call, or the same one again.</summary>
    protected abstract ICallStore Store { get; }

    [Fact]
    public async Task LoadAsync_NobodyKnowsIt_IsNull() => Assert.Null(await Store.LoadAsync("unknown", default));

    [Theory]
    [InlineData("lead1-1-0.0-0")]
    [InlineData("a2d2f82c-7239-4daa-a0cd-7f31ff703132")]
    [InlineData("odd/id\\with#?% '\"ü")]
    public async Task SaveAsync_NewCall_IsReadAsItWasWritten(string id)
    {
        var call = Call(id) with
        {
            Phones = [new("+15125550111", RungState.Asked, "invitation")], AcceptedBy = "+15125550111", AcceptedAt = Sample.Now,
            Script = new("Press 1", null, [new("1", ["yes"], "1", true)], "+15125550111"),
            Facts = [new("call/x/missed", Sample.Now, new LeadEvent.CallMissed("x", "+12125550143", Number, 18))],
        };

        Assert.True(await Store.SaveAsync(call, call.DueAt, null, default));

        Assert.Equal(StoredJson.Write(call), StoredJson.Write((await Store.LoadAsync(id, default))!.Call));
    }

    [Fact]
    public async Task SaveAsync_NewCallThatIsThere_IsRefused()
    {
        await Store.SaveAsync(Call("one"), Sample.Now, null, default);

        Assert.False(await Store.SaveAsync(Call("one") with { Stage = CallStage.Over }, Sample.Now, null, default));
        Assert.Equal(CallStage.Placing, (await Store.LoadAsync("one", default))!.Call.Stage);
    }

    [Fact]
    public async Task SaveAsync_TwentyAtOnceOnTheSameVersion_OneWins()
    {
        await Store.SaveAsync(Call("one"), Sample.Now, null, default);
        var version = (await Store.LoadAsync("one", default))!.Version;

        var saved = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Task.Run(
            () => Store.SaveAsync(Call("one") with { Asked = i }, Sample.Now, version, default))));

        Assert.Single(saved, won => won);
        Assert.NotEqual(version, (await Store.LoadAsync("one", default))!.Version);
    }

    [Fact]
    public async Task SaveAsync_CallThatWasForgotten_IsRefused()
    {
        await Store.SaveAsync(Call("one"), Sample.Now, null, default);
        var stored = (await Store.LoadAsync("one", default))!;
        await Store.DeleteAsync("one", default);
        await Store.DeleteAsync("one", default);

        Assert.False(await Store.SaveAsync(stored.Call, Sample.Now, stored.Version, default));
        Assert.Null(await Store.LoadAsync("one", default));
    }

    [Fact]
    public async Task DueAsync_FindsWhatIsDueAndNextSaysWhen()
    {
        Assert.Null(await Store.NextCallDueAsync(default));
        await Store.SaveAsync(Call("soon"), Sample.Now + Duration.FromMinutes(1), null, default);
        await Store.SaveAsync(Call("later"), Sample.Now + Duration.FromHours(1), null, default);
        await Store.SaveAsync(Call("latest"), Sample.Now + Duration.FromDays(1), null, default);

        Assert.Equal(Sample.Now + Duration.FromMinutes(1), await Store.NextCallDueAsync(default));
        Assert.Empty(await Store.DueAsync(Sample.Now, 10, default));
        Assert.Equal(["soon"], await Store.DueAsync(Sample.Now + Duration.FromMinutes(1), 10, default));
        Assert.Equal(["later", "soon"], (await Store.DueAsync(Sample.Now + Duration.FromHours(2), 10, default)).Order(StringComparer.Ordinal));
        Assert.Single(await Store.DueAsync(Sample.Now + Duration.FromDays(2), 1, default));
    }

    [Fact]
    public async Task OpenAsync_CountsCallsOfOursFromANumberThatAreNotOver()
    {
        await Store.SaveAsync(Call("one"), Sample.Now, null, default);
        await Store.SaveAsync(Call("two"), Sample.Now, null, default);
        await Store.SaveAsync(Call("inbound") with { IsOutbound = false }, Sample.Now, null, default);
        await Store.SaveAsync(Call("elsewhere") with { Number = "+18335550101" }, Sample.Now, null, default);
        Assert.Equal(2, await Store.OpenAsync(Number, default));

        var one = (await Store.LoadAsync("one", default))!;
        await Store.SaveAsync(one.Call with { Stage = CallStage.Over }, Sample.Now, one.Version, default);
        Assert.Equal(1, await Store.OpenAsync(Number, default));
    }

    protected static CallRecord Call(string id) => new()
    {
        Id = id, IsOutbound = true, Stage = CallStage.Placing, Person = "+12125550143", Number = Number, StartedAt = Sample.Now,
        DueAt = Sample.Now + Duration.FromMinutes(5), LeadId = "lead1",
    };
}
