using FollowUp.Core.Leads;

namespace FollowUp.Api.Reports;

/// <summary>What became of the appointments of a day.</summary>
/// <param name="Day">The day on the business's clock; <c>total</c> for all.</param>
/// <param name="Appointments">All of them.</param>
/// <param name="Booked">Still to come, or nobody said what became of them.</param>
/// <param name="Confirmed">The person said they will come.</param>
/// <param name="Cancelled">Called off.</param>
/// <param name="Completed">They took place.</param>
/// <param name="NoShow">The person was not there.</param>
/// <param name="NoShowRate">The share of those that the person did not come to, among those known, 0 to 1.</param>
public sealed record AppointmentRow(
    string Day, int Appointments, int Booked, int Confirmed, int Cancelled, int Completed, int NoShow, double? NoShowRate);

/// <summary>Counts appointments by the day they are on.</summary>
internal sealed class AppointmentFigures(ReportRange range)
{
    private readonly SortedDictionary<string, List<AppointmentStatus>> days = new(StringComparer.Ordinal);

    public void Add(LeadState lead)
    {
        foreach (var appointment in lead.Appointments)
        {
            if (!range.Has(appointment.StartsAt)) continue;
            var day = range.DayOf(appointment.StartsAt);
            if (!days.TryGetValue(day, out var known)) days.Add(day, known = []);
            known.Add(appointment.Status);
        }
    }

    public Report<AppointmentRow> ToReport() =>
        new(range.From, range.To, Row("total", [.. days.Values.SelectMany(d => d)]), [.. days.Select(d => Row(d.Key, d.Value))]);

    private static AppointmentRow Row(string day, List<AppointmentStatus> all)
    {
        int Of(AppointmentStatus status) => all.Count(s => s == status);
        var (completed, noShow) = (Of(AppointmentStatus.Completed), Of(AppointmentStatus.NoShow));
        return new(
            day, all.Count, Of(AppointmentStatus.Booked), Of(AppointmentStatus.Confirmed), Of(AppointmentStatus.Cancelled), completed, noShow,
            completed + noShow == 0 ? null : Math.Round((double)noShow / (completed + noShow), 4));
    }
}
