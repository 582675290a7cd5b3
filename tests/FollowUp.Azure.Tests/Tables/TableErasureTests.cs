using Azure.Data.Tables;
using FollowUp.Azure.Tables;
using FollowUp.Core.Leads;
using FollowUp.Core.Stores;
using FollowUp.Testing;

namespace FollowUp.Azure.Tests.Tables;

/// <summary>Erasing takes many operations, so it can be cut off between any two of them, or met by somebody else.</summary>
public sealed class TableErasureTests : TableTests
{
    private const string Email = "dana@example.com";

    [Fact]
    public async Task Erase_ProcessDiesAfterAnyOperation_TheOptOutIsKeptAndErasingGoesOn()
    {
        var optedOut = Sample.Lead("a") with { Phones = ["+15125550142"], OptOut = new(Sample.Now, "sms", "STOP") };
        for (var operations = 0; ; operations++)
        {
            var id = "lead" + operations;
            var (state, phone) = (optedOut with { Id = id, Phones = ["+15125550" + (300 + operations)] }, "+15125550" + (300 + operations));
            await Store.ClaimContactAsync(phone, id, None);
            for (var block = 0; block < 3; block++)
                await Store.CommitAsync(new LeadCommit(state, block, [], [.. Enumerable.Range((block * 60) + 1, 60).Select(n => Sample.Row(n))], [], null), None);

            Azurite.DieAfter(operations);
            var died = false;
            try { Assert.True(await Store.EraseAsync(id, 3, Erasure.RemainsOf(state), None)); }
            catch (InvalidOperationException) { died = true; }
            Azurite.DieAfter(null);

            var next = new TableLeadStore(Azurite.Tables, TimeProvider.System);
            Assert.Equal(id, await next.FindByContactAsync(phone, None));
            var left = await next.LoadAsync(id, None);
            Assert.NotNull(left.State!.OptOut);
            if (died) Assert.True(await next.EraseAsync(id, left.Version, Erasure.RemainsOf(left.State), None));
            Assert.Empty((await next.TimelineAsync(id, 10, null, None)).Items);
            Assert.Equal("erased", Assert.Single((await next.LoadAsync(id, None)).State!.Tags));
            if (!died) break;
        }
    }

    [Fact]
    public async Task Erase_ProcessDiesAfterAnyOperation_CanBeAskedForAgainAndLeavesNothing()
    {
        for (var operations = 0; ; operations++)
        {
            var id = "lead" + operations;
            await FillAsync(id);

            Azurite.DieAfter(operations);
            var died = false;
            try { Assert.True(await Store.EraseAsync(id, 3, null, None)); }
            catch (InvalidOperationException) { died = true; }
            Azurite.DieAfter(null);

            // As long as anything of the person is left there is a lead to erase; the index rows of one that is gone are cleared by whoever lists.
            var next = new TableLeadStore(Azurite.Tables, new ManualTime(DateTimeOffset.UtcNow + TimeSpan.FromHours(1)));
            var left = await next.LoadAsync(id, None);
            if (left.State is not null) Assert.True(await next.EraseAsync(id, left.Version, Erasure.RemainsOf(left.State), None));
            else Assert.True(died || !await AnyAsync(Azurite.Tables.Listing));
            Assert.Empty((await next.ListAsync(new(), 10, null, None)).Items);
            Assert.Empty((await next.FindAsync(new(), 10, null, None)).Items);
            foreach (var table in new[] { Azurite.Tables.Leads, Azurite.Tables.Contacts, Azurite.Tables.Listing }) Assert.False(await AnyAsync(table));
            if (!died) break;
        }
    }

    [Fact]
    public async Task Erase_EventComesInMeanwhile_IsLeftAndTheLeadWithIt()
    {
        await FillAsync("a");
        var other = new TableLeadStore(Azurite.Tables, TimeProvider.System);
        var batches = 0;
        Azurite.Before(
            request => request.Uri.Path!.EndsWith("$batch", StringComparison.Ordinal) && ++batches == 2,
            () => other.AppendAsync("a", Sample.Missed("late"), Sample.Now, None));

        Assert.False(await Store.EraseAsync("a", 3, null, None));

        var left = await Store.LoadAsync("a", None);
        Assert.Equal("late", Assert.Single(left.Unseen).Id);
        Assert.Equal("erased", Assert.Single(left.State!.Tags));
        Assert.Equal("a", await Store.FindByContactAsync(Email, None));
    }

    [Fact]
    public async Task Erase_AskedForTwiceAtOnce_LeavesNothing()
    {
        await FillAsync("a");

        await Task.WhenAll(EraseAsync(Store), EraseAsync(new TableLeadStore(Azurite.Tables, TimeProvider.System)));

        Assert.False(await AnyAsync(Azurite.Tables.Leads));
        Assert.False(await AnyAsync(Azurite.Tables.Contacts));

        static async Task EraseAsync(TableLeadStore Store)
        {
            while (await Store.LoadAsync("a", None) is { State: not null } lead && !await Store.EraseAsync("a", lead.Version, null, None)) { }
        }
    }

    /// <summary>More rows than a transaction removes, contacts, and the count of its runs.</summary>
    private async Task FillAsync(string id)
    {
        foreach (var contact in new[] { "+15125550142", Email }) await Store.ClaimContactAsync(contact, id, None);
        for (var version = 0; version < 3; version++)
        {
            string[] seen = [.. Enumerable.Range(0, 40).Select(i => $"e{version}-{i}")];
            foreach (var e in seen) await Store.AppendAsync(id, Sample.Missed(e), Sample.Now, None);
            Assert.True(await Store.CommitAsync(new LeadCommit(Sample.Lead(id), version, seen, [Sample.Row(version + 1)], [], null), None));
        }
        await new TableEpochStore(Azurite.Tables).NextAsync(id, 0, None);
    }

    private static async Task<bool> AnyAsync(TableClient table) => await table.QueryAsync<TableEntity>().AnyAsync();
}
