using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace FollowUp.Api.Reports;

/// <summary>A report's rows as JSON or, to who accepts <c>text/csv</c>, as a table with the same names.</summary>
internal static class ReportCsv
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    public static IResult Answer<TRow>(HttpRequest request, string name, Report<TRow> report)
        where TRow : notnull
    {
        if (!request.GetTypedHeaders().Accept.Any(a => a.MediaType == "text/csv")) return TypedResults.Ok(report);
        request.HttpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
        return TypedResults.Text(Table([.. report.Rows, report.Total]), "text/csv; charset=utf-8", Encoding.UTF8);
    }

    private static string Table<TRow>(IEnumerable<TRow> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            var cells = JsonSerializer.SerializeToNode(row, Options)!.AsObject();
            if (text.Length == 0) text.AppendJoin(',', cells.Select(c => c.Key)).Append("\r\n");
            text.AppendJoin(',', cells.Select(c => Cell(c.Value))).Append("\r\n");
        }
        return text.ToString();
    }

    private static string Cell(JsonNode? value)
    {
        if (value is null) return "";
        if (value.GetValueKind() != JsonValueKind.String) return value.ToJsonString();
        var text = value.GetValue<string>();

        // A spreadsheet would run what begins like a formula.
        if (text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal)) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

/// <summary>A report.</summary>
/// <param name="From">The first moment it is about.</param>
/// <param name="To">The moment before which it ends.</param>
/// <param name="Total">All rows together.</param>
/// <param name="Rows">The figures.</param>
public sealed record Report<TRow>(NodaTime.Instant From, NodaTime.Instant To, TRow Total, IReadOnlyList<TRow> Rows);
