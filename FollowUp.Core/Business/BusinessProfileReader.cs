using System.Collections.Immutable;
using System.Text.Json;
using FollowUp.Core.Calendars;
using FollowUp.Core.Numbering;
using FollowUp.Core.Serialization;
using FollowUp.Core.Templates;
using NodaTime;

namespace FollowUp.Core.Business;

/// <summary>Reads a business profile written as JSON, and says everything that is wrong with it.</summary>
public static class BusinessProfileReader
{
    private const int MinRingSeconds = 15;
    private const int MaxRingSeconds = 20;

    private static readonly ImmutableArray<(string Name, IsoDayOfWeek Day)> Days =
    [
        ("mon", IsoDayOfWeek.Monday), ("tue", IsoDayOfWeek.Tuesday), ("wed", IsoDayOfWeek.Wednesday), ("thu", IsoDayOfWeek.Thursday),
        ("fri", IsoDayOfWeek.Friday), ("sat", IsoDayOfWeek.Saturday), ("sun", IsoDayOfWeek.Sunday),
    ];

    /// <summary>The sample business, a roofer in Austin: what LocalHost uses without a profile of its own.</summary>
    public static BusinessProfile Sample
    {
        get
        {
            using var stream = new MemoryStream();
            using (var resource = Resources.Open("Business/sample.json")) resource.CopyTo(stream);
            return Read(stream.ToArray()).Profile!;
        }
    }

    /// <summary>Reads a profile; it is null when there are problems.</summary>
    public static (BusinessProfile? Profile, IReadOnlyList<JsonProblem> Problems) Read(ReadOnlySpan<byte> json)
    {
        var (document, problem) = JsonProblem.TryRead<ProfileDocument>(json, StoredJson.Strict);
        if (problem is not null) return (null, [problem]);
        var problems = new List<JsonProblem>();
        var profile = Build(document!, problems);
        return (problems.Count == 0 ? profile : null, problems);
    }

    private static BusinessProfile? Build(ProfileDocument d, List<JsonProblem> problems)
    {
        if (string.IsNullOrWhiteSpace(d.Name)) problems.Add(new("name", "is empty"));
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(d.TimeZone);
        if (zone is null) problems.Add(new("timeZone", $"'{d.TimeZone}' is not a time zone such as America/Chicago"));
        if (d.Numbers.IsEmpty) problems.Add(new("numbers", "must have at least one phone number"));
        var numbers = d.Numbers.Select((n, i) => new BusinessNumber(
            Phone(n.Phone, $"numbers[{i}].phone", problems),
            n.Label,
            [.. n.ForwardTo.Select((f, j) => Phone(f, $"numbers[{i}].forwardTo[{j}]", problems))])
        {
            IsForwardedTo = OneOf(n.Answering, $"numbers[{i}].answering", "ring", "forwarded", problems),
            RingsInOrder = OneOf(n.Ring, $"numbers[{i}].ring", "all", "inOrder", problems),
            RingSeconds = RingSeconds(n.RingSeconds, $"numbers[{i}].ringSeconds", problems),
            Greeting = string.IsNullOrWhiteSpace(n.Greeting) ? null : n.Greeting,
            TakesMessages = n.TakesMessages,
        }).ToImmutableArray();
        if (d.Team.IsEmpty) problems.Add(new("team", "must have at least one person"));
        var team = d.Team.Select((m, i) => new TeamMember(
            m.Id, m.Name, m.Role, m.Phone is null ? null : Phone(m.Phone, $"team[{i}].phone", problems), m.Email)).ToImmutableArray();
        for (var i = 0; i < team.Length; i++)
        {
            if (team[i].Role is not ("owner" or "agent")) problems.Add(new($"team[{i}].role", "must be owner or agent"));
            if (team.Take(i).Any(m => m.Id == team[i].Id)) problems.Add(new($"team[{i}].id", $"'{team[i].Id}' is used twice"));
        }
        var owner = team.FirstOrDefault(m => m.Id == d.DefaultOwner);
        if (owner is null) problems.Add(new("defaultOwner", $"'{d.DefaultOwner}' is nobody of the team"));
        if (d.Dispatch is not (null or "servicetitan" or "housecallpro" or "jobber"))
            problems.Add(new("dispatch", "must be servicetitan, housecallpro or jobber"));
        var hours = Hours(d, problems);
        CheckDesk(d, problems);
        return problems.Count > 0 ? null : new()
        {
            Name = d.Name, Zone = zone!, Numbers = numbers, Email = d.Email, Hours = hours, Team = team, DefaultOwner = owner!,
            BookingLink = d.BookingLink, Dispatch = d.Dispatch, CallCapacityPerHour = d.CallCapacityPerHour, Prices = d.Prices ?? Prices.Default,
            Templates = d.Templates,
        };
    }

    /// <summary>Writes a profile the way <see cref="Read"/> reads it.</summary>
    public static byte[] Write(BusinessProfile profile) => JsonSerializer.SerializeToUtf8Bytes(
        new ProfileDocument(
            profile.Name,
            profile.Zone.Id,
            [.. profile.Numbers.Select(n => new NumberDocument(
                n.Phone, n.Label, n.IsForwardedTo ? "forwarded" : null, n.RingsInOrder ? "inOrder" : null,
                n.RingSeconds == BusinessNumber.DefaultRingSeconds ? null : n.RingSeconds, n.Greeting, n.TakesMessages) { ForwardTo = n.ForwardTo })],
            Days.ToImmutableDictionary(d => d.Name, d => profile.Hours.On(d.Day).Select(w => w.ToString()).ToImmutableArray()),
            [.. profile.Team.Select(m => new MemberDocument(m.Id, m.Name, m.Role, m.Phone, m.Email))],
            profile.DefaultOwner.Id,
            profile.Email,
            profile.BookingLink,
            profile.Dispatch,
            profile.CallCapacityPerHour,
            profile.Prices)
        {
            Holidays = [.. profile.Hours.Holidays.Order()],
            Templates = profile.Templates,
        },
        StoredJson.Strict);

    private static void CheckDesk(ProfileDocument d, List<JsonProblem> problems)
    {
        if (d.CallCapacityPerHour is < 1) problems.Add(new("callCapacityPerHour", "must be at least 1"));
        if (d.Prices is { } prices)
        {
            if (prices.SmsSegment < 0) problems.Add(new("prices.smsSegment", "must not be negative"));
            if (prices.Email < 0) problems.Add(new("prices.email", "must not be negative"));
            if (prices.CallMinute < 0) problems.Add(new("prices.callMinute", "must not be negative"));
            if (prices.Currency is not { Length: 3 }) problems.Add(new("prices.currency", "must be a code of three letters such as USD"));
        }
        for (var i = 0; i < d.Templates.Length; i++)
        {
            var template = d.Templates[i];
            if (template.Channel is not ("sms" or "email")) problems.Add(new($"templates[{i}].channel", "must be sms or email"));
            if (d.Templates.Take(i).Any(t => t.Id == template.Id)) problems.Add(new($"templates[{i}].id", $"'{template.Id}' is used twice"));
            if (Template.Check(template.Text) is { } error) problems.Add(new($"templates[{i}].text", error));
        }
    }

    private static WeeklyHours Hours(ProfileDocument d, List<JsonProblem> problems)
    {
        var week = new Dictionary<IsoDayOfWeek, IReadOnlyList<TimeWindow>>();
        foreach (var (name, shifts) in d.Hours)
        {
            var day = Days.FirstOrDefault(p => p.Name == name);
            if (day == default) { problems.Add(new($"hours.{name}", "is not a day: mon, tue, wed, thu, fri, sat or sun")); continue; }
            var windows = new List<TimeWindow>();
            for (var i = 0; i < shifts.Length; i++)
                if (!TimeWindow.TryParse(shifts[i], out var window, out var error)) problems.Add(new($"hours.{name}[{i}]", error));
                else if (windows.Count > 0 && window.Start < windows[^1].End) problems.Add(new($"hours.{name}[{i}]", "begins before the shift above has ended"));
                else windows.Add(window);
            week[day.Day] = windows;
        }
        return new(week, d.Holidays);
    }

    private static string Phone(string text, string field, List<JsonProblem> problems)
    {
        if (PhoneNumber.TryNormalize(text, out var e164, out var error)) return e164;
        problems.Add(new(field, error));
        return "";
    }

    /// <summary>Whether the second of two words was written; the first is the default.</summary>
    private static bool OneOf(string? text, string field, string first, string second, List<JsonProblem> problems)
    {
        if (text is not null && text != first && text != second) problems.Add(new(field, $"must be {first} or {second}"));
        return text == second;
    }

    private static int RingSeconds(int? seconds, string field, List<JsonProblem> problems)
    {
        if (seconds is < MinRingSeconds or > MaxRingSeconds) problems.Add(new(field, $"must be {MinRingSeconds} to {MaxRingSeconds}: longer, and the phone's own voicemail picks up"));
        return seconds ?? BusinessNumber.DefaultRingSeconds;
    }

    private sealed record ProfileDocument(
        string Name,
        string TimeZone,
        ImmutableArray<NumberDocument> Numbers,
        ImmutableDictionary<string, ImmutableArray<string>> Hours,
        ImmutableArray<MemberDocument> Team,
        string DefaultOwner,
        BusinessEmail? Email = null,
        string? BookingLink = null,
        string? Dispatch = null,
        int? CallCapacityPerHour = null,
        Prices? Prices = null)
    {
        public ImmutableArray<ReplyTemplate> Templates { get; init; } = [];

        public ImmutableArray<LocalDate> Holidays { get; init; } = [];
    }

    private sealed record NumberDocument(
        string Phone,
        string? Label = null,
        string? Answering = null,
        string? Ring = null,
        int? RingSeconds = null,
        string? Greeting = null,
        bool TakesMessages = false)
    {
        public ImmutableArray<string> ForwardTo { get; init; } = [];
    }

    private sealed record MemberDocument(string Id, string Name, string Role, string? Phone = null, string? Email = null);
}
