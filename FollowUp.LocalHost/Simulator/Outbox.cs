using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;
using NodaTime;
using SQLitePCL;

namespace FollowUp.LocalHost.Simulator;

/// <summary>
/// All that left the house and what reached its phones, in a database of its own: a real carrier does not forget what it sent when
/// our process dies, so this survives a kill as well. It need not survive a power cut, and so does not wait for the disk.
/// </summary>
public sealed class Outbox : IDisposable
{
    private readonly Lock gate = new();
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> prepared = [];
    private readonly Dictionary<string, string> early = [];
    private readonly ConcurrentQueue<Work> waiting = [];
    private int isWriting;

    /// <summary>Opens or creates the file.</summary>
    public Outbox(string path)
    {
        connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;");
        Execute("""
            CREATE TABLE IF NOT EXISTS left_house(
              id INTEGER PRIMARY KEY, at INTEGER NOT NULL, channel TEXT NOT NULL, recipient TEXT NOT NULL, sender TEXT NOT NULL,
              text TEXT NOT NULL, subject TEXT, lead TEXT, touch TEXT, status TEXT NOT NULL, inbound INTEGER NOT NULL, provider TEXT);
            CREATE INDEX IF NOT EXISTS left_provider ON left_house(provider) WHERE provider IS NOT NULL;
            CREATE INDEX IF NOT EXISTS left_touch ON left_house(touch);
            CREATE INDEX IF NOT EXISTS left_open ON left_house(id) WHERE provider IS NOT NULL AND status IN ('sent', 'ringing');
            """);
    }

    /// <summary>Adds an item; <paramref name="provider"/> is the id under which its carrier will tell of it.</summary>
    public Task<OutboxItem> AddAsync(OutboxItem item, bool inbound, string? provider) => WriteAsync(() =>
    {
        // What is told of a message can be here before the message itself.
        var status = provider is not null && early.Remove(provider, out var told) ? told
            : item.TouchId is { } touch && early.Remove(touch, out var ended) ? ended
            : item.Status;
        var id = Prepared(
            "INSERT INTO left_house(at,channel,recipient,sender,text,subject,lead,touch,status,inbound,provider) VALUES(@at,@channel,@to,@from,@text,@subject,@lead,@touch,@status,@inbound,@provider) RETURNING id",
            ("@at", item.At.ToUnixTimeTicks()), ("@channel", item.Channel), ("@to", item.To), ("@from", item.From), ("@text", item.Text),
            ("@subject", item.Subject), ("@lead", item.LeadId), ("@touch", item.TouchId), ("@status", status), ("@inbound", inbound ? 1 : 0),
            ("@provider", provider)).ExecuteScalar();
        return item with { Id = Convert.ToString((long)id!, CultureInfo.InvariantCulture) };
    });

    /// <summary>What left after a time (or after an item), oldest first.</summary>
    public IReadOnlyList<OutboxItem> Sent(Instant? since, long after, int max) => Read(
        "inbound=0 AND at>=@since AND id>@after ORDER BY id LIMIT @max",
        ("@since", since?.ToUnixTimeTicks() ?? long.MinValue), ("@after", after), ("@max", max));

    /// <summary>What a number or address sent and got, oldest first.</summary>
    public IReadOnlyList<OutboxItem> Of(string party) => Read("recipient=@party OR sender=@party ORDER BY id", ("@party", party));

    /// <summary>One item, by its own id or by its touch's, or null.</summary>
    public OutboxItem? Find(string id) => Read("id=@number OR touch=@id ORDER BY id DESC LIMIT 1", ("@number", long.TryParse(id, out var n) ? n : -1), ("@id", id)).FirstOrDefault();

    /// <summary>What a carrier has not told the end of.</summary>
    public IReadOnlyList<OutboxItem> Unsettled() => Read("provider IS NOT NULL AND status IN ('sent', 'ringing') ORDER BY id");

    /// <summary>Gives an item its last status.</summary>
    public Task SettleAsync(string id, string status) => WriteAsync(() => Change("id=@key", long.Parse(id, CultureInfo.InvariantCulture), status));

    /// <summary>Gives the message with a carrier's id its last status.</summary>
    public Task SettleProvidedAsync(string provider, string status) => WriteAsync(() =>
        Change("provider=@key AND status='sent'", provider, status) > 0 || Remember(provider, status, "provider=@key"));

    /// <summary>Gives a touch's call its disposition; the first one counts.</summary>
    public Task SettleCallAsync(string touch, string disposition) => WriteAsync(() =>
        Change("touch=@key AND status='ringing'", touch, disposition) > 0 || Remember(touch, disposition, "touch=@key"));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in prepared.Values) command.Dispose();
        connection.Dispose();
    }

    private bool Remember(string key, string status, string where) => Read(where, ("@key", key)).Count == 0 && early.TryAdd(key, status);

    private int Change(string where, object key, string status) =>
        Prepared("UPDATE left_house SET status=@status WHERE " + where, ("@status", status), ("@key", key)).ExecuteNonQuery();

    /// <summary>Whoever comes first writes for all who come meanwhile, in one transaction; they wait without holding a thread.</summary>
    private Task<T> WriteAsync<T>(Func<T> write)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var result = default(T)!;
        waiting.Enqueue(new(() => result = write(), () => done.SetResult(result), done.SetException));
        while (!waiting.IsEmpty && Interlocked.Exchange(ref isWriting, 1) == 0)
        {
            WriteWaiting();
            Volatile.Write(ref isWriting, 0);
        }
        return done.Task;
    }

    private void WriteWaiting()
    {
        var group = new List<Work>();
        while (waiting.TryDequeue(out var work)) group.Add(work);
        lock (gate)
        {
            try
            {
                Prepared("BEGIN IMMEDIATE").ExecuteNonQuery();
                foreach (var work in group) work.Run();
                Prepared("COMMIT").ExecuteNonQuery();
            }
            catch (SqliteException e)
            {
                // A full disk and the like: nobody's item was written, and everybody hears so.
                if (raw.sqlite3_get_autocommit(connection.Handle) == 0) Prepared("ROLLBACK").ExecuteNonQuery();
                foreach (var work in group) work.Refuse(e);
                return;
            }
        }
        foreach (var work in group) work.Answer();
    }

    private List<OutboxItem> Read(string where, params (string Name, object? Value)[] parameters)
    {
        lock (gate)
        {
            using var command = Command("SELECT id,at,channel,recipient,sender,text,subject,lead,touch,status,provider FROM left_house WHERE " + where, parameters);
            using var reader = command.ExecuteReader();
            var items = new List<OutboxItem>();
            while (reader.Read())
                items.Add(new(
                    reader.GetString(0), Instant.FromUnixTimeTicks(reader.GetInt64(1)), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                    reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetString(6), reader.IsDBNull(7) ? null : reader.GetString(7),
                    reader.IsDBNull(8) ? null : reader.GetString(8), reader.GetString(9))
                {
                    ProviderId = reader.IsDBNull(10) ? null : reader.GetString(10),
                });
            return items;
        }
    }

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    // What every message asks for is compiled once: the lock is held while it runs.
    private SqliteCommand Prepared(string sql, params (string Name, object? Value)[] parameters)
    {
        if (prepared.TryGetValue(sql, out var command))
            foreach (var (name, value) in parameters) command.Parameters[name].Value = value ?? DBNull.Value;
        else
            prepared[sql] = command = Command(sql, parameters);
        return command;
    }

#pragma warning disable CA2100 // The SQL is this class's own; values are parameters.
    private SqliteCommand Command(string sql, params (string Name, object? Value)[] parameters)
    {
        var command = new SqliteCommand(sql, connection);
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
#pragma warning restore CA2100

    private sealed record Work(Action Run, Action Answer, Action<Exception> Refuse);
}
