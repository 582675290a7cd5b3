using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FollowUp.Core.Serialization;
using Microsoft.AspNetCore.Http;

namespace FollowUp.Api.Http;

/// <summary>Rows as a table, to who accepts <c>text/csv</c>; the columns have the names that JSON has.</summary>
internal static class Csv
{
    private static readonly JsonSerializerOptions Options = CreateOptions();

    public static bool IsWanted(HttpRequest request) => request.GetTypedHeaders().Accept.Any(a => a.MediaType == "text/csv");

    public static IResult Answer<TRow>(HttpRequest request, string name, IEnumerable<TRow> rows)
    {
        request.HttpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
        // The mark at the beginning is what tells a spreadsheet that the names are in UTF-8.
        return TypedResults.Text("\uFEFF" + Table(rows), "text/csv; charset=utf-8", Encoding.UTF8);
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

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.Never };
        options.AddDomainConverters();
        return options;
    }
}
