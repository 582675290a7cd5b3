using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Stores;
using FollowUp.Core.Timelines;
using NodaTime;

namespace FollowUp.CrashHost;

/// <summary>The host's store, around whose writes the process can be killed.</summary>
internal sealed class KilledStore(ILeadStore inner, KillPoint kill) : ILeadStore
{
    public Task<string> ClaimContactAsync(string contact, string leadId, CancellationToken cancellation) =>
        kill.AroundAsync("contact", () => inner.ClaimContactAsync(contact, leadId, cancellation));

    public Task<bool> AppendAsync(string leadId, EventEnvelope envelope, Instant now, CancellationToken cancellation) =>
        kill.AroundAsync("append", () => inner.AppendAsync(leadId, envelope, now, cancellation));

    public Task<bool> CommitAsync(LeadCommit commit, CancellationToken cancellation) =>
        kill.AroundAsync("commit", () => inner.CommitAsync(commit, cancellation));

    public Task<string?> FindByContactAsync(string contact, CancellationToken cancellation) => inner.FindByContactAsync(contact, cancellation);

    public Task<LeadSnapshot> LoadAsync(string leadId, CancellationToken cancellation) => inner.LoadAsync(leadId, cancellation);

    public Task<bool> IsCurrentAsync(string leadId, long version, CancellationToken cancellation) =>
        inner.IsCurrentAsync(leadId, version, cancellation);

    public Task<IReadOnlyList<string>> DueAsync(Instant now, int max, CancellationToken cancellation) => inner.DueAsync(now, max, cancellation);

    public Task<Instant?> NextDueAsync(CancellationToken cancellation) => inner.NextDueAsync(cancellation);

    public Task<Page<LeadState>> ListAsync(LeadFilter filter, int max, string? cursor, CancellationToken cancellation) =>
        inner.ListAsync(filter, max, cursor, cancellation);

    public Task<Page<LeadState>> FindAsync(LeadQuery query, int max, string? cursor, CancellationToken cancellation) =>
        inner.FindAsync(query, max, cursor, cancellation);

    public Task<Page<TimelineEntry>> TimelineAsync(string leadId, int max, string? cursor, CancellationToken cancellation) =>
        inner.TimelineAsync(leadId, max, cursor, cancellation);

    public Task<IReadOnlyList<TimelineEntry>> LatestAsync(string leadId, int max, CancellationToken cancellation) =>
        inner.LatestAsync(leadId, max, cancellation);

    public Task<bool> EraseAsync(string leadId, long version, LeadState? remains, CancellationToken cancellation) =>
        inner.EraseAsync(leadId, version, remains, cancellation);
}
