using FollowUp.Core.Events;
using FollowUp.Core.Timelines;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Api.Reports;

/// <summary>How a channel's carrier does.</summary>
/// <param name="Channel">The channel; <c>total</c> for all.</param>
/// <param name="Count">What was given to the carrier.</param>
/// <param name="Delivered">What it says has arrived: of calls, those that it put through, taken or not.</param>
/// <param name="Waiting">What it has taken and not reported on.</param>
/// <param name="Failed">What it refused or could not deliver.</param>
/// <param name="Unknown">What nobody can say of whether it left.</param>
/// <param name="LastDeliveredAt">When the last one went out that arrived.</param>
/// <param name="LastFailedAt">When the last one went out that failed, or that nobody knows of.</param>
/// <param name="LastFailure">Why that one did.</param>
public sealed record DeliveryRow(
    string Channel, int Count, int Delivered, int Waiting, int Failed, int Unknown, Instant? LastDeliveredAt, Instant? LastFailedAt, string? LastFailure);

/// <summary>Counts what became of everything that was given to a carrier: the carriers' health, as the business feels it.</summary>
internal sealed class DeliveryFigures(ReportRange range)
{
    private readonly SortedDictionary<string, DeliveryRow> rows = new(StringComparer.Ordinal);
    private DeliveryRow total = Empty("total");

    public void Add(IReadOnlyList<TimelineEntry> timeline)
    {
        // That nobody takes a call is no fault of who carries it.
        var rungOut = timeline.Select(e => e.Data).OfType<LeadEvent.CallCompleted>().Where(c => c.Disposition != "failed").Select(c => c.TouchId).ToHashSet();
        foreach (var touch in timeline)
        {
            if (touch is not { Kind: "touch", Channel: "sms" or "email" or "call" or "voicemail", Status: { } status } || !range.Has(touch.At)
                || status is TouchStatus.Planned or TouchStatus.Suppressed) continue;
            if (status == TouchStatus.Failed && rungOut.Contains(touch.TouchId)) status = TouchStatus.Delivered;
            rows[touch.Channel] = With(rows.GetValueOrDefault(touch.Channel) ?? Empty(touch.Channel), touch, status);
            total = With(total, touch, status);
        }
    }

    public Report<DeliveryRow> ToReport() => new(range.From, range.To, total, [.. rows.Values]);

    private static DeliveryRow Empty(string channel) => new(channel, 0, 0, 0, 0, 0, null, null, null);

    private static DeliveryRow With(DeliveryRow row, TimelineEntry touch, TouchStatus status)
    {
        row = row with { Count = row.Count + 1 };
        switch (status)
        {
            case TouchStatus.Delivered:
                return row with { Delivered = row.Delivered + 1, LastDeliveredAt = Later(row.LastDeliveredAt, touch.At) };
            case TouchStatus.Failed or TouchStatus.Unknown:
                row = status == TouchStatus.Failed ? row with { Failed = row.Failed + 1 } : row with { Unknown = row.Unknown + 1 };
                return row.LastFailedAt > touch.At ? row : row with { LastFailedAt = touch.At, LastFailure = touch.Reason };
            default:
                return row with { Waiting = row.Waiting + 1 };
        }
    }

    private static Instant Later(Instant? known, Instant at) => known > at ? known.Value : at;
}
