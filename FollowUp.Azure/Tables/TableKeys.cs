using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace FollowUp.Azure.Tables;

/// <summary>
/// How values become keys. Forbidden are / \ # ? and control characters
/// (https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model), and a quote or percent sign has
/// tripped clients up, so only letters, digits and - . @ + : stay; the rest is an underscore and four hex digits.
/// </summary>
internal static class TableKeys
{
    /// <summary>The row of a lead's state.</summary>
    public const string State = "a";

    /// <summary>Before the rows of events that no decision has seen: next to the state, so that one range has both.</summary>
    public const string Unseen = "b-";

    /// <summary>Where that range ends.</summary>
    public const string AfterUnseen = "c";

    /// <summary>Before the rows that tell a repeated event.</summary>
    public const string Known = "k-";

    // A key holds 1 KiB of UTF-16: 512 characters.
    private const int MaxLength = 500;
    private const int Digits = 19;
    private const char Escape = '_';
    private const char CommitMark = '!';
    private static readonly long Epoch = -Instant.MinValue.ToUnixTimeTicks();

    /// <summary>A text as a key.</summary>
    public static string Encode(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '@' or '+' or ':') key.Append(c);
            else key.Append(CultureInfo.InvariantCulture, $"{Escape}{(int)c:x4}");
        }

        // Longer than any number, address or id of ours: nobody needs to read it back.
        return key.Length <= MaxLength ? key.ToString() : "~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The text of a key.</summary>
    public static string Decode(string key)
    {
        var text = new StringBuilder(key.Length);
        for (var i = 0; i < key.Length; i++)
        {
            if (key[i] != Escape)
            {
                text.Append(key[i]);
                continue;
            }
            text.Append((char)int.Parse(key.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            i += 4;
        }
        return text.ToString();
    }

    /// <summary>An event's id, which may be long, as 16 bytes in hex.</summary>
    public static string OfEvent(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));

    /// <summary>A time that has come: rounded down, so that what is due now is due.</summary>
    public static long Floor(Instant at) => at.ToUnixTimeTicks() + Epoch;

    /// <summary>A time to wake up at: rounded up, since who wakes too early finds nothing to do and asks again for ever.</summary>
    public static long? Ceiling(Instant? at)
    {
        if (at is not { } instant) return null;
        var ticks = instant.ToUnixTimeTicks();
        return (Instant.FromUnixTimeTicks(ticks) < instant ? ticks + 1 : ticks) + Epoch;
    }

    /// <summary>The time of a number made by <see cref="Floor"/> or <see cref="Ceiling"/>.</summary>
    public static Instant Time(long ticks) => Instant.FromUnixTimeTicks(ticks - Epoch);

    /// <summary>The key of a row that belongs to a lead, in the order of a number.</summary>
    public static string Ordered(long number, string leadId) => $"{Sortable(number)}.{Encode(leadId)}";

    /// <summary>A number in a key: as many digits as the largest has, so that the order is the numbers' own.</summary>
    public static string Sortable(long number) => number.ToString("d19", CultureInfo.InvariantCulture);

    /// <summary>A key made by <see cref="Ordered"/> with the mark of a commit, in the same order: the sign between sorts before all that keys hold.</summary>
    public static string OfCommit(string key, string commit) => $"{key}{CommitMark}{commit}";

    /// <summary>Whether a text can be a key made by <see cref="Ordered"/>.</summary>
    public static bool IsOrdered(string key) =>
        key.Length > Digits + 1 && !key.AsSpan(0, Digits).ContainsAnyExceptInRange('0', '9') && key[Digits] == '.';

    /// <summary>The number and the lead of a key made by <see cref="Ordered"/>, with a commit's mark or without.</summary>
    public static (long Number, string LeadId) ReadOrdered(string key) =>
        (long.Parse(key.AsSpan(0, Digits), CultureInfo.InvariantCulture), Decode(key[(Digits + 1)..].Split(CommitMark)[0]));
}
