using Microsoft.Data.Sqlite;

namespace FollowUp.LocalHost.Storage;

/// <summary>The tables, and how a database file is opened.</summary>
/// <remarks>
/// Leads get a small number of their own, so that the rows below them stay short. The lead's row holds what lists and the
/// scheduler look at; its document is kept apart, so that walking an index never drags documents through the cache.
/// Timeline rows have lead and row number in one integer key: rows of a lead lie together, and long ones need no overflow page.
/// Bodies of states and rows are <see cref="Packed"/>.
/// </remarks>
internal static class Schema
{
    /// <summary>Raised whenever the tables change.</summary>
    public const int Version = 2;

    /// <summary>How far a lead's number is shifted in the key of its timeline rows.</summary>
    public const int SeqBits = 24;

    private const string Tables =
        """
        CREATE TABLE lead (
            no INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL DEFAULT 0,   -- 0: no decision yet, only a contact or events
            created INTEGER,                      -- first contact; times are ticks of 100 ns since 1970
            due INTEGER,
            stage TEXT,
            owner TEXT,
            tags TEXT);                           -- each between two U+001F
        CREATE INDEX lead_created ON lead (created) WHERE created IS NOT NULL;
        CREATE INDEX lead_due ON lead (due) WHERE due IS NOT NULL;
        CREATE TABLE state (lead INTEGER PRIMARY KEY, body BLOB NOT NULL);
        CREATE TABLE entry (
            key INTEGER PRIMARY KEY,              -- lead << 24 | seq
            body BLOB NOT NULL,                   -- as first written; the columns below override it
            status TEXT, reason TEXT, rule TEXT);
        CREATE TABLE inbox (lead INTEGER NOT NULL, id BLOB NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY (lead, id)) WITHOUT ROWID;
        CREATE TABLE seen (lead INTEGER NOT NULL, id BLOB NOT NULL, PRIMARY KEY (lead, id)) WITHOUT ROWID;
        CREATE TABLE contact (contact TEXT PRIMARY KEY, lead INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX contact_lead ON contact (lead);
        CREATE TABLE sequence (id TEXT NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY (id, version)) WITHOUT ROWID;
        """;

    /// <summary>Since version 2: what leads are found by, and the business's documents. Cards come with a lead's next commit.</summary>
    private const string Cards =
        """
        CREATE TABLE card (
            lead INTEGER PRIMARY KEY,
            active INTEGER NOT NULL,
            owner TEXT,
            marks INTEGER NOT NULL,
            search TEXT NOT NULL);
        CREATE INDEX card_active ON card (active);
        CREATE INDEX card_tasks ON card (active) WHERE (marks & 16) <> 0;
        CREATE TABLE appointment (lead INTEGER NOT NULL, starts INTEGER NOT NULL, PRIMARY KEY (lead, starts)) WITHOUT ROWID;
        CREATE TABLE document (name TEXT NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY (name, version)) WITHOUT ROWID;
        """;

    /// <summary>Opens the file for writing; makes it, or brings it up to date.</summary>
    /// <exception cref="InvalidOperationException">A newer version of the product wrote it.</exception>
    public static SqliteConnection OpenWriter(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            // FULL: a commit is on the disk before it is answered. secure_delete: what is erased is gone from the file too.
            Execute(connection,
                """
                PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
                PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 2000; PRAGMA journal_size_limit = 33554432;
                """);
            Upgrade(connection, path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens the file for reading; the writer has made it.</summary>
    public static SqliteConnection OpenReader(string path) => Open(path, SqliteOpenMode.ReadOnly);

    /// <summary>Runs statements that give nothing back.</summary>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only this folder's own constants come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        // Pooled connections would keep the file open, and its log unmerged, after the store was closed.
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        Execute(connection, "PRAGMA busy_timeout = 5000"); // Another process may be looking at the file, a backup for one.
        return connection;
    }

    private static void Upgrade(SqliteConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        var found = (long)command.ExecuteScalar()!;
        if (found > Version)
            throw new InvalidOperationException(
                $"{path} was written by a newer FollowUp (its tables are version {found}, this one knows {Version}): " +
                "start that one, or another data directory");
        if (found == Version) return;
        Execute(connection, $"BEGIN IMMEDIATE; {(found == 0 ? Tables : "")} {Cards} PRAGMA user_version = {Version}; COMMIT");
    }
}
