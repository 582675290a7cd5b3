using Microsoft.Data.Sqlite;

namespace FollowUp.LocalHost.Storage;

/// <summary>A decision with everything made ready on the caller's thread, so that the writer only writes.</summary>
internal sealed record PreparedCommit(
    string Id,
    long ExpectedVersion,
    byte[] State,
    long Created,
    string? Stage,
    string? Owner,
    string? Tags,
    long? WakeAt,
    PreparedCard Card,
    IReadOnlyList<byte[]> Seen,
    IReadOnlyList<(int Seq, byte[] Body)> Entries,
    IReadOnlyList<(int Seq, string Status, string? Reason, string? Rule)> Changes);

/// <summary>What a lead is found by, ready to be written.</summary>
internal sealed record PreparedCard(long Active, string? Owner, long Marks, string Search, IReadOnlyList<long> Appointments);

/// <summary>The writing connection and what is done on it, always inside a transaction that <see cref="GroupCommit"/> opened.</summary>
internal sealed class LeadWriter : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly List<Statement> statements = [];
    private readonly Statement findLead, addLead, setLead, setDue, dropLead;
    private readonly Statement findContact, addContact, dropContacts;
    private readonly Statement isSeen, addSeen, dropSeen, addUnseen, takeUnseen, oldestUnseen, dropUnseen;
    private readonly Statement setState, dropState, addEntry, changeEntry, dropEntries, addSequence;
    private readonly Statement setCard, dropCard, addAppointment, dropAppointments, addDocument;

    public LeadWriter(SqliteConnection connection)
    {
        this.connection = connection;
        findLead = Prepare("SELECT no, version FROM lead WHERE id = ?1");
        addLead = Prepare("INSERT INTO lead (id) VALUES (?1) RETURNING no");
        setLead = Prepare("UPDATE lead SET version = ?2, due = ?3, created = ?4, stage = ?5, owner = ?6, tags = ?7 WHERE no = ?1");
        setDue = Prepare("UPDATE lead SET due = ?2 WHERE no = ?1 AND (due IS NULL OR due > ?2)");
        dropLead = Prepare("DELETE FROM lead WHERE no = ?1");
        findContact = Prepare("SELECT l.id FROM contact c JOIN lead l ON l.no = c.lead WHERE c.contact = ?1");
        addContact = Prepare("INSERT INTO contact (contact, lead) VALUES (?1, ?2)");
        dropContacts = Prepare("DELETE FROM contact WHERE lead = ?1");
        isSeen = Prepare("SELECT 1 FROM seen WHERE lead = ?1 AND id = ?2");
        addSeen = Prepare("INSERT OR IGNORE INTO seen (lead, id) VALUES (?1, ?2)");
        dropSeen = Prepare("DELETE FROM seen WHERE lead = ?1");
        addUnseen = Prepare("INSERT OR IGNORE INTO inbox (lead, id, at, body) VALUES (?1, ?2, ?3, ?4)");
        takeUnseen = Prepare("DELETE FROM inbox WHERE lead = ?1 AND id = ?2");
        oldestUnseen = Prepare("SELECT min(at) FROM inbox WHERE lead = ?1");
        dropUnseen = Prepare("DELETE FROM inbox WHERE lead = ?1");
        setState = Prepare("INSERT INTO state (lead, body) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET body = excluded.body");
        dropState = Prepare("DELETE FROM state WHERE lead = ?1");
        addEntry = Prepare("INSERT INTO entry (key, body) VALUES (?1, ?2)");
        changeEntry = Prepare("UPDATE entry SET status = ?2, reason = coalesce(?3, reason), rule = coalesce(?4, rule) WHERE key = ?1");
        dropEntries = Prepare("DELETE FROM entry WHERE key >= ?1 AND key < ?2");
        // Most commits leave the card as it is, and then no page of it is written.
        setCard = Prepare(
            """
            INSERT INTO card (lead, active, owner, marks, search) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT DO UPDATE SET active = excluded.active, owner = excluded.owner, marks = excluded.marks, search = excluded.search
            WHERE active <> excluded.active OR marks <> excluded.marks OR search <> excluded.search OR owner IS NOT excluded.owner
            """);
        dropCard = Prepare("DELETE FROM card WHERE lead = ?1");
        addAppointment = Prepare("INSERT INTO appointment (lead, starts) VALUES (?1, ?2)");
        dropAppointments = Prepare("DELETE FROM appointment WHERE lead = ?1");
        addDocument = Prepare("INSERT OR IGNORE INTO document (name, version, body) VALUES (?1, ?2, ?3)");
        addSequence = Prepare("INSERT OR IGNORE INTO sequence (id, version, body) VALUES (?1, ?2, ?3)");
    }

    /// <summary>All that is ever done, for a test of how it is done.</summary>
    public IEnumerable<string> Sql => statements.Select(s => s.Sql);

    public void Run(string sql) => Schema.Execute(connection, sql);

    public string Claim(string contact, string leadId)
    {
        using (var owner = findContact.Start().With(contact))
            if (owner.Next()) return owner.Text(0);
        addContact.Start().With(contact).With(FindOrAdd(leadId).No).Execute();
        return leadId;
    }

    public bool Append(string leadId, byte[] eventKey, byte[] body, long now)
    {
        var (no, _) = FindOrAdd(leadId);
        using (var known = isSeen.Start().With(no).With(eventKey))
            if (known.Next()) return false;
        if (addUnseen.Start().With(no).With(eventKey).With(now).With(body).Execute() == 0) return false;
        setDue.Start().With(no).With(now).Execute();
        return true;
    }

    public bool Commit(PreparedCommit commit)
    {
        var found = Find(commit.Id);
        if ((found?.Version ?? 0) != commit.ExpectedVersion) return false;
        var no = found?.No ?? Add(commit.Id);

        foreach (var key in commit.Seen)
            if (takeUnseen.Start().With(no).With(key).Execute() > 0)
                addSeen.Start().With(no).With(key).Execute();
        setState.Start().With(no).With(commit.State).Execute();
        foreach (var (seq, body) in commit.Entries)
            addEntry.Start().With(Keys.OfEntry(no, seq)).With(body).Execute();
        foreach (var (seq, status, reason, rule) in commit.Changes)
            changeEntry.Start().With(Keys.OfEntry(no, seq)).With(status).With(reason).With(rule).Execute();

        setLead.Start().With(no).With(commit.ExpectedVersion + 1).With(DueOf(no, commit.WakeAt)).With(commit.Created)
            .With(commit.Stage).With(commit.Owner).With(commit.Tags).Execute();
        var card = commit.Card;
        setCard.Start().With(no).With(card.Active).With(card.Owner).With(card.Marks).With(card.Search).Execute();
        dropAppointments.Start().With(no).Execute();
        foreach (var starts in card.Appointments) addAppointment.Start().With(no).With(starts).Execute();
        return true;
    }

    public bool Erase(string leadId, long version, PreparedCommit? remains, IReadOnlyList<string> contacts)
    {
        if (Find(leadId) is not { } found || found.Version != version || version == 0 || HasUnseen(found.No)) return false;
        foreach (var drop in (Statement[])[dropContacts, dropUnseen, dropSeen, dropAppointments]) drop.Start().With(found.No).Execute();
        dropEntries.Start().With(Keys.OfEntry(found.No, 0)).With(Keys.OfEntry(found.No + 1, 0)).Execute();
        if (remains is not null)
        {
            foreach (var contact in contacts) Claim(contact, leadId);
            return Commit(remains);
        }
        foreach (var drop in (Statement[])[dropState, dropCard, dropLead]) drop.Start().With(found.No).Execute();
        return true;
    }

    public bool AddSequence(string id, int version, byte[] body) => addSequence.Start().With(id).With(version).With(body).Execute() > 0;

    public bool AddDocument(string name, int version, byte[] body) => addDocument.Start().With(name).With(version).With(body).Execute() > 0;

    public void Dispose()
    {
        foreach (var statement in statements) statement.Dispose();
        connection.Dispose();
    }

    /// <summary>An event that came in while the decision was made keeps the lead due, whatever the decision thinks.</summary>
    private long? DueOf(long no, long? wakeAt)
    {
        using var oldest = oldestUnseen.Start().With(no);
        return oldest.Next() && oldest.NumberOrNull(0) is { } unseen && (wakeAt is null || unseen < wakeAt) ? unseen : wakeAt;
    }

    private bool HasUnseen(long no)
    {
        using var oldest = oldestUnseen.Start().With(no);
        return oldest.Next() && oldest.NumberOrNull(0) is not null;
    }

    private (long No, long Version) FindOrAdd(string leadId) => Find(leadId) ?? (Add(leadId), 0);

    private (long No, long Version)? Find(string leadId)
    {
        using var lead = findLead.Start().With(leadId);
        return lead.Next() ? (lead.Number(0), lead.Number(1)) : null;
    }

    private long Add(string leadId)
    {
        using var added = addLead.Start().With(leadId);
        added.Next();
        return added.Number(0);
    }

    private Statement Prepare(string sql)
    {
        var statement = new Statement(connection, sql);
        statements.Add(statement);
        return statement;
    }
}
