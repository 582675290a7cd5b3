using FollowUp.Core.Compliance;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Timelines;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Api.Reports;

/// <summary>What came of a sequence, one of its steps, or one variant of a step.</summary>
/// <param name="Sequence">The sequence; <c>total</c> for all.</param>
/// <param name="Step">The step; null for the sequence as a whole.</param>
/// <param name="Variant">The A/B variant, if the step has any.</param>
/// <param name="Campaign">The campaign, in the report on reactivation.</param>
/// <param name="Count">Enrollments of a sequence, touches of a step.</param>
/// <param name="Replied">Those that were answered.</param>
/// <param name="ReplyRate">Their share, 0 to 1.</param>
/// <param name="Booked">Those after which an appointment or the job was booked.</param>
/// <param name="BookingRate">Their share, 0 to 1.</param>
/// <param name="OptedOut">Those after which the person opted out.</param>
/// <param name="Running">Leads that are inside now, whenever they came in; null but for a sequence as a whole.</param>
public sealed record SequenceRow(
    string Sequence, string? Step, string? Variant, string? Campaign, int Count, int Replied, double? ReplyRate, int Booked, double? BookingRate,
    int OptedOut, int? Running);

/// <summary>
/// Follows timelines and gives credit: an answer belongs to the last touch before it, at most 30 days ago, and to the enrollment
/// that touch is of. Each touch and each enrollment counts once, in the span in which it was made.
/// </summary>
internal sealed class SequenceFigures(ReportRange range, bool byCampaign)
{
    private static readonly Duration Credit = Duration.FromDays(30);
    private readonly Dictionary<string, int> running = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Sequence, string Step, string Variant, string Campaign), List<Attempt>> attempts = [];

    public void Add(LeadState lead, IReadOnlyList<TimelineEntry> timeline)
    {
        foreach (var enrollment in lead.Enrollments.Where(e => e.IsRunning))
        {
            running[enrollment.Sequence] = running.GetValueOrDefault(enrollment.Sequence) + 1;
            attempts.TryAdd((enrollment.Sequence, "", "", ""), []);
        }
        var enrolled = new Dictionary<string, Attempt>();
        var campaigns = new Dictionary<string, string>();
        (Attempt Touch, Attempt? Enrollment)? last = null;
        foreach (var entry in timeline)
        {
            if (entry.Data is LeadEvent.SequenceRequested { Campaign: { } campaign } asked) campaigns[asked.Sequence] = campaign;
            else if (entry is { Kind: "decision", Rule: "enrolled", Sequence: { } entered })
                enrolled[entered] = Begin(entry, (entered, "", "", Taken(campaigns, entered)));
            else if (IsSent(entry))
                last = (Begin(entry, (entry.Sequence!, entry.Step ?? "", entry.Variant ?? "", "")), enrolled.GetValueOrDefault(entry.Sequence!));
            else if (last is var (touch, enrollment) && entry.At - touch.At <= Credit)
            {
                touch.See(entry);
                enrollment?.See(entry);
            }
        }
    }

    public Report<SequenceRow> ToReport()
    {
        var wanted = attempts.Where(a => byCampaign ? a.Key is { Step: "", Campaign: not "" } : a.Key.Campaign.Length == 0 || a.Key.Step.Length == 0).ToList();
        var rows = byCampaign
            ? wanted.Select(a => Row(a.Key.Sequence, null, null, a.Key.Campaign, a.Value))
            : wanted.GroupBy(a => (a.Key.Sequence, a.Key.Step, a.Key.Variant))
                .Select(g => Row(g.Key.Sequence, Or(g.Key.Step), Or(g.Key.Variant), null, [.. g.SelectMany(a => a.Value)]));
        return new(range.From, range.To, Row("total", null, null, null, [.. wanted.Where(a => a.Key.Step.Length == 0).SelectMany(a => a.Value)]), [.. rows]);
    }

    private Attempt Begin(TimelineEntry entry, (string, string, string, string) key)
    {
        var attempt = new Attempt { At = entry.At };
        if (!range.Has(entry.At)) return attempt;
        if (!attempts.TryGetValue(key, out var known)) attempts.Add(key, known = []);
        known.Add(attempt);
        return attempt;
    }

    /// <summary>A campaign counts for the enrollment that it asked for, not for later ones.</summary>
    private static string Taken(Dictionary<string, string> campaigns, string sequence) => campaigns.Remove(sequence, out var campaign) ? campaign : "";

    private static bool IsSent(TimelineEntry entry) => entry is
    {
        Kind: "touch", Sequence: not null, Channel: "sms" or "email" or "call" or "voicemail",
        Status: TouchStatus.Sent or TouchStatus.Delivered or TouchStatus.Claimed,
    };

    private static string? Or(string text) => text.Length == 0 ? null : text;

    private SequenceRow Row(string sequence, string? step, string? variant, string? campaign, List<Attempt> all)
    {
        double? Share(int of) => all.Count == 0 ? null : Math.Round((double)of / all.Count, 4);
        var (replied, booked) = (all.Count(a => a.Replied), all.Count(a => a.Booked));
        return new(sequence, step, variant, campaign, all.Count, replied, Share(replied), booked, Share(booked), all.Count(a => a.OptedOut),
            step is not null || byCampaign ? null : sequence == "total" ? running.Values.Sum() : running.GetValueOrDefault(sequence));
    }

    private sealed class Attempt
    {
        public required Instant At { get; init; }

        public bool Replied { get; private set; }

        public bool Booked { get; private set; }

        public bool OptedOut { get; private set; }

        public void See(TimelineEntry entry)
        {
            switch (entry.Data)
            {
                case LeadEvent.MessageReceived message when Keywords.Classify(message.Text) == Intent.OptOut:
                case LeadEvent.OptedOut:
                    OptedOut = true;
                    break;
                case LeadEvent.MessageReceived:
                    Replied = true;
                    break;
                case LeadEvent.AppointmentBooked or LeadEvent.LeadBooked:
                    Booked = true;
                    break;
            }
        }
    }
}
