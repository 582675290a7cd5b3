using FollowUp.Api.Leads;
using FollowUp.Core.Engine;
using FollowUp.Core.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace FollowUp.Api.Reports;

/// <summary>
/// Figures about a span of time, as JSON or CSV. They are made anew from leads and timelines on every request, a page at a time:
/// fine up to some ten thousand leads, beyond which they should be added up as things happen.
/// </summary>
internal static class ReportEndpoints
{
    public static void Map(RouteGroupBuilder reports)
    {
        reports.MapGet("/speed-to-lead", SpeedAsync).Produces<Report<SpeedRow>>();
        reports.MapGet("/sequences", (HttpRequest r, string? from, string? to, ILeadStore s, IPlaybookSource p, IClock c, CancellationToken t) =>
            SequencesAsync("sequences", false, r, from, to, s, p, c, t)).Produces<Report<SequenceRow>>();
        reports.MapGet("/reactivation", (HttpRequest r, string? from, string? to, ILeadStore s, IPlaybookSource p, IClock c, CancellationToken t) =>
            SequencesAsync("reactivation", true, r, from, to, s, p, c, t)).Produces<Report<SequenceRow>>();
        reports.MapGet("/appointments", AppointmentsAsync).Produces<Report<AppointmentRow>>();
        reports.MapGet("/cost", CostAsync).Produces<Report<CostRow>>();
        reports.MapGet("/delivery", DeliveryAsync).Produces<Report<DeliveryRow>>();
    }

    private static async Task<IResult> SpeedAsync(
        HttpRequest request, string? from, string? to, ILeadStore store, IPlaybookSource playbooks, IClock clock, CancellationToken cancellation)
    {
        var speed = new SpeedToLead(await RangeAsync(from, to, playbooks, clock, cancellation));
        await foreach (var lead in store.AllAsync(cancellation)) speed.Add(lead);
        return speed.ToReport().Answer(request, "speed-to-lead");
    }

    private static async Task<IResult> SequencesAsync(
        string name, bool byCampaign, HttpRequest request, string? from, string? to, ILeadStore store, IPlaybookSource playbooks, IClock clock,
        CancellationToken cancellation)
    {
        var figures = new SequenceFigures(await RangeAsync(from, to, playbooks, clock, cancellation), byCampaign);
        await foreach (var lead in store.AllAsync(cancellation))
            if (lead.Enrolled > 0) figures.Add(lead, await store.WholeTimelineAsync(lead.Id, cancellation));
        return figures.ToReport().Answer(request, name);
    }

    private static async Task<IResult> AppointmentsAsync(
        HttpRequest request, string? from, string? to, ILeadStore store, IPlaybookSource playbooks, IClock clock, CancellationToken cancellation)
    {
        var figures = new AppointmentFigures(await RangeAsync(from, to, playbooks, clock, cancellation));
        await foreach (var lead in store.AllAsync(new LeadQuery { Marks = LeadMarks.Appointments }, cancellation)) figures.Add(lead);
        return figures.ToReport().Answer(request, "appointments");
    }

    private static async Task<IResult> CostAsync(
        HttpRequest request, string? from, string? to, ILeadStore store, IPlaybookSource playbooks, IClock clock, CancellationToken cancellation)
    {
        var range = await RangeAsync(from, to, playbooks, clock, cancellation);
        var figures = new CostFigures(range, (await playbooks.CurrentAsync(cancellation)).Business.Prices);
        await foreach (var lead in store.AllAsync(cancellation)) figures.Add(lead, await store.WholeTimelineAsync(lead.Id, cancellation));
        return figures.ToReport().Answer(request, "cost");
    }

    private static async Task<IResult> DeliveryAsync(
        HttpRequest request, string? from, string? to, ILeadStore store, IPlaybookSource playbooks, IClock clock, CancellationToken cancellation)
    {
        var figures = new DeliveryFigures(await RangeAsync(from, to, playbooks, clock, cancellation));
        await foreach (var lead in store.AllAsync(cancellation)) figures.Add(await store.WholeTimelineAsync(lead.Id, cancellation));
        return figures.ToReport().Answer(request, "delivery");
    }

    private static async Task<ReportRange> RangeAsync(
        string? from, string? to, IPlaybookSource playbooks, IClock clock, CancellationToken cancellation) =>
        ReportRange.Read(from, to, (await playbooks.CurrentAsync(cancellation)).Business.Zone, clock.GetCurrentInstant());
}
