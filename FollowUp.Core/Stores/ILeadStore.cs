using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Timelines;
using NodaTime;

namespace FollowUp.Core.Stores;

/// <summary>A lead as it is stored, with the events that no decision has seen.</summary>
/// <param name="State">Null before the first decision.</param>
/// <param name="Version">Changes with every commit; 0 before the first.</param>
/// <param name="Unseen">In no order.</param>
public sealed record LeadSnapshot(LeadState? State, long Version, IReadOnlyList<EventEnvelope> Unseen);

/// <summary>A decision to be stored, all or nothing.</summary>
/// <param name="State">The lead afterwards.</param>
/// <param name="ExpectedVersion">The version it was decided on.</param>
/// <param name="Seen">Ids of the unseen events that it took in.</param>
/// <param name="Entries">New timeline rows.</param>
/// <param name="Changes">New statuses of rows that stand.</param>
/// <param name="WakeAt">When the lead is due again; null when nothing is left to do. A store may round it up, by less than a millisecond.</param>
public sealed record LeadCommit(
    LeadState State,
    long ExpectedVersion,
    IReadOnlyList<string> Seen,
    IReadOnlyList<TimelineEntry> Entries,
    IReadOnlyList<TimelineChange> Changes,
    Instant? WakeAt);

/// <summary>What a list of leads is narrowed to; null members do not narrow.</summary>
/// <param name="Phone">E.164.</param>
/// <param name="Email">Address.</param>
/// <param name="Stage">Pipeline stage.</param>
/// <param name="Tag">Label.</param>
/// <param name="Owner">Person in charge.</param>
public sealed record LeadFilter(string? Phone = null, string? Email = null, string? Stage = null, string? Tag = null, string? Owner = null);

/// <summary>A page of a list.</summary>
/// <param name="Items">The rows.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>
/// Where leads are kept: one partition per lead, a transaction guarded by its version per decision, insert-only look-ups by
/// phone and email, and an index of due times. Every implementation passes the same conformance suite.
/// </summary>
public interface ILeadStore
{
    /// <summary>
    /// The lead that owns a phone number or address. When nobody does, <paramref name="leadId"/> does from now on: the
    /// insert-only write comes before the lead, so two simultaneous first contacts make one lead.
    /// </summary>
    Task<string> ClaimContactAsync(string contact, string leadId, CancellationToken cancellation);

    /// <summary>The lead that owns a phone number or address, or null.</summary>
    Task<string?> FindByContactAsync(string contact, CancellationToken cancellation);

    /// <summary>
    /// Writes a fact down, durably, and makes the lead due now, whether or not it was known before. False when the lead had an
    /// event of this id already, seen or not: a repeat, which changes nothing.
    /// </summary>
    Task<bool> AppendAsync(string leadId, EventEnvelope envelope, Instant now, CancellationToken cancellation);

    /// <summary>Reads a lead and its unseen events.</summary>
    Task<LeadSnapshot> LoadAsync(string leadId, CancellationToken cancellation);

    /// <summary>Whether a lead is still at a version with nothing unseen: the gate's last look before a send.</summary>
    Task<bool> IsCurrentAsync(string leadId, long version, CancellationToken cancellation);

    /// <summary>
    /// Stores a decision. False when somebody else's commit came first, and nothing was stored. Events that came in after the
    /// decision was made stay unseen and keep the lead due, whatever <see cref="LeadCommit.WakeAt"/> says.
    /// </summary>
    Task<bool> CommitAsync(LeadCommit commit, CancellationToken cancellation);

    /// <summary>Leads due at or before a time, the longest due first.</summary>
    Task<IReadOnlyList<string>> DueAsync(Instant now, int max, CancellationToken cancellation);

    /// <summary>When the next lead is due; null when none ever is.</summary>
    Task<Instant?> NextDueAsync(CancellationToken cancellation);

    /// <summary>
    /// Leads with a decision, newest first. Phone and email are looked up as contacts; the other parts of the filter are compared
    /// letter by letter.
    /// </summary>
    /// <exception cref="FormatException">The cursor is not one that a page gave.</exception>
    Task<Page<LeadState>> ListAsync(LeadFilter filter, int max, string? cursor, CancellationToken cancellation);

    /// <summary>
    /// Leads with a decision that a query fits (<see cref="LeadQuery.Fits"/> on the <see cref="LeadCard"/> of their last commit), the
    /// most lately active first. A lead that moves up between two pages may be missed; none comes twice unless it moved.
    /// </summary>
    /// <exception cref="FormatException">The cursor is not one that a page gave.</exception>
    Task<Page<LeadState>> FindAsync(LeadQuery query, int max, string? cursor, CancellationToken cancellation);

    /// <summary>A lead's timeline, oldest first.</summary>
    /// <exception cref="FormatException">The cursor is not one that a page gave.</exception>
    Task<Page<TimelineEntry>> TimelineAsync(string leadId, int max, string? cursor, CancellationToken cancellation);

    /// <summary>A lead's newest timeline rows, oldest first.</summary>
    Task<IReadOnlyList<TimelineEntry>> LatestAsync(string leadId, int max, CancellationToken cancellation);

    /// <summary>
    /// Erases a lead with all that is known of it but <paramref name="remains"/>, which takes the place of its state and keeps the
    /// contacts it names. A process that dies on the way loses nothing of what remains, and erasing can be asked for again: the lead is
    /// there until nothing else is. False, with nothing erased, when the lead is not at that version or has an unseen event: it may
    /// be an opt-out. False as well when one comes in meanwhile, with nothing of that one erased.
    /// </summary>
    Task<bool> EraseAsync(string leadId, long version, LeadState? remains, CancellationToken cancellation);
}
