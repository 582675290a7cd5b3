using System.Globalization;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Core.Stores;
using FollowUp.Core.Timelines;
using NodaTime;

namespace FollowUp.Testing.Stores;

/// <summary>The port in its plainest form: what the other stores have to behave like. One lock, nothing kept on disk.</summary>
public sealed class InMemoryLeadStore : ILeadStore, ISequenceStore, IDocumentStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, string> contacts = [];
    private readonly Dictionary<string, Entry> leads = [];
    private readonly Dictionary<(string, int), Sequence> sequences = [];
    private readonly Dictionary<string, List<StoredDocument>> documents = [];
    private long added;

    /// <inheritdoc/>
    public Task<string> ClaimContactAsync(string contact, string leadId, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (contacts.TryGetValue(contact, out var owner)) return Task.FromResult(owner);
            FindOrAdd(leadId);
            contacts.Add(contact, leadId);
            return Task.FromResult(leadId);
        }
    }

    /// <inheritdoc/>
    public Task<string?> FindByContactAsync(string contact, CancellationToken cancellation)
    {
        lock (gate) return Task.FromResult(contacts.GetValueOrDefault(contact));
    }

    /// <inheritdoc/>
    public Task<bool> AppendAsync(string leadId, EventEnvelope envelope, Instant now, CancellationToken cancellation)
    {
        lock (gate)
        {
            var lead = FindOrAdd(leadId);
            if (!lead.Known.Add(envelope.Id)) return Task.FromResult(false);
            lead.Unseen.Add(envelope.Id, (envelope, now));
            lead.Due = Earlier(lead.Due, now);
            return Task.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public Task<LeadSnapshot> LoadAsync(string leadId, CancellationToken cancellation)
    {
        lock (gate)
        {
            return Task.FromResult(leads.TryGetValue(leadId, out var lead)
                ? new LeadSnapshot(lead.State, lead.Version, [.. lead.Unseen.Values.Select(u => u.Event)])
                : new LeadSnapshot(null, 0, []));
        }
    }

    /// <inheritdoc/>
    public Task<bool> IsCurrentAsync(string leadId, long version, CancellationToken cancellation)
    {
        lock (gate)
        {
            return Task.FromResult(
                leads.TryGetValue(leadId, out var lead) ? lead.Version == version && lead.Unseen.Count == 0 : version == 0);
        }
    }

    /// <inheritdoc/>
    public Task<bool> CommitAsync(LeadCommit commit, CancellationToken cancellation)
    {
        lock (gate)
        {
            if ((leads.GetValueOrDefault(commit.State.Id)?.Version ?? 0) != commit.ExpectedVersion) return Task.FromResult(false);
            var lead = FindOrAdd(commit.State.Id);
            if (commit.Entries.FirstOrDefault(e => lead.Rows.ContainsKey(e.Seq)) is { } twice)
                throw new InvalidOperationException($"row {twice.Seq} of {commit.State.Id} is there already");
            (lead.State, lead.Version, lead.Due) = (commit.State, lead.Version + 1, commit.WakeAt);
            foreach (var id in commit.Seen) lead.Unseen.Remove(id);
            foreach (var (_, at) in lead.Unseen.Values) lead.Due = Earlier(lead.Due, at);
            foreach (var row in commit.Entries) lead.Rows.Add(row.Seq, row);
            foreach (var (seq, status, reason, rule) in commit.Changes)
                if (lead.Rows.TryGetValue(seq, out var row))
                    lead.Rows[seq] = row with { Status = status, Reason = reason ?? row.Reason, Rule = rule ?? row.Rule };
            return Task.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> DueAsync(Instant now, int max, CancellationToken cancellation)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<string>>(
                [.. leads.Values.Where(l => l.Due <= now).OrderBy(l => l.Due).Take(max).Select(l => l.Id)]);
        }
    }

    /// <inheritdoc/>
    public Task<Instant?> NextDueAsync(CancellationToken cancellation)
    {
        lock (gate) return Task.FromResult(leads.Values.Min(l => l.Due));
    }

    /// <inheritdoc/>
    public Task<Page<LeadState>> ListAsync(LeadFilter filter, int max, string? cursor, CancellationToken cancellation)
    {
        var before = ReadCursor(cursor, long.MaxValue);
        lock (gate)
        {
            var found = leads.Values
                .Where(l => l.State is not null && Fits(l, filter))
                .OrderByDescending(l => l.State!.CreatedAt).ThenByDescending(l => l.No)
                .SkipWhile(l => cursor is not null && l.No != before).Skip(cursor is null ? 0 : 1)
                .Take(max + 1).ToList();
            return Task.FromResult(new Page<LeadState>(
                [.. found.Take(max).Select(l => l.State!)],
                found.Count > max ? found[max - 1].No.ToString(CultureInfo.InvariantCulture) : null));
        }
    }

    /// <inheritdoc/>
    public Task<Page<LeadState>> FindAsync(LeadQuery query, int max, string? cursor, CancellationToken cancellation)
    {
        var (active, no) = cursor is null ? (Instant.MaxValue, long.MaxValue) : ReadPlace(cursor);
        lock (gate)
        {
            var found = leads.Values.Where(l => l.State is not null)
                .Select(l => (l.No, Lead: l.State!, Card: LeadCard.Of(l.State!)))
                .Where(l => (l.Card.ActiveAt, l.No).CompareTo((active, no)) < 0 && query.Fits(l.Card))
                .OrderByDescending(l => l.Card.ActiveAt).ThenByDescending(l => l.No)
                .Take(max + 1).ToList();
            return Task.FromResult(new Page<LeadState>(
                [.. found.Take(max).Select(l => l.Lead)],
                found.Count > max ? $"{found[max - 1].Card.ActiveAt.ToUnixTimeTicks()}.{found[max - 1].No}" : null));
        }
    }

    /// <inheritdoc/>
    public Task<StoredDocument?> LatestAsync(string name, CancellationToken cancellation)
    {
        lock (gate) return Task.FromResult(documents.GetValueOrDefault(name)?[^1]);
    }

    /// <inheritdoc/>
    public Task<bool> AddAsync(string name, StoredDocument document, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (!documents.TryGetValue(name, out var versions)) documents.Add(name, versions = []);
            if (versions.Any(v => v.Version == document.Version)) return Task.FromResult(false);
            versions.Add(document with { Body = document.Body.ToArray() });
            versions.Sort((a, b) => a.Version.CompareTo(b.Version));
            return Task.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public Task<Page<TimelineEntry>> TimelineAsync(string leadId, int max, string? cursor, CancellationToken cancellation)
    {
        var after = ReadCursor(cursor, 0);
        lock (gate)
        {
            var rows = Rows(leadId).Where(r => r.Seq > after).Take(max + 1).ToList();
            return Task.FromResult(new Page<TimelineEntry>(
                [.. rows.Take(max)], rows.Count > max ? rows[max - 1].Seq.ToString(CultureInfo.InvariantCulture) : null));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<TimelineEntry>> LatestAsync(string leadId, int max, CancellationToken cancellation)
    {
        lock (gate) return Task.FromResult<IReadOnlyList<TimelineEntry>>([.. Rows(leadId).TakeLast(max)]);
    }

    /// <inheritdoc/>
    public Task<bool> EraseAsync(string leadId, long version, LeadState? remains, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (!leads.TryGetValue(leadId, out var lead) || lead.State is null || lead.Version != version || lead.Unseen.Count > 0)
                return Task.FromResult(false);
            string[] kept = [.. remains?.Phones ?? [], .. remains?.Emails ?? []];
            foreach (var contact in contacts.Where(c => c.Value == leadId && !kept.Contains(c.Key)).Select(c => c.Key).ToList()) contacts.Remove(contact);
            leads.Remove(leadId);
            if (remains is null) return Task.FromResult(true);
            (lead = FindOrAdd(leadId)).State = remains;
            lead.Version = version + 1;
            return Task.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Sequence>> AllAsync(CancellationToken cancellation)
    {
        lock (gate) return Task.FromResult<IReadOnlyList<Sequence>>([.. sequences.Values]);
    }

    /// <inheritdoc/>
    public Task<bool> AddAsync(Sequence sequence, CancellationToken cancellation)
    {
        lock (gate) return Task.FromResult(sequences.TryAdd((sequence.Id, sequence.Version), sequence));
    }

    private static Instant Earlier(Instant? one, Instant other) => one is { } first && first < other ? first : other;

    private static long ReadCursor(string? cursor, long start) =>
        cursor is null ? start : long.Parse(cursor, NumberStyles.None, CultureInfo.InvariantCulture);

    private static (Instant Active, long No) ReadPlace(string cursor) =>
        cursor.Split('.') is [var active, var no]
            ? (Instant.FromUnixTimeTicks(long.Parse(active, CultureInfo.InvariantCulture)), ReadCursor(no, 0))
            : throw new FormatException("the cursor is not one that a page of this list gave");

    private bool Fits(Entry lead, LeadFilter filter) =>
        (filter.Phone is null || contacts.GetValueOrDefault(filter.Phone) == lead.Id)
        && (filter.Email is null || contacts.GetValueOrDefault(filter.Email) == lead.Id)
        && (filter.Stage is null || filter.Stage == lead.State!.Stage)
        && (filter.Owner is null || filter.Owner == lead.State!.Owner)
        && (filter.Tag is null || lead.State!.Tags.Contains(filter.Tag));

    private IEnumerable<TimelineEntry> Rows(string leadId) =>
        leads.GetValueOrDefault(leadId)?.Rows.Values ?? Enumerable.Empty<TimelineEntry>();

    private Entry FindOrAdd(string id)
    {
        if (!leads.TryGetValue(id, out var lead)) leads.Add(id, lead = new Entry { Id = id, No = ++added });
        return lead;
    }

    private sealed class Entry
    {
        public required string Id { get; init; }

        public required long No { get; init; }

        public LeadState? State { get; set; }

        public long Version { get; set; }

        public Instant? Due { get; set; }

        public HashSet<string> Known { get; } = [];

        public Dictionary<string, (EventEnvelope Event, Instant At)> Unseen { get; } = [];

        public SortedDictionary<int, TimelineEntry> Rows { get; } = [];
    }
}
