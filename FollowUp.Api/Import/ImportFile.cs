using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using CsvHelper;
using CsvHelper.Configuration;
using FollowUp.Api.Http;
using FollowUp.Core.Decisions;
using NodaTime;

namespace FollowUp.Api.Import;

/// <summary>A file of leads, read and checked; nothing is stored yet.</summary>
/// <param name="Id">Comes from what the file says and how it is read: the same file is the same import.</param>
/// <param name="Count">Rows after the header.</param>
/// <param name="Rows">Those without an error.</param>
/// <param name="Errors">What is wrong with the others.</param>
/// <param name="Duplicates">Rows about somebody whom an earlier row is about.</param>
/// <param name="Mapping">Field by column.</param>
/// <param name="Unmapped">Columns that mean nothing to us.</param>
internal sealed record ImportFile(
    string Id, int Count, IReadOnlyList<ImportRow> Rows, IReadOnlyList<ImportError> Errors, IReadOnlyList<ImportDuplicate> Duplicates,
    IReadOnlyDictionary<string, string> Mapping, IReadOnlyList<string> Unmapped)
{
    public const int MaxBytes = 16 << 20;
    public const int MaxRows = 10_000;

    /// <exception cref="ProblemException">It is no CSV file with a column for phone or email, or too long.</exception>
    public static ImportFile Read(
        ReadOnlyMemory<byte> bytes, IReadOnlyDictionary<string, string> said, ImmutableArray<string> sequences, Playbook playbook, Instant now)
    {
        using var reader = new StreamReader(new MemoryStream(bytes.ToArray()), EncodingOf(bytes.Span));
        using var csv = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true, DetectDelimiterValues = [",", ";", "\t"], BadDataFound = null, TrimOptions = TrimOptions.Trim, IgnoreBlankLines = false,
        });
        if (!csv.Read()) throw ProblemException.Bad("body", "is empty: a header row is needed");
        var header = csv.Record!.ToArray();
        var fields = ImportColumns.Map(header, said);
        if (!fields.Contains("phone") && !fields.Contains("email"))
            throw ProblemException.Bad("body", $"has no column for phone or email; its columns are {string.Join(", ", header)}. Say which with map=Column:phone");
        string? ColumnOf(string field) => Array.IndexOf(fields, field) is >= 0 and var i ? header[i] : null;

        var (rows, errors, count) = (new List<ImportRow>(), new List<ImportError>(), 0);
        while (csv.Read())
        {
            if (csv.Record!.All(string.IsNullOrWhiteSpace)) continue;
            if (++count > MaxRows) throw ProblemException.Bad("body", $"has more than {MaxRows} rows: import it in parts");
            var values = new Dictionary<string, string>();
            for (var i = 0; i < fields.Length && i < csv.Record!.Length; i++)
                if (fields[i] is { } field) values[field] = csv.Record[i];
            if (ImportRow.Read(csv.Row, values, ColumnOf, sequences, playbook, now, errors) is { } row) rows.Add(row);
        }
        var id = Convert.ToHexStringLower(SHA256.HashData([.. bytes.Span, .. Encoding.UTF8.GetBytes(string.Join('\n', fields) + string.Join(',', sequences))]).AsSpan(0, 10));
        return new(
            id, count, rows, errors, DuplicatesIn(rows),
            header.Zip(fields).Where(p => p.Second is not null).GroupBy(p => p.First).ToDictionary(g => g.Key, g => g.First().Second!),
            [.. header.Where((_, i) => fields[i] is null)]);
    }

    /// <summary>Spreadsheets on Windows save in its own code page unless they are asked for UTF-8.</summary>
    private static Encoding EncodingOf(ReadOnlySpan<byte> bytes) =>
        Utf8.IsValid(bytes) ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static List<ImportDuplicate> DuplicatesIn(List<ImportRow> rows)
    {
        var first = new Dictionary<string, int>();
        var duplicates = new List<ImportDuplicate>();
        foreach (var row in rows)
        {
            if (row.Contacts.FirstOrDefault(first.ContainsKey) is { } known) duplicates.Add(new(row.Row, known, first[known], null));
            foreach (var contact in row.Contacts) first.TryAdd(contact, row.Row);
        }
        return duplicates;
    }
}

/// <summary>A row about somebody who is known.</summary>
/// <param name="Row">The row.</param>
/// <param name="Contact">The number or address by which they are known.</param>
/// <param name="SameAsRow">The earlier row about them.</param>
/// <param name="LeadId">The lead that they are.</param>
public sealed record ImportDuplicate(int Row, string Contact, int? SameAsRow, string? LeadId);
