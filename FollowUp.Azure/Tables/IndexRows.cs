using Azure.Data.Tables;
using FollowUp.Core.Leads;
using FollowUp.Core.Stores;
using NodaTime;

namespace FollowUp.Azure.Tables;

/// <summary>What the two indexes say of a lead, and how a list is narrowed by it.</summary>
internal static class IndexRows
{
    private const char TagMark = '\u001f';
    private const string Stage = "Stage";
    private const string Owner = "Owner";
    private const string Tags = "Tags";
    private const string FirstAppointment = "FirstAppointment";
    private const string LastAppointment = "LastAppointment";
    private const string Search = "Search";

    // A string property holds 32,768 characters; who wrote more than this is always read and looked through.
    private const int MaxSearch = 16 * 1024;

    /// <summary>Newest first, with what <see cref="LeadFilter"/> asks for.</summary>
    public static TableEntity Listed(LeadState lead) => new("", NewestFirst(lead.CreatedAt, lead.Id))
    {
        [Stage] = lead.Stage,
        [Owner] = lead.Owner,
        [Tags] = lead.Tags.IsDefaultOrEmpty ? null : TagMark + string.Join(TagMark, lead.Tags) + TagMark,
    };

    /// <summary>What the service can tell of a filter; null when nothing.</summary>
    public static string? Of(LeadFilter filter) => And(
        filter.Stage is null ? null : TableClient.CreateQueryFilter($"Stage eq {filter.Stage}"),
        filter.Owner is null ? null : TableClient.CreateQueryFilter($"Owner eq {filter.Owner}"));

    /// <summary>Whether a row may fit, by what only a look at it tells; null when the service tells all.</summary>
    public static Func<TableEntity, bool>? MayFit(LeadFilter filter) =>
        filter.Tag is not { } tag ? null : row => row.GetString(Tags)?.Contains(TagMark + tag + TagMark, StringComparison.Ordinal) == true;

    /// <summary>Whether a lead is what a list is narrowed to.</summary>
    public static bool Fits(LeadState lead, LeadFilter filter) =>
        (filter.Stage is null || filter.Stage == lead.Stage) && (filter.Owner is null || filter.Owner == lead.Owner)
        && (filter.Tag is null || (!lead.Tags.IsDefaultOrEmpty && lead.Tags.Contains(filter.Tag)));

    /// <summary>The most lately active first, with what <see cref="LeadQuery"/> asks for: a column for each mark that stands out.</summary>
    public static TableEntity Active(LeadState lead)
    {
        var card = LeadCard.Of(lead);
        var row = new TableEntity("", NewestFirst(card.ActiveAt, lead.Id)) { [Owner] = card.Owner ?? "" };
        foreach (var mark in Marks(card.Marks)) row[mark.ToString()] = true;
        if (!card.Appointments.IsEmpty)
            (row[FirstAppointment], row[LastAppointment]) = (TableKeys.Floor(card.Appointments.Min()), TableKeys.Floor(card.Appointments.Max()));
        if (card.Search.Length <= MaxSearch) row[Search] = card.Search;
        return row;
    }

    /// <summary>What the service can tell of a query; null when nothing.</summary>
    public static string? Of(LeadQuery query) => And(
    [
        .. Marks(query.Marks).Select(mark => $"{mark} eq true"),
        query.Owner is null ? null
            : query.OrUnowned ? TableClient.CreateQueryFilter($"(Owner eq {query.Owner} or Owner eq {""})")
            : TableClient.CreateQueryFilter($"Owner eq {query.Owner}"),
        query is { AppointmentFrom: { } from, AppointmentBefore: { } before }
            ? TableClient.CreateQueryFilter($"LastAppointment ge {TableKeys.Floor(from)} and FirstAppointment le {TableKeys.Floor(before)}")
            : null,
    ]);

    /// <summary>Whether a row may fit, by what only a look at it tells; null when the service tells all.</summary>
    public static Func<TableEntity, bool>? MayFit(LeadQuery query) =>
        query.Needle is not { } needle ? null : row => row.GetString(Search)?.Contains(needle, StringComparison.Ordinal) != false;

    private static string NewestFirst(Instant at, string leadId) => TableKeys.Ordered(TableKeys.Floor(Instant.MaxValue) - TableKeys.Floor(at), leadId);

    private static IEnumerable<LeadMarks> Marks(LeadMarks marks) =>
        Enum.GetValues<LeadMarks>().Where(mark => mark != LeadMarks.None && marks.HasFlag(mark));

    private static string? And(params IEnumerable<string?> parts)
    {
        var filter = string.Join(" and ", parts.OfType<string>());
        return filter.Length == 0 ? null : filter;
    }
}
