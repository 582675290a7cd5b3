using FollowUp.Api.Campaigns;
using FollowUp.Core.Business;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Timelines;
using FollowUp.Core.Touches;

namespace FollowUp.Api.Reports;

/// <summary>What outreach cost, at the prices of the profile.</summary>
/// <param name="Sequence">The sequence; <c>inbox</c> for people's own messages and answers to keywords, <c>total</c> for all.</param>
/// <param name="Texts">Text messages.</param>
/// <param name="Segments">Their billed segments.</param>
/// <param name="Emails">Emails.</param>
/// <param name="Calls">Calls and voicemails.</param>
/// <param name="CallMinutes">Their billed minutes.</param>
/// <param name="Amount">The sum, in <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Leads">People reached; in the total, people who made first contact in the span.</param>
/// <param name="Bookings">Of the people reached, those who booked in the span; in the total, all who did.</param>
/// <param name="CostPerLead">The sum by leads.</param>
/// <param name="CostPerBooking">The sum by bookings.</param>
public sealed record CostRow(
    string Sequence, int Texts, int Segments, int Emails, int Calls, int CallMinutes, decimal Amount, string Currency, int Leads, int Bookings,
    decimal? CostPerLead, decimal? CostPerBooking);

/// <summary>Adds up what was sent. A text that the carrier refused is not billed; one whose fate is unknown may be, and is counted.</summary>
internal sealed class CostFigures(ReportRange range, Prices prices)
{
    private readonly SortedDictionary<string, (Costs Costs, int Leads, int Bookings)> sequences = new(StringComparer.Ordinal);
    private int leads, bookings;

    public void Add(LeadState lead, IReadOnlyList<TimelineEntry> timeline)
    {
        var minutes = timeline.Select(e => e.Data).OfType<LeadEvent.CallCompleted>().Where(c => c.TouchId is not null)
            .GroupBy(c => c.TouchId!).ToDictionary(g => g.Key, g => Math.Max(1, (int)Math.Ceiling(g.Max(c => c.DurationSeconds) / 60.0)));
        var booked = timeline.Any(e => e.Data is LeadEvent.AppointmentBooked or LeadEvent.LeadBooked && range.Has(e.At)) ? 1 : 0;
        if (range.Has(lead.CreatedAt)) leads++;
        bookings += booked;
        var reached = new HashSet<string>();
        foreach (var touch in timeline)
        {
            if (touch.Kind != "touch" || !range.Has(touch.At) || ChannelOf(touch) is not { } channel) continue;
            if (touch.Status is TouchStatus.Suppressed or TouchStatus.Planned || (touch.Status == TouchStatus.Failed && channel != Channel.Call)) continue;
            var sequence = touch.Sequence ?? "inbox";
            var sum = sequences.GetValueOrDefault(sequence, (Costs.None(prices), 0, 0));
            var isFirst = reached.Add(sequence);
            sequences[sequence] = (
                sum.Item1.With(channel, touch.Text, prices, minutes.GetValueOrDefault(touch.TouchId ?? "", 1)),
                sum.Item2 + (isFirst ? 1 : 0), sum.Item3 + (isFirst ? booked : 0));
        }
    }

    public Report<CostRow> ToReport() => new(
        range.From, range.To,
        Row("total", sequences.Values.Aggregate(Costs.None(prices), (sum, s) => sum + s.Costs), leads, bookings),
        [.. sequences.Select(s => Row(s.Key, s.Value.Costs, s.Value.Leads, s.Value.Bookings))]);

    private static CostRow Row(string sequence, Costs costs, int leads, int bookings) => new(
        sequence, costs.Texts, costs.Segments, costs.Emails, costs.Calls, costs.CallMinutes, costs.Amount, costs.Currency, leads, bookings,
        leads == 0 ? null : decimal.Round(costs.Amount / leads, 4), bookings == 0 ? null : decimal.Round(costs.Amount / bookings, 4));

    private static Channel? ChannelOf(TimelineEntry touch) => touch.Channel switch
    {
        "sms" => Channel.Sms,
        "email" => Channel.Email,
        "call" => Channel.Call,
        "voicemail" => Channel.Voicemail,
        _ => null,
    };
}
