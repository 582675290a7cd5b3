using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Stores;
using FollowUp.Core.Timelines;
using NodaTime;

namespace FollowUp.LocalHost.Tests.Crashes;

/// <summary>A store whose process can die around every call; what it wrote stays.</summary>
internal sealed class CrashingStore(ILeadStore inner, CrashPoint crash, Func<string, Task>? beforeLastLook = null) : ILeadStore
{
    public Task<string> ClaimContactAsync(string contact, string leadId, CancellationToken cancellation) =>
        crash.AroundAsync(() => inner.ClaimContactAsync(contact, leadId, cancellation));

    public Task<string?> FindByContactAsync(string contact, CancellationToken cancellation) =>
        crash.AroundAsync(() => inner.FindByContactAsync(contact, cancellation));

    public Task<bool> AppendAsync(string leadId, EventEnvelope envelope, Instant now, CancellationToken cancellation) =>
        crash.AroundAsync(() => inner.AppendAsync(leadId, envelope, now, cancellation));

    public Task<LeadSnapshot> LoadAsync(string leadId, CancellationToken cancellation) =>
        crash.AroundAsync(() => inner.LoadAsync(leadId, cancellation));

    public Task<bool> IsCurrentAsync(string leadId, long version, CancellationToken cancellation) => crash.AroundAsync(async () =>
    {
        if (beforeLastLook is not null) await beforeLastLook(leadId);
        return await inner.IsCurrentAsync(leadId, version, cancellation);
    });

    public Task<bool> CommitAsync(LeadCommit commit, CancellationToken cancellation) =>
        crash.AroundAsync(() => inner.CommitAsync(commit, cancellation));

    public Task<IReadOnlyList<string>> DueAsync(Instant now, int max, CancellationToken cancellation) =>
        crash.AroundAsync(() => inner.DueAsync(now, max, cancellation));

    public Task<Instant?> NextDueAsync(CancellationToken cancellation) => crash.AroundAsync(() => inner.NextDueAsync(cancellation));

    public Task<Page<LeadState>> ListAsync(LeadFilter filter, int max, string? cursor, CancellationToken cancellation) =>
        crash.AroundAsync(() => inner.ListAsync(filter, max, cursor, cancellation));

    public Task<Page<LeadState>> FindAsync(LeadQuery query, int max, string? cursor, CancellationToken cancellation) =>
        crash.AroundAsync(() => inner.FindAsync(query, max, cursor, cancellation));

    public Task<Page<TimelineEntry>> TimelineAsync(string leadId, int max, string? cursor, CancellationToken cancellation) =>
        crash.AroundAsync(() => inner.TimelineAsync(leadId, max, cursor, cancellation));

    public Task<IReadOnlyList<TimelineEntry>> LatestAsync(string leadId, int max, CancellationToken cancellation) =>
        crash.AroundAsync(() => inner.LatestAsync(leadId, max, cancellation));

    public Task<bool> EraseAsync(string leadId, long version, LeadState? remains, CancellationToken cancellation) =>
        crash.AroundAsync(() => inner.EraseAsync(leadId, version, remains, cancellation));
}
