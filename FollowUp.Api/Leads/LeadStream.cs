using System.Runtime.CompilerServices;
using FollowUp.Core.Leads;
using FollowUp.Core.Stores;
using FollowUp.Core.Timelines;

namespace FollowUp.Api.Leads;

/// <summary>Reads lists to their end, a page at a time, so that what is at work on them holds one page in memory.</summary>
internal static class LeadStream
{
    private const int PageSize = 200;

    public static async IAsyncEnumerable<LeadState> AllAsync(this ILeadStore store, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? cursor = null;
        do
        {
            var page = await store.ListAsync(new(), PageSize, cursor, cancellation);
            foreach (var lead in page.Items) yield return lead;
            cursor = page.Next;
        }
        while (cursor is not null);
    }

    public static async IAsyncEnumerable<LeadState> AllAsync(
        this ILeadStore store, LeadQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? cursor = null;
        do
        {
            var page = await store.FindAsync(query, PageSize, cursor, cancellation);
            foreach (var lead in page.Items) yield return lead;
            cursor = page.Next;
        }
        while (cursor is not null);
    }

    public static async Task<List<TimelineEntry>> WholeTimelineAsync(this ILeadStore store, string leadId, CancellationToken cancellation)
    {
        var rows = new List<TimelineEntry>();
        string? cursor = null;
        do
        {
            var page = await store.TimelineAsync(leadId, PageSize, cursor, cancellation);
            rows.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return rows;
    }
}
