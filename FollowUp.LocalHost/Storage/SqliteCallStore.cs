using System.Globalization;
using FollowUp.Core.Calls;
using FollowUp.Core.Serialization;
using FollowUp.Core.Stores;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace FollowUp.LocalHost.Storage;

/// <summary>Calls while they last, in a small file of their own; a save is on the disk before it is answered.</summary>
public sealed class SqliteCallStore : ICallStore, IDisposable
{
    private readonly Lock gate = new();
    private readonly SqliteConnection connection;

    /// <summary>Opens or creates the file.</summary>
    public SqliteCallStore(string path)
    {
        connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Schema.Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
        Schema.Execute(connection,
            """
            CREATE TABLE IF NOT EXISTS call (id TEXT PRIMARY KEY, version INTEGER NOT NULL, due INTEGER NOT NULL, open_from TEXT, body BLOB NOT NULL) WITHOUT ROWID;
            CREATE INDEX IF NOT EXISTS call_due ON call (due);
            CREATE INDEX IF NOT EXISTS call_open ON call (open_from) WHERE open_from IS NOT NULL;
            """);
    }

    /// <summary>Told of every call that was saved; must be quick and not throw.</summary>
    public event Action<CallRecord>? Saved;

    /// <inheritdoc/>
    public Task<StoredCall?> LoadAsync(string id, CancellationToken cancellation)
    {
        lock (gate)
        {
            using var command = Command("SELECT body, version FROM call WHERE id = $id", ("$id", id));
            using var row = command.ExecuteReader();
            return Task.FromResult(row.Read()
                ? new StoredCall(StoredJson.ReadCall((byte[])row.GetValue(0)), row.GetInt64(1).ToString(CultureInfo.InvariantCulture))
                : null);
        }
    }

    /// <inheritdoc/>
    public Task<bool> SaveAsync(CallRecord call, Instant due, string? version, CancellationToken cancellation)
    {
        var open = call is { IsOutbound: true, Stage: not CallStage.Over } ? call.Number : null;
        lock (gate)
        {
            using var command = Command(
                version is null
                    ? "INSERT OR IGNORE INTO call (id, version, due, open_from, body) VALUES ($id, 1, $due, $open, $body)"
                    : "UPDATE call SET version = version + 1, due = $due, open_from = $open, body = $body WHERE id = $id AND version = $version",
                ("$id", call.Id), ("$due", due.ToUnixTimeTicks()), ("$open", open), ("$body", StoredJson.Write(call)),
                ("$version", version is null ? null : long.Parse(version, CultureInfo.InvariantCulture)));
            if (command.ExecuteNonQuery() == 0) return Task.FromResult(false);
        }
        Saved?.Invoke(call);
        return Task.FromResult(true);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> DueAsync(Instant now, int max, CancellationToken cancellation)
    {
        lock (gate)
        {
            using var command = Command("SELECT id FROM call WHERE due <= $now ORDER BY due LIMIT $max", ("$now", now.ToUnixTimeTicks()), ("$max", max));
            using var row = command.ExecuteReader();
            var ids = new List<string>();
            while (row.Read()) ids.Add(row.GetString(0));
            return Task.FromResult<IReadOnlyList<string>>(ids);
        }
    }

    /// <inheritdoc/>
    public Task<Instant?> NextCallDueAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            using var command = Command("SELECT min(due) FROM call");
            return Task.FromResult<Instant?>(command.ExecuteScalar() is long ticks ? Instant.FromUnixTimeTicks(ticks) : null);
        }
    }

    /// <inheritdoc/>
    public Task<int> OpenAsync(string number, CancellationToken cancellation)
    {
        lock (gate)
        {
            using var command = Command("SELECT count(*) FROM call WHERE open_from = $number", ("$number", number));
            return Task.FromResult((int)(long)command.ExecuteScalar()!);
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string id, CancellationToken cancellation)
    {
        lock (gate)
        {
            using var command = Command("DELETE FROM call WHERE id = $id", ("$id", id));
            command.ExecuteNonQuery();
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

#pragma warning disable CA2100 // The SQL is this class's own; values are parameters.
    private SqliteCommand Command(string sql, params (string Name, object? Value)[] parameters)
    {
        var command = new SqliteCommand(sql, connection);
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
#pragma warning restore CA2100
}
