using Microsoft.Data.Sqlite;
using NodaTime;

namespace FollowUp.LocalHost.Simulator;

/// <summary>
/// What the simulated carrier remembers, in a database of its own: a real carrier does not forget what it sent when our process
/// dies, so this one survives a kill as well. It need not survive a power cut, and so does not wait for the disk.
/// </summary>
public sealed class Outbox : IDisposable
{
    private readonly Lock gate = new();
    private readonly SqliteConnection connection;

    /// <summary>Opens or creates the file.</summary>
    public Outbox(string path)
    {
        connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;");
        Execute("""
            CREATE TABLE IF NOT EXISTS item(
              id INTEGER PRIMARY KEY, at INTEGER NOT NULL, channel TEXT NOT NULL, recipient TEXT NOT NULL, sender TEXT NOT NULL,
              text TEXT NOT NULL, subject TEXT, lead TEXT, touch TEXT, status TEXT NOT NULL, inbound INTEGER NOT NULL, report_at INTEGER);
            CREATE INDEX IF NOT EXISTS item_report ON item(report_at) WHERE report_at IS NOT NULL;
            """);
    }

    /// <summary>Adds an item; a report on it is due at <paramref name="reportAt"/>, if one comes at all.</summary>
    public OutboxItem Add(OutboxItem item, bool inbound, Instant? reportAt)
    {
        lock (gate)
        {
            using var command = Command(
                "INSERT INTO item(at,channel,recipient,sender,text,subject,lead,touch,status,inbound,report_at) VALUES(@at,@channel,@to,@from,@text,@subject,@lead,@touch,@status,@inbound,@report) RETURNING id",
                ("@at", item.At.ToUnixTimeTicks()), ("@channel", item.Channel), ("@to", item.To), ("@from", item.From), ("@text", item.Text),
                ("@subject", item.Subject), ("@lead", item.LeadId), ("@touch", item.TouchId), ("@status", item.Status), ("@inbound", inbound ? 1 : 0),
                ("@report", reportAt?.ToUnixTimeTicks()));
            return item with { Id = Convert.ToString((long)command.ExecuteScalar()!, System.Globalization.CultureInfo.InvariantCulture) };
        }
    }

    /// <summary>What left after a time (or after an item), oldest first.</summary>
    public IReadOnlyList<OutboxItem> Sent(Instant? since, long after, int max) => Read(
        "inbound=0 AND at>=@since AND id>@after ORDER BY id LIMIT @max",
        ("@since", since?.ToUnixTimeTicks() ?? long.MinValue), ("@after", after), ("@max", max));

    /// <summary>What a number or address sent and got, oldest first.</summary>
    public IReadOnlyList<OutboxItem> Of(string party) => Read("recipient=@party OR sender=@party ORDER BY id", ("@party", party));

    /// <summary>One item, by its own id or by its touch's, or null.</summary>
    public OutboxItem? Find(string id) => Read("id=@number OR touch=@id ORDER BY id DESC LIMIT 1", ("@number", long.TryParse(id, out var n) ? n : -1), ("@id", id)).FirstOrDefault();

    /// <summary>Items whose report is due.</summary>
    public IReadOnlyList<OutboxItem> ReportsDue(Instant now, int max) =>
        Read("report_at<=@now ORDER BY report_at, id LIMIT @max", ("@now", now.ToUnixTimeTicks()), ("@max", max));

    /// <summary>When the next report is due.</summary>
    public Instant? NextReport()
    {
        lock (gate)
        {
            using var command = Command("SELECT min(report_at) FROM item WHERE report_at IS NOT NULL");
            return command.ExecuteScalar() is long ticks ? Instant.FromUnixTimeTicks(ticks) : null;
        }
    }

    /// <summary>Gives an item its last status: no report on it is due any more.</summary>
    public void Settle(string id, string status)
    {
        lock (gate)
        {
            using var command = Command("UPDATE item SET status=@status, report_at=NULL WHERE id=@id", ("@status", status), ("@id", id));
            command.ExecuteNonQuery();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private List<OutboxItem> Read(string where, params (string Name, object? Value)[] parameters)
    {
        lock (gate)
        {
            using var command = Command("SELECT id,at,channel,recipient,sender,text,subject,lead,touch,status FROM item WHERE " + where, parameters);
            using var reader = command.ExecuteReader();
            var items = new List<OutboxItem>();
            while (reader.Read())
                items.Add(new(
                    reader.GetString(0), Instant.FromUnixTimeTicks(reader.GetInt64(1)), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                    reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetString(6), reader.IsDBNull(7) ? null : reader.GetString(7),
                    reader.IsDBNull(8) ? null : reader.GetString(8), reader.GetString(9)));
            return items;
        }
    }

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

#pragma warning disable CA2100 // The SQL is this class's own; values are parameters.
    private SqliteCommand Command(string sql, params (string Name, object? Value)[] parameters)
    {
        var command = new SqliteCommand(sql, connection);
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
#pragma warning restore CA2100
}
