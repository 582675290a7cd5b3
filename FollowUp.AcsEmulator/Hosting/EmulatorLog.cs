using System.Text.Json;
using FollowUp.AcsEmulator.Rest;

namespace FollowUp.AcsEmulator;

/// <summary>One line of what came in and what went out. <paramref name="Kind"/>: request, event, callback, phone, fault.</summary>
public sealed record LogEntry(long Seq, DateTimeOffset At, string Kind, string Name, string Text, JsonElement? Data);

/// <summary>The last few thousand things that happened, newest last.</summary>
public sealed class EmulatorLog
{
    private const int Kept = 5000;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly LinkedList<LogEntry> _entries = [];
    private long _seq;

    internal EmulatorLog(TimeProvider time) => _time = time;

    /// <summary>Told of every line, after it was written. Must be quick and not throw.</summary>
    public event Action<LogEntry>? Added;

    internal void Add(string kind, string name, string text, object? data = null)
    {
        var json = data is null ? (JsonElement?)null : JsonSerializer.SerializeToElement(data, EmulatorJson.Options);
        LogEntry entry;
        lock (_gate)
        {
            entry = new LogEntry(++_seq, _time.GetUtcNow(), kind, name, text, json);
            _entries.AddLast(entry);
            if (_entries.Count > Kept)
                _entries.RemoveFirst();
        }
        Added?.Invoke(entry);
    }

    public IReadOnlyList<LogEntry> Since(long seq)
    {
        lock (_gate)
            return [.. _entries.Where(entry => entry.Seq > seq)];
    }
}
