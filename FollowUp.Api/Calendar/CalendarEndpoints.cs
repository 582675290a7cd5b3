using FollowUp.Api.Http;
using FollowUp.Api.Leads;
using FollowUp.Core.Calendars;
using FollowUp.Core.Decisions;
using FollowUp.Core.Engine;
using FollowUp.Core.Leads;
using FollowUp.Core.Serialization;
using FollowUp.Core.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace FollowUp.Api.Calendar;

/// <summary>The appointments and estimates of all leads.</summary>
internal static class CalendarEndpoints
{
    private const int DefaultDays = 14;
    private static readonly Duration MaxSpan = Duration.FromDays(400);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/appointments", AppointmentsAsync);
        api.MapGet("/estimates", EstimatesAsync);
    }

    /// <summary>Appointments that start in a span, the earliest first; two weeks from the start of the business's day when none is given.</summary>
    private static async Task<Ok<Listing<AppointmentView>>> AppointmentsAsync(
        string? from, string? before, ILeadStore store, IPlaybookSource playbooks, IClock clock, CancellationToken cancellation)
    {
        var playbook = await playbooks.CurrentAsync(cancellation);
        var zone = playbook.Business.Zone;
        var begin = Moment(from, "from") ?? LocalTimes.Resolve(clock.GetCurrentInstant().InZone(zone).Date.AtMidnight(), zone);
        var end = Moment(before, "before") ?? begin + Duration.FromDays(DefaultDays);
        if (end <= begin || end - begin > MaxSpan) throw ProblemException.Bad("before", "must lie after from, by at most 400 days");
        var found = new List<AppointmentView>();
        await foreach (var lead in store.AllAsync(new LeadQuery { AppointmentFrom = begin, AppointmentBefore = end }, cancellation))
            found.AddRange(lead.Appointments.Where(a => a.StartsAt >= begin && a.StartsAt < end).Select(a => new AppointmentView(a, Party.Of(lead, playbook))));
        return TypedResults.Ok(new Listing<AppointmentView>([.. found.OrderBy(a => a.Appointment.StartsAt).ThenBy(a => a.Lead.Id, StringComparer.Ordinal)], null));
    }

    /// <summary>Estimates of one status, the newest first; those that wait for an answer when none is given.</summary>
    private static async Task<Ok<Listing<EstimateView>>> EstimatesAsync(
        string? status, ILeadStore store, IPlaybookSource playbooks, CancellationToken cancellation)
    {
        var playbook = await playbooks.CurrentAsync(cancellation);
        var found = new List<EstimateView>();
        await foreach (var lead in store.AllAsync(new LeadQuery { Marks = LeadMarks.Estimates }, cancellation))
            found.AddRange(lead.Estimates.Where(e => e.Status == (status ?? "sent")).Select(e => new EstimateView(e, Party.Of(lead, playbook))));
        return TypedResults.Ok(new Listing<EstimateView>([.. found.OrderByDescending(e => e.Estimate.SentAt).ThenBy(e => e.Lead.Id, StringComparer.Ordinal)], null));
    }

    private static Instant? Moment(string? text, string field)
    {
        if (text is null) return null;
        var (value, error) = Converters.ParseInstant(text.Replace(' ', '+'));
        return error is null ? value : throw ProblemException.Bad(field, error);
    }
}

/// <summary>An appointment and whose it is.</summary>
public sealed record AppointmentView(Appointment Appointment, Party Lead);

/// <summary>An estimate and whose it is.</summary>
public sealed record EstimateView(Estimate Estimate, Party Lead);

/// <summary>The person of an appointment or estimate.</summary>
public sealed record Party(string Id, string? Name, string? Phone, string? Email, string TimeZone, string Owner)
{
    internal static Party Of(LeadState lead, Playbook playbook) =>
        new(lead.Id, lead.Name, lead.Phone, lead.Email, playbook.ZoneOf(lead).Id, playbook.Business.OwnerOr(lead.Owner).Id);
}
