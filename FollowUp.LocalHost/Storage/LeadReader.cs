using System.Text.Json;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Core.Serialization;
using FollowUp.Core.Stores;
using FollowUp.Core.Timelines;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace FollowUp.LocalHost.Storage;

/// <summary>A reading connection and what is asked on it; used by one caller at a time.</summary>
internal sealed class LeadReader : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly List<Statement> statements = [];
    private readonly Statement contact, lead, unseen, current, due, nextDue, list, timeline, latest, sequences;
    private readonly Statement find, findTasks, document;

    public LeadReader(SqliteConnection connection)
    {
        const string Entries =
            "SELECT e.key, e.body, e.status, e.reason, e.rule FROM lead l JOIN entry e " +
            "ON e.key > (l.no << 24 | ?2) AND e.key < (l.no + 1 << 24) WHERE l.id = ?1 ORDER BY e.key ";
        this.connection = connection;
        contact = Prepare("SELECT l.id FROM contact c JOIN lead l ON l.no = c.lead WHERE c.contact = ?1");
        lead = Prepare("SELECT l.no, l.version, s.body FROM lead l LEFT JOIN state s ON s.lead = l.no WHERE l.id = ?1");
        unseen = Prepare("SELECT body FROM inbox WHERE lead = ?1");
        current = Prepare("SELECT version = ?2 AND NOT EXISTS (SELECT 1 FROM inbox WHERE lead = no) FROM lead WHERE id = ?1");
        due = Prepare("SELECT id FROM lead WHERE due <= ?1 ORDER BY due LIMIT ?2");
        nextDue = Prepare("SELECT due FROM lead WHERE due IS NOT NULL ORDER BY due LIMIT 1");
        // The first comparison is implied by the second, but without it SQLite would not see that the index holds all it needs.
        list = Prepare(
            """
            SELECT l.created, l.no, s.body FROM lead l JOIN state s ON s.lead = l.no
            WHERE l.created <= ?1 AND (l.created, l.no) < (?1, ?2) AND (?3 IS NULL OR l.stage = ?3) AND (?4 IS NULL OR l.owner = ?4)
              AND (?5 IS NULL OR instr(l.tags, ?5) > 0)
            ORDER BY l.created DESC, l.no DESC LIMIT ?6
            """);
        find = Prepare(Find(""));
        findTasks = Prepare(Find("AND (c.marks & 16) <> 0 "));
        document = Prepare("SELECT version, body FROM document WHERE name = ?1 ORDER BY version DESC LIMIT 1");
        timeline = Prepare(Entries + "LIMIT ?3");
        latest = Prepare(Entries + "DESC LIMIT ?3");
        sequences = Prepare("SELECT body FROM sequence ORDER BY id, version");
    }

    /// <summary>All that is ever asked, for a test of how it is answered.</summary>
    public IEnumerable<string> Sql => statements.Select(s => s.Sql);

    public string? FindByContact(string value)
    {
        using var row = contact.Start().With(value);
        return row.Next() ? row.Text(0) : null;
    }

    public LeadSnapshot Load(string leadId)
    {
        long no;
        long version;
        LeadState? state;
        using (var row = lead.Start().With(leadId))
        {
            if (!row.Next()) return new LeadSnapshot(null, 0, []);
            (no, version, state) = (row.Number(0), row.Number(1), row.IsNull(2) ? null : Packed.Read(row.Bytes(2), StoredJson.ReadState));
        }

        // The state first, then the events, without a transaction around them: a commit in between makes this version stale, so
        // what is decided on it is refused. The other way round, events would be seen twice.
        var events = new List<EventEnvelope>();
        using var rows = unseen.Start().With(no);
        while (rows.Next()) events.Add(StoredJson.ReadEvent(rows.Bytes(0)));
        return new LeadSnapshot(state, version, events);
    }

    public bool IsCurrent(string leadId, long version)
    {
        using var row = current.Start().With(leadId).With(version);
        return row.Next() ? row.Number(0) != 0 : version == 0;
    }

    public IReadOnlyList<string> Due(Instant now, int max)
    {
        var ids = new List<string>();
        using var rows = due.Start().With(Keys.Floor(now)).With(max);
        while (rows.Next()) ids.Add(rows.Text(0));
        return ids;
    }

    public Instant? NextDue()
    {
        using var row = nextDue.Start();
        return row.Next() ? Instant.FromUnixTimeTicks(row.Number(0)) : null;
    }

    public Page<LeadState> List(LeadFilter filter, int max, string? cursor)
    {
        var (created, no) = Keys.ReadCursor(cursor, (long.MaxValue, long.MaxValue));
        if (filter.Phone is not null || filter.Email is not null) return ListContact(filter, cursor);
        var items = new List<LeadState>();
        using var rows = list.Start()
            .With(created).With(no).With(filter.Stage).With(filter.Owner).With(Keys.OfTag(filter.Tag)).With(max + 1L);
        while (rows.Next())
        {
            if (items.Count == max) return new Page<LeadState>(items, Keys.Cursor(created, no));
            (created, no) = (rows.Number(0), rows.Number(1));
            items.Add(Packed.Read(rows.Bytes(2), StoredJson.ReadState));
        }

        return new Page<LeadState>(items, null);
    }

    public Page<LeadState> FindLeads(LeadQuery query, int max, string? cursor)
    {
        var (active, no) = Keys.ReadCursor(cursor, (long.MaxValue, long.MaxValue));
        var items = new List<LeadState>();
        using var rows = (query.Marks.HasFlag(LeadMarks.Tasks) ? findTasks : find).Start()
            .With(active).With(no).With((long)query.Marks).With(query.Owner).With(query.OrUnowned ? 1L : 0L).With(query.Needle)
            .With(Keys.Ceiling(query.AppointmentFrom)).With(Keys.Ceiling(query.AppointmentBefore)).With(max + 1L);
        while (rows.Next())
        {
            if (items.Count == max) return new Page<LeadState>(items, Keys.Cursor(active, no));
            (active, no) = (rows.Number(0), rows.Number(1));
            items.Add(Packed.Read(rows.Bytes(2), StoredJson.ReadState));
        }

        return new Page<LeadState>(items, null);
    }

    public StoredDocument? Document(string name)
    {
        using var row = document.Start().With(name);
        return row.Next() ? new StoredDocument((int)row.Number(0), row.Bytes(1).ToArray()) : null;
    }

    public Page<TimelineEntry> Timeline(string leadId, int max, string? cursor)
    {
        var (after, _) = Keys.ReadCursor(cursor, (0, 0));
        var rows = ReadEntries(timeline, leadId, after, max + 1L);
        if (rows.Count <= max) return new Page<TimelineEntry>(rows, null);
        rows.RemoveAt(max);
        return new Page<TimelineEntry>(rows, Keys.Cursor(rows[^1].Seq));
    }

    public IReadOnlyList<TimelineEntry> Latest(string leadId, int max)
    {
        var rows = ReadEntries(latest, leadId, 0, max);
        rows.Reverse();
        return rows;
    }

    public IReadOnlyList<Sequence> Sequences()
    {
        var all = new List<Sequence>();
        using var rows = sequences.Start();
        while (rows.Next()) all.Add(JsonSerializer.Deserialize<Sequence>(rows.Bytes(0), StoredJson.Options)!);
        return all;
    }

    public void Dispose()
    {
        foreach (var statement in statements) statement.Dispose();
        connection.Dispose();
    }

    private static string Find(string index) =>
        $"""
        SELECT c.active, c.lead, s.body FROM card c JOIN state s ON s.lead = c.lead
        WHERE c.active <= ?1 AND (c.active, c.lead) < (?1, ?2) {index}AND (c.marks & ?3) = ?3
          AND (?4 IS NULL OR c.owner = ?4 OR (?5 AND c.owner IS NULL)) AND (?6 IS NULL OR instr(c.search, ?6) > 0)
          AND (?7 IS NULL OR EXISTS (SELECT 1 FROM appointment a WHERE a.lead = c.lead AND a.starts >= ?7 AND a.starts < ?8))
        ORDER BY c.active DESC, c.lead DESC LIMIT ?9
        """;

    private Page<LeadState> ListContact(LeadFilter filter, string? cursor)
    {
        var byPhone = filter.Phone is null ? null : FindByContact(filter.Phone);
        var byEmail = filter.Email is null ? null : FindByContact(filter.Email);
        var id = byPhone ?? byEmail;
        // One lead at most, so there is never a second page.
        if (cursor is not null || id is null || (filter.Phone is not null && byPhone != id) || (filter.Email is not null && byEmail != id)
            || Load(id).State is not { } state || (filter.Stage is not null && state.Stage != filter.Stage)
            || (filter.Owner is not null && state.Owner != filter.Owner) || (filter.Tag is not null && !state.Tags.Contains(filter.Tag)))
            return new Page<LeadState>([], null);
        return new Page<LeadState>([state], null);
    }

    private static List<TimelineEntry> ReadEntries(Statement statement, string leadId, long after, long max)
    {
        var entries = new List<TimelineEntry>();
        using var rows = statement.Start().With(leadId).With(after).With(max);
        while (rows.Next())
        {
            var entry = Packed.Read(rows.Bytes(1), StoredJson.ReadEntry);
            if (rows.TextOrNull(2) is { } status)
                entry = entry with
                {
                    Status = Keys.ReadStatus(status), Reason = rows.TextOrNull(3) ?? entry.Reason, Rule = rows.TextOrNull(4) ?? entry.Rule,
                };
            entries.Add(entry);
        }

        return entries;
    }

    private Statement Prepare(string sql)
    {
        var statement = new Statement(connection, sql);
        statements.Add(statement);
        return statement;
    }
}
