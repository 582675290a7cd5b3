using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FollowUp.LocalHost.Storage;

/// <summary>
/// A statement that is compiled once and run often. It goes to SQLite directly: the ADO.NET command looks every parameter up
/// by name and makes several objects per run, which costs more than the run itself. Not thread-safe, like its connection.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 connection;
    private readonly sqlite3_stmt handle;

    public Statement(SqliteConnection connection, string sql)
    {
        Sql = sql;
        this.connection = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(this.connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out handle));
    }

    public string Sql { get; }

    /// <summary>Begins a run; parameters are added in the order of ?1, ?2, ... The run must be disposed.</summary>
    public Run Start() => new(this);

    public void Dispose() => handle.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, connection);
    }

    /// <summary>One run of the statement.</summary>
    internal ref struct Run(Statement statement)
    {
        private readonly sqlite3_stmt handle = statement.handle;
        private int bound;

        public Run With(long value)
        {
            statement.Check(raw.sqlite3_bind_int64(handle, ++bound, value));
            return this;
        }

        public Run With(long? value)
        {
            if (value is { } number) return With(number);
            return WithNull();
        }

        public Run With(string? value)
        {
            if (value is null) return WithNull();
            statement.Check(raw.sqlite3_bind_text(handle, ++bound, value));
            return this;
        }

        public Run With(ReadOnlySpan<byte> value)
        {
            statement.Check(raw.sqlite3_bind_blob(handle, ++bound, value));
            return this;
        }

        /// <summary>Goes to the next row; false after the last.</summary>
        public readonly bool Next()
        {
            var code = raw.sqlite3_step(handle);
            if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE)) statement.Check(code);
            return code == raw.SQLITE_ROW;
        }

        /// <summary>Runs to the end, and says how many rows were changed.</summary>
        public readonly int Execute()
        {
            using (this)
            {
                Next();
                return raw.sqlite3_changes(statement.connection);
            }
        }

        public readonly bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

        public readonly long Number(int column) => raw.sqlite3_column_int64(handle, column);

        public readonly long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

        public readonly string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

        public readonly string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

        /// <summary>Valid until the next row.</summary>
        public readonly ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

        /// <summary>Ends the run: until then it holds on to its snapshot of the database.</summary>
        public readonly void Dispose()
        {
            // The code repeats the error of the last step, which has been thrown already.
            _ = raw.sqlite3_reset(handle);
            _ = raw.sqlite3_clear_bindings(handle);
        }

        private Run WithNull()
        {
            statement.Check(raw.sqlite3_bind_null(handle, ++bound));
            return this;
        }
    }
}
