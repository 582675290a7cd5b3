using System.Globalization;
using Azure.Data.Tables;

namespace FollowUp.Contracts.Tests;

/// <summary>A table of its own for each test class, on the Azurite that <c>dotnet dev.cs test</c> started.</summary>
public sealed class AzuriteTable : IAsyncLifetime
{
    public TableServiceClient Service { get; } = new(ConnectionString);

    public TableClient Table { get; private set; } = null!;

    public static string ConnectionString => Environment.GetEnvironmentVariable("FOLLOWUP_AZURITE")
        ?? throw new InvalidOperationException("FOLLOWUP_AZURITE is not set: run the tests with 'dotnet dev.cs test', which starts Azurite.");

    public static string NewName() => string.Create(CultureInfo.InvariantCulture, $"t{Guid.NewGuid():n}");

    public async Task InitializeAsync()
    {
        Table = Service.GetTableClient(NewName());
        await Table.CreateAsync();
    }

    public async Task DisposeAsync() => await Table.DeleteAsync();
}
