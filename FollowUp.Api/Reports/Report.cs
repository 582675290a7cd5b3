using FollowUp.Api.Http;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace FollowUp.Api.Reports;

/// <summary>A report.</summary>
/// <param name="From">The first moment it is about.</param>
/// <param name="To">The moment before which it ends.</param>
/// <param name="Total">All rows together.</param>
/// <param name="Rows">The figures.</param>
public sealed record Report<TRow>(Instant From, Instant To, TRow Total, IReadOnlyList<TRow> Rows)
{
    internal IResult Answer(HttpRequest request, string name) =>
        Csv.IsWanted(request) ? Csv.Answer(request, name, [.. Rows, Total]) : TypedResults.Ok(this);
}
