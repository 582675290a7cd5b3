using FollowUp.LocalHost.Storage;
using Microsoft.Data.Sqlite;

namespace FollowUp.LocalHost.Tests;

/// <summary>With a hundred thousand leads a single full scan is felt, at start-up first of all.</summary>
public sealed class SqlitePlanTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void EveryStatement_GoesThroughAKeyOrAnIndex()
    {
        using var connection = Schema.OpenWriter(directory.File("followup.db"));
        using var reader = new LeadReader(connection);
        using var writer = new LeadWriter(connection);
        string[] statements = [.. reader.Sql, .. writer.Sql];

        // The few sequences are read whole.
        Assert.All(statements.Where(sql => !sql.Contains("FROM sequence", StringComparison.Ordinal)), sql =>
            Assert.DoesNotContain(Plan(connection, sql), IsSlow));
    }

    private static bool IsSlow(string step) =>
        step.StartsWith("SCAN", StringComparison.Ordinal) || step.Contains("TEMP B-TREE", StringComparison.Ordinal);

    private static List<string> Plan(SqliteConnection connection, string sql)
    {
        using var plan = new Statement(connection, "EXPLAIN QUERY PLAN " + sql);
        using var rows = plan.Start();
        var steps = new List<string>();
        while (rows.Next()) steps.Add(rows.Text(3));
        return steps;
    }
}
