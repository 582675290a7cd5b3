using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace FollowUp.Contracts.Tests;

public sealed class TableTransactionTests(AzuriteTable azurite) : IClassFixture<AzuriteTable>
{
    private readonly TableClient _table = azurite.Table;
    private readonly string _partition = AzuriteTable.NewName();

    [Fact]
    public async Task SubmitTransaction_AHundredOperations_AllThere()
    {
        var response = await _table.SubmitTransactionAsync(Rows(100).Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));

        Assert.Equal(100, response.Value.Count);
        Assert.All(response.Value, part => Assert.Equal(204, part.Status));
        var rows = await _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {_partition}")).ToListAsync();
        Assert.Equal(100, rows.Count);
        Assert.Equal(response.Value.Select(part => part.Headers.ETag!.Value), rows.Select(row => row.ETag));
    }

    [Fact]
    public async Task SubmitTransaction_OneConflict_NamesItsIndexAndChangesNothing()
    {
        var rows = Rows(100).ToList();
        await _table.AddEntityAsync(new TableEntity(_partition, rows[73].RowKey) { ["Value"] = -1 });

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => _table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row))));

        Assert.Equal((409, "EntityAlreadyExists", 73), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        var left = Assert.Single(await _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {_partition}")).ToListAsync());
        Assert.Equal(-1, left.GetInt32("Value"));
    }

    [Fact]
    public async Task SubmitTransaction_StaleETag_Is412WithItsIndex()
    {
        var lead = new TableEntity(_partition, "lead") { ["Version"] = 1 };
        var first = (await _table.AddEntityAsync(lead)).Headers.ETag!.Value;
        await _table.UpsertEntityAsync(lead);
        TableTransactionAction[] actions =
        [
            new(TableTransactionActionType.Add, new TableEntity(_partition, "touch")),
            new(TableTransactionActionType.UpdateReplace, lead, first),
        ];

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => _table.SubmitTransactionAsync(actions));

        Assert.Equal((412, "UpdateConditionNotSatisfied", 1), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        Assert.False((await _table.GetEntityIfExistsAsync<TableEntity>(_partition, "touch")).HasValue);
    }

    [Fact]
    public async Task SubmitTransaction_EveryKindOfAction_DoesEach()
    {
        var etags = new Dictionary<string, ETag>();
        foreach (var name in (string[])["merge", "replace", "delete"])
        {
            etags[name] = (await _table.AddEntityAsync(new TableEntity(_partition, name) { ["Old"] = true })).Headers.ETag!.Value;
        }
        TableEntity Row(string name) => new(_partition, name) { ["New"] = "Grüße 🙂" };

        var response = await _table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("add")),
            new(TableTransactionActionType.UpdateMerge, Row("merge"), etags["merge"]),
            new(TableTransactionActionType.UpdateReplace, Row("replace"), etags["replace"]),
            new(TableTransactionActionType.Delete, Row("delete"), etags["delete"]),
            new(TableTransactionActionType.UpsertMerge, Row("upsertMerge")),
            new(TableTransactionActionType.UpsertReplace, Row("upsertReplace")),
        ]);

        Assert.Equal(6, response.Value.Count);
        var rows = await _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {_partition}")).ToListAsync();
        Assert.Equal(["add", "merge", "replace", "upsertMerge", "upsertReplace"], rows.Select(row => row.RowKey));
        Assert.All(rows, row => Assert.Equal("Grüße 🙂", row.GetString("New")));
        Assert.Equal("merge", Assert.Single(rows, row => row.ContainsKey("Old")).RowKey);
    }

    [Fact]
    public async Task SubmitTransaction_Empty_IsRefused() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => _table.SubmitTransactionAsync([]));

    [Fact]
    public async Task SubmitTransaction_SameRowTwice_Is400()
    {
        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => _table.SubmitTransactionAsync(
            Enumerable.Repeat(new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(_partition, "a")), 2)));

        Assert.Equal((400, "InvalidDuplicateRow"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task QueryAsync_OverAThousandEntities_PagesAndGoesOnFromAToken()
    {
        foreach (var chunk in Rows(1_250).Chunk(100))
        {
            await _table.SubmitTransactionAsync(chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
        }
        var query = _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {_partition}"), select: ["RowKey", "Value"]);

        var pages = await query.AsPages().ToListAsync();
        var small = await query.AsPages(pageSizeHint: 200).Take(2).ToListAsync();
        var rest = await query.AsPages(small[1].ContinuationToken, 500).ToListAsync();
        var maxPerPage = await _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {_partition}"), 625).AsPages().ToListAsync();

        Assert.Equal([1000, 250], pages.Select(page => page.Values.Count));
        Assert.Null(pages[1].ContinuationToken);
        Assert.Equal([200, 200], small.Select(page => page.Values.Count));
        Assert.Equal([500, 350], rest.Select(page => page.Values.Count));
        Assert.Equal([625, 625], maxPerPage.Where(page => page.Values.Count > 0).Select(page => page.Values.Count));
        Assert.Equal(Enumerable.Range(0, 1_250), small.Concat(rest).SelectMany(page => page.Values).Select(row => row.GetInt32("Value")!.Value));
    }

    private IEnumerable<TableEntity> Rows(int count) => Enumerable.Range(0, count)
        .Select(number => new TableEntity(_partition, number.ToString("d5", CultureInfo.InvariantCulture)) { ["Value"] = number });
}
