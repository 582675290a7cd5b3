using System.Runtime.CompilerServices;
using FollowUp.Core.Leads;
using FollowUp.Core.Stores;

namespace FollowUp.Api.Leads;

/// <summary>Reads leads page by page, so that work over all of them costs no more memory than one page.</summary>
internal static class LeadPaging
{
    private const int PageSize = 200;

    public static async IAsyncEnumerable<LeadState> EachAsync(
        this ILeadStore store, LeadFilter filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? cursor = null;
        do
        {
            var page = await store.ListAsync(filter, PageSize, cursor, cancellation);
            foreach (var lead in page.Items) yield return lead;
            cursor = page.Next;
        }
        while (cursor is not null);
    }
}
