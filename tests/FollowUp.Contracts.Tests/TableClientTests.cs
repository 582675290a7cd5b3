using Azure;
using Azure.Data.Tables;

namespace FollowUp.Contracts.Tests;

public sealed class TableClientTests(AzuriteTable azurite) : IClassFixture<AzuriteTable>
{
    private readonly TableClient _table = azurite.Table;
    private readonly string _partition = AzuriteTable.NewName();

    [Fact]
    public async Task CreateIfNotExists_Twice_IsNoError()
    {
        var table = azurite.Service.GetTableClient(AzuriteTable.NewName());

        Assert.Equal(table.Name, (await table.CreateIfNotExistsAsync()).Value.Name);
        Assert.Equal(table.Name, (await table.CreateIfNotExistsAsync()).Value.Name);
        var conflict = await Assert.ThrowsAsync<RequestFailedException>(() => table.CreateAsync());
        Assert.Equal((409, "TableAlreadyExists"), (conflict.Status, conflict.ErrorCode));

        Assert.Equal(204, (await table.DeleteAsync()).Status);
        Assert.Equal(404, (await table.DeleteAsync()).Status);
    }

    [Fact]
    public async Task CreateTableIfNotExists_ManyAtOnce_AllSucceed()
    {
        var name = AzuriteTable.NewName();

        var items = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => azurite.Service.CreateTableIfNotExistsAsync(name)));

        Assert.All(items, item => Assert.Equal(name, item.Value.Name));
        Assert.Contains(name, await azurite.Service.QueryAsync($"TableName eq '{name}'").Select(item => item.Name).ToListAsync());
        await azurite.Service.DeleteTableAsync(name);
    }

    [Fact]
    public async Task AddEntity_OfEveryType_ReadsBackTheSame()
    {
        var at = new DateTimeOffset(2026, 3, 8, 9, 30, 15, TimeSpan.Zero).AddTicks(1234567);
        var id = Guid.NewGuid();
        var entity = new TableEntity(_partition, "types")
        {
            ["Text"] = "Grüße, 東京 \"quoted\" \\ 🙂\n",
            ["Flag"] = true,
            ["Small"] = 42,
            ["Big"] = 9_007_199_254_740_993L,
            ["Half"] = 0.5,
            ["WholeDouble"] = 5.0,
            ["Bytes"] = new byte[] { 0, 1, 254, 255 },
            ["At"] = at,
            ["Id"] = id,
            ["Nothing"] = null,
        };
        var added = await _table.AddEntityAsync(entity);

        var read = (await _table.GetEntityAsync<TableEntity>(_partition, "types")).Value;

        Assert.Equal(entity.GetString("Text"), read.GetString("Text"));
        Assert.True(read.GetBoolean("Flag"));
        Assert.Equal(42, read.GetInt32("Small"));
        Assert.Equal(9_007_199_254_740_993L, read.GetInt64("Big"));
        Assert.Equal(0.5, read.GetDouble("Half"));
        Assert.Equal(5.0, read.GetDouble("WholeDouble"));
        Assert.Equal([0, 1, 254, 255], read.GetBinary("Bytes"));
        Assert.Equal(at, read.GetDateTimeOffset("At"));
        Assert.Equal(at.UtcDateTime, read.GetDateTime("At"));
        Assert.Equal(id, read.GetGuid("Id"));
        Assert.Null(read.GetString("Nothing"));
        Assert.Equal(added.Headers.ETag, read.ETag);
        Assert.NotNull(read.Timestamp);
        Assert.Throws<InvalidOperationException>(() => read.GetInt64("Small"));
    }

    [Fact]
    public async Task AddEntity_Twice_Is409()
    {
        await _table.AddEntityAsync(new TableEntity(_partition, "once"));

        var conflict = await Assert.ThrowsAsync<RequestFailedException>(() => _table.AddEntityAsync(new TableEntity(_partition, "once")));

        Assert.Equal((409, "EntityAlreadyExists"), (conflict.Status, conflict.ErrorCode));
    }

    [Fact]
    public async Task UpdateEntity_StaleETag_Is412()
    {
        var entity = new TableEntity(_partition, "guarded") { ["Value"] = 1, ["Kept"] = "yes" };
        var first = (await _table.AddEntityAsync(entity)).Headers.ETag!.Value;
        entity["Value"] = 2;
        var second = (await _table.UpdateEntityAsync(entity, first, TableUpdateMode.Replace)).Headers.ETag!.Value;

        var stale = await Assert.ThrowsAsync<RequestFailedException>(() => _table.UpdateEntityAsync(entity, first, TableUpdateMode.Replace));
        await _table.UpdateEntityAsync(new TableEntity(_partition, "guarded") { ["Value"] = 3 }, second);

        Assert.Equal((412, "UpdateConditionNotSatisfied"), (stale.Status, stale.ErrorCode));
        var read = (await _table.GetEntityAsync<TableEntity>(_partition, "guarded")).Value;
        Assert.Equal((3, "yes"), (read.GetInt32("Value"), read.GetString("Kept")));
        await Assert.ThrowsAsync<ArgumentException>(() => _table.UpdateEntityAsync(entity, default));
    }

    [Fact]
    public async Task UpsertEntity_MergeThenReplace_KeepsThenDropsTheRest()
    {
        await _table.UpsertEntityAsync(new TableEntity(_partition, "upsert") { ["A"] = 1 });
        await _table.UpsertEntityAsync(new TableEntity(_partition, "upsert") { ["B"] = 2 });
        var merged = (await _table.GetEntityAsync<TableEntity>(_partition, "upsert", ["A", "B"])).Value;
        await _table.UpsertEntityAsync(new TableEntity(_partition, "upsert") { ["C"] = 3 }, TableUpdateMode.Replace);
        var replaced = (await _table.GetEntityAsync<TableEntity>(_partition, "upsert")).Value;

        Assert.Equal((1, 2), (merged.GetInt32("A"), merged.GetInt32("B")));
        Assert.Equal((null, null, 3), (replaced.GetInt32("A"), replaced.GetInt32("B"), replaced.GetInt32("C")));
    }

    [Fact]
    public async Task MissingEntity_GetIs404_IfExistsHasNoValue_DeleteIsNoError()
    {
        var missing = await Assert.ThrowsAsync<RequestFailedException>(() => _table.GetEntityAsync<TableEntity>(_partition, "nobody"));
        var none = await _table.GetEntityIfExistsAsync<TableEntity>(_partition, "nobody");
        var deleted = await _table.DeleteEntityAsync(_partition, "nobody");
        var noTable = await Assert.ThrowsAsync<RequestFailedException>(
            () => azurite.Service.GetTableClient(AzuriteTable.NewName()).AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal((404, "ResourceNotFound"), (missing.Status, missing.ErrorCode));
        Assert.False(none.HasValue);
        Assert.Equal(404, deleted.Status);
        Assert.Equal((404, "TableNotFound"), (noTable.Status, noTable.ErrorCode));
    }

    [Fact]
    public async Task DeleteEntity_StaleETag_Is412AndThenWithoutOneGoes()
    {
        var entity = new TableEntity(_partition, "goes");
        var first = (await _table.AddEntityAsync(entity)).Headers.ETag!.Value;
        await _table.UpsertEntityAsync(new TableEntity(_partition, "goes") { ["Changed"] = true });

        var stale = await Assert.ThrowsAsync<RequestFailedException>(() => _table.DeleteEntityAsync(_partition, "goes", first));

        Assert.Equal(412, stale.Status);
        Assert.Equal(204, (await _table.DeleteEntityAsync(_partition, "goes")).Status);
        Assert.False((await _table.GetEntityIfExistsAsync<TableEntity>(_partition, "goes")).HasValue);
    }

    [Theory]
    [InlineData("O'Brien's")]
    [InlineData("a b+c&d=e;f,g")]
    [InlineData("+15125550123")]
    [InlineData("名前 é 🙂")]
    [InlineData("(RowKey='x')")]
    [InlineData("100~!@$*_-.:<>[]{}|^`\"")]
    public async Task Keys_WithOddCharacters_WriteReadQueryDelete(string key)
    {
        var entity = new TableEntity($"{_partition} {key}", key) { ["Value"] = key };
        await _table.AddEntityAsync(entity);
        await _table.SubmitTransactionAsync([new(TableTransactionActionType.UpsertReplace, entity)]);

        var read = (await _table.GetEntityAsync<TableEntity>(entity.PartitionKey, key)).Value;
        var found = await _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {entity.PartitionKey} and RowKey eq {key}")).ToListAsync();

        Assert.Equal((entity.PartitionKey, key, key), (read.PartitionKey, read.RowKey, read.GetString("Value")));
        Assert.Equal(key, Assert.Single(found).RowKey);
        Assert.Equal(204, (await _table.DeleteEntityAsync(entity.PartitionKey, key, read.ETag)).Status);
    }

    [Fact]
    public async Task CreateQueryFilter_EveryLiteral_FindsTheEntity()
    {
        var at = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.FromHours(-5));
        var id = Guid.NewGuid();
        await _table.AddEntityAsync(new TableEntity(_partition, "filter")
        {
            ["Flag"] = true, ["Small"] = 7, ["Big"] = 7_000_000_000L, ["Half"] = 0.5, ["At"] = at, ["Id"] = id, ["Name"] = "it's",
        });
        FormattableString filter =
            $"PartitionKey eq {_partition} and Flag eq {true} and Small eq {7} and Big eq {7_000_000_000L} and Half eq {0.5} and At le {at} and Id eq {id} and Name eq {"it's"}";

        Assert.Single(await _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter(filter)).ToListAsync());
        Assert.Equal("Raw eq X'00FF'", TableClient.CreateQueryFilter($"Raw eq {new byte[] { 0, 255 }}"));
    }
}
