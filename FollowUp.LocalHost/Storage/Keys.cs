using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FollowUp.Core.Leads;
using FollowUp.Core.Serialization;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.LocalHost.Storage;

/// <summary>How values are written into columns.</summary>
internal static class Keys
{
    private const char TagMark = '\u001f';

    /// <summary>An event's id, which may be long, as 16 bytes: all that is kept of an event once it was seen.</summary>
    public static byte[] OfEvent(string id) => SHA256.HashData(Encoding.UTF8.GetBytes(id))[..16];

    /// <summary>The key of a timeline row.</summary>
    public static long OfEntry(long lead, int seq)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seq);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(seq, 1 << Schema.SeqBits);
        return (lead << Schema.SeqBits) | (uint)seq;
    }

    /// <summary>The number of a timeline row.</summary>
    public static int SeqOf(long key) => (int)(key & ((1 << Schema.SeqBits) - 1));

    /// <summary>A time that has come: rounded down, so that what is due now is due.</summary>
    public static long Floor(Instant at) => at.ToUnixTimeTicks();

    /// <summary>A time to wake up at: rounded up, since who wakes too early finds nothing to do and asks again for ever.</summary>
    public static long? Ceiling(Instant? at)
    {
        if (at is not { } instant) return null;
        var ticks = instant.ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks) < instant ? ticks + 1 : ticks;
    }

    /// <summary>A lead's labels in one column; null when it has none.</summary>
    public static string? OfTags(LeadState state) =>
        state.Tags.IsDefaultOrEmpty ? null : TagMark + string.Join(TagMark, state.Tags) + TagMark;

    /// <summary>What the column of a lead with this label contains.</summary>
    public static string? OfTag(string? tag) => tag is null ? null : TagMark + tag + TagMark;

    /// <summary>A touch's status as JSON has it, so that column and document use the same fixed words.</summary>
    public static string OfStatus(TouchStatus status) => JsonSerializer.Serialize(status, StoredJson.Options);

    /// <summary>Reads a status back.</summary>
    public static TouchStatus ReadStatus(string status) => JsonSerializer.Deserialize<TouchStatus>(status, StoredJson.Options);

    /// <summary>The cursor after a row.</summary>
    public static string Cursor(long first, long second = 0) => string.Create(CultureInfo.InvariantCulture, $"{first:x}.{second:x}");

    /// <summary>Reads a cursor back; null gives <paramref name="start"/>.</summary>
    /// <exception cref="FormatException">It is not one of ours.</exception>
    public static (long First, long Second) ReadCursor(string? cursor, (long First, long Second) start)
    {
        if (cursor is null) return start;
        var dot = cursor.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && Hex(cursor.AsSpan(0, dot), out var first) && Hex(cursor.AsSpan(dot + 1), out var second)) return (first, second);
        throw new FormatException("the cursor is not one that a page of this list gave");
    }

    private static bool Hex(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
