using System.Globalization;
using Azure.Data.Tables;

namespace FollowUp.Azure.Tables;

/// <summary>
/// Documents in properties: a binary property holds 64 KiB and a row 1 MiB, so a document is cut into pieces named after their number.
/// https://learn.microsoft.com/azure/storage/tables/scalability-targets
/// </summary>
internal static class Chunks
{
    private const int Size = 64 * 1024;

    /// <summary>
    /// The longest document a row takes, in bytes. Binary travels as base64, a third longer, and the emulator takes that length for
    /// the row's; what else is in the row needs room as well.
    /// </summary>
    public const int MaxBytes = 11 * Size;

    private const string Name = "D";

    /// <summary>Puts a document into a row.</summary>
    /// <exception cref="InvalidOperationException">It is longer than <see cref="MaxBytes"/>.</exception>
    public static TableEntity Write(TableEntity row, ReadOnlySpan<byte> document, string what)
    {
        if (document.Length > MaxBytes)
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"{what} takes {document.Length:n0} bytes, and a row of Azure Table Storage has room for {MaxBytes:n0}."));
        for (var i = 0; i * Size < document.Length; i++)
            row[NameOf(i)] = document.Slice(i * Size, Math.Min(Size, document.Length - (i * Size))).ToArray();
        return row;
    }

    /// <summary>Takes a document out of a row.</summary>
    public static byte[] Read(TableEntity row)
    {
        var first = row.GetBinary(NameOf(0));
        if (!row.ContainsKey(NameOf(1))) return first;
        var all = new MemoryStream();
        for (var i = 0; row.GetBinary(NameOf(i)) is { } piece; i++) all.Write(piece);
        return all.ToArray();
    }

    private static string NameOf(int index) => Name + index.ToString(CultureInfo.InvariantCulture);
}
