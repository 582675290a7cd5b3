using System.Text.Json;
using System.Text.Json.Serialization;
using FollowUp.Core.Calendars;
using NodaTime;
using NodaTime.Text;

namespace FollowUp.Core.Compliance;

/// <summary>Reads the data file of <see cref="QuietHours"/> and says which rule is wrong when one is.</summary>
internal static class QuietHoursReader
{
    private static readonly string[] DayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static QuietHours Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        FileData data;
        try
        {
            data = JsonSerializer.Deserialize<FileData>(json, Options) ?? throw new FormatException("quiet hours: the file is empty");
        }
        catch (JsonException e)
        {
            throw new FormatException($"quiet hours: {e.Message}", e);
        }

        var hours = (data.Hours ?? []).Select((rule, i) => Hours(rule, Name("hours", i, rule.Jurisdiction))).ToArray();
        var caps = (data.Caps ?? []).Select((rule, i) => Cap(rule, Name("caps", i, rule.Jurisdiction))).ToArray();
        RefuseOverlaps(hours);
        RefuseOverlaps(caps);
        foreach (var kind in Enum.GetValues<OutreachKind>())
        {
            if (!hours.Any(rule => rule.Jurisdiction == "US" && rule.Kinds.Contains(kind) && rule is { FromDay: long.MinValue, ToDay: long.MaxValue }))
                throw new FormatException($"quiet hours: there is no undated rule \"US\" for {Word(kind)}; it is the default for every place");
        }

        return new QuietHours(hours, caps);
    }

    private static HoursRule Hours(HoursData rule, string name)
    {
        var (kinds, from, to) = Common(rule.Jurisdiction, rule.Kinds, rule.From, rule.To, rule.Citation, name);
        var windows = new TimeWindow?[7];
        foreach (var (days, text) in rule.Days ?? [])
        {
            if (!TimeWindow.TryParse(text, out var window, out var error))
                throw Wrong(name, error);
            var ends = days.Split('-');
            var (first, last) = (Array.IndexOf(DayNames, ends[0]), Array.IndexOf(DayNames, ends[^1]));
            if (ends.Length > 2 || first < 0 || last < first)
                throw Wrong(name, $"\"{days}\" is neither a day nor a range of days from mon to sun");
            for (var day = first; day <= last; day++)
            {
                if (windows[day] is not null)
                    throw Wrong(name, $"{DayNames[day]} has two windows");
                windows[day] = window;
            }
        }

        var table = new WeekTable(day => windows[(int)day - 1] is { } window ? [window] : []);
        if (table.IsNeverOpen)
            throw Wrong(name, "it allows no time at all");
        return new HoursRule(rule.Jurisdiction!, kinds, from, to, table, Phrase(rule.Name ?? rule.Jurisdiction!, kinds, windows));
    }

    private static CapRule Cap(CapData rule, string name)
    {
        var (kinds, from, to) = Common(rule.Jurisdiction, rule.Kinds, rule.From, rule.To, rule.Citation, name);
        if (rule.Max < 1 || rule.PerHours < 1)
            throw Wrong(name, "max and perHours are at least 1");
        return new CapRule(rule.Jurisdiction!, kinds, from, to, new FrequencyCap(
            rule.Max, Duration.FromHours(rule.PerHours), rule.Jurisdiction!, rule.Name ?? rule.Jurisdiction!));
    }

    private static (OutreachKind[] Kinds, long From, long To) Common(
        string? jurisdiction, string[]? kinds, string? from, string? to, string? citation, string name)
    {
        if (jurisdiction is not ({ Length: 2 } or { Length: > 3 }) || jurisdiction.Length > 3 && jurisdiction[2] != '-')
            throw Wrong(name, "jurisdiction is a country (US) or a country and a region (US-TX)");
        if (string.IsNullOrWhiteSpace(citation))
            throw Wrong(name, "it has no citation");
        if (kinds is not { Length: > 0 })
            throw Wrong(name, "it has no kinds (text, call)");
        var parsed = Array.ConvertAll(kinds, kind => kind switch
        {
            "text" => OutreachKind.Text,
            "call" => OutreachKind.Call,
            _ => throw Wrong(name, $"\"{kind}\" is not a kind; it is text or call"),
        });
        var (first, last) = (Day(from, long.MinValue, name), Day(to, long.MaxValue, name));
        return first <= last ? (parsed, first, last) : throw Wrong(name, "it ends before it starts");
    }

    private static long Day(string? date, long open, string name) =>
        date is null ? open
        : LocalDatePattern.Iso.Parse(date).TryGetValue(default, out var day) ? WeekTable.DayNumber(day)
        : throw Wrong(name, $"\"{date}\" is not a date like 2025-09-01");

    private static void RefuseOverlaps(IReadOnlyList<DatedRule> rules)
    {
        var clash = rules.SelectMany((a, i) => rules.Skip(i + 1).Select(b => (a, b))).FirstOrDefault(pair =>
            pair.a.Jurisdiction == pair.b.Jurisdiction && pair.a.Kinds.Intersect(pair.b.Kinds).Any()
            && pair.a.FromDay <= pair.b.ToDay && pair.b.FromDay <= pair.a.ToDay);
        if (clash.a is not null)
            throw new FormatException($"quiet hours: two rules for {clash.a.Jurisdiction} are in force on the same day");
    }

    /// <summary>"Texas: texts 09:00-21:00 Mon-Sat, 12:00-21:00 Sun", written from the data so that it cannot differ from it.</summary>
    private static string Phrase(string name, OutreachKind[] kinds, TimeWindow?[] windows)
    {
        var parts = new List<string>();
        for (int first = 0, next; first < 7; first = next)
        {
            for (next = first + 1; next < 7 && windows[next] == windows[first];)
                next++;
            var days = next - first == 7 ? "" : $" {Title(first)}{(next - first > 1 ? "-" + Title(next - 1) : "")}";
            parts.Add(windows[first] is { } window ? $"{window}{days}" : $"none{days}");
        }

        return $"{name}: {string.Join(" and ", kinds.Select(Word))} {string.Join(", ", parts)}";
    }

    private static string Word(OutreachKind kind) => kind == OutreachKind.Text ? "texts" : "calls";

    private static string Title(int day) => char.ToUpperInvariant(DayNames[day][0]) + DayNames[day][1..];

    private static string Name(string list, int index, string? jurisdiction) => $"{list}[{index}] {jurisdiction}".TrimEnd();

    private static FormatException Wrong(string name, string what) => new($"quiet hours, rule {name}: {what}");

    private sealed record FileData(string? About, string[]? Notes, string? AsOf, HoursData[]? Hours, CapData[]? Caps);

    private sealed record HoursData(
        string? Jurisdiction, string? Name, string[]? Kinds, string? From, string? To, Dictionary<string, string>? Days, string? Citation);

    private sealed record CapData(string? Jurisdiction, string? Name, string[]? Kinds, string? From, string? To, int Max, int PerHours, string? Citation);
}
