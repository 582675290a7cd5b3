using System.Text.Json;
using FollowUp.Dispatch.Wire;
using NodaTime;
using NodaTime.Text;

namespace FollowUp.Dispatch.Jobber;

/// <summary>
/// Jobber. A job belongs to a property, and a property to a client; a job's time is the time of its visit. Jobs have no external id (custom
/// fields are for higher plans), so the last line of the instructions names the appointment, and the client's jobs are looked through for it
/// before one is made.
/// </summary>
internal sealed class JobberBoard(JobberApi api) : IDispatchBoard
{
    private const int MaxPages = 20;

    public string Name => "jobber";

    public string Title => JobberApi.Title;

    /// <summary>The line by which a job is found again.</summary>
    internal static string LineOf(string appointmentId) => "FollowUp appointment " + appointmentId;

    public async Task<PushedJob> PushAsync(BookedWork work, CancellationToken cancellation)
    {
        var found = await FindClientsAsync(work.Customer, cancellation);
        foreach (var client in found)
        {
            if (await FindJobAsync(client.Text("id")!, work, cancellation) is not { } there) continue;
            await ScheduleAsync(there, work, cancellation);
            return new(there.Text("id")!, WasThere: true);
        }

        if (work.Address is null && !found.Any(c => Nodes(c, "clientProperties").Any()))
            throw new BoardException(BoardFault.Lasting, $"{Title} makes no job without an address, and nobody has said where this one is.");
        var property = found.Count > 0 ? await PropertyAsync(found[0], work, cancellation) : await PropertyOfNewClientAsync(work, cancellation);
        var payload = await api.ChangeAsync(JobberQueries.CreateJob, "jobCreate", new { input = BodyOf(work, property) }, cancellation);
        var job = payload.Get("job") ?? throw new BoardException(BoardFault.Passing, $"{Title} did not say which job it made.");
        await ScheduleAsync(job, work, cancellation);
        return new(job.Text("id")!, WasThere: false);
    }

    private async Task<List<JsonElement>> FindClientsAsync(Customer customer, CancellationToken cancellation)
    {
        var found = new List<JsonElement>();
        foreach (var term in new[] { customer.Phone?.TrimStart('+'), customer.Phone is { Length: > 10 } phone ? phone[^10..] : null, customer.Email })
        {
            if (term is null) continue;
            var answer = await api.AskAsync(JobberQueries.FindClients, new { term }, cancellation);
            foreach (var client in Nodes(answer, "clients"))
            {
                var isTheirs = client.Items("phones").Any(p => customer.HasPhone(p.Text("number"))) || client.Items("emails").Any(e => customer.HasEmail(e.Text("address")));
                if (isTheirs && found.TrueForAll(f => f.Text("id") != client.Text("id"))) found.Add(client);
            }
        }
        return found;
    }

    private async Task<JsonElement?> FindJobAsync(string clientId, BookedWork work, CancellationToken cancellation)
    {
        var line = LineOf(work.AppointmentId);
        string? after = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var answer = await api.AskAsync(JobberQueries.ClientJobs, new { id = clientId, after }, cancellation);
            if (answer.Get("client") is not { } client) return null;
            foreach (var job in Nodes(client, "jobs"))
                if ((job.Text("instructions") ?? "").Split('\n').Any(l => l.Trim() == line)) return job;
            if (client.Get("jobs")?.Get("pageInfo") is not { } info || info.Get("hasNextPage") is not { ValueKind: JsonValueKind.True }) return null;
            after = info.Text("endCursor");
        }
        return null;
    }

    private async Task<string> PropertyOfNewClientAsync(BookedWork work, CancellationToken cancellation)
    {
        var c = work.Customer;
        var input = new
        {
            firstName = c.FirstName,
            lastName = c.LastName,
            phones = c.Phone is null ? null : new[] { new { description = "MAIN", primary = true, number = c.Phone } },
            emails = c.Email is null ? null : new[] { new { description = "MAIN", primary = true, address = c.Email } },
        };
        var payload = await api.ChangeAsync(JobberQueries.CreateClient, "clientCreate", new { input }, cancellation);
        return await PropertyAsync(
            payload.Get("client") ?? throw new BoardException(BoardFault.Passing, $"{Title} did not say which client it made."), work, cancellation);
    }

    private async Task<string> PropertyAsync(JsonElement client, BookedWork work, CancellationToken cancellation)
    {
        foreach (var known in Nodes(client, "clientProperties"))
            if (work.Address is null || work.Address.IsAt(known.Get("address")?.Text("street1"))) return known.Text("id")!;
        if (work.Address is not { } a) throw new BoardException(BoardFault.Lasting, $"{Title} makes no job without an address, and nobody has said where this one is.");
        var address = new { street1 = a.Street, city = a.City, province = a.State, postalCode = a.Zip };
        var payload = await api.ChangeAsync(
            JobberQueries.CreateProperty, "propertyCreate", new { clientId = client.Text("id"), input = new { properties = new[] { new { address } } } }, cancellation);
        return payload.Items("properties").FirstOrDefault().Text("id")
            ?? throw new BoardException(BoardFault.Passing, $"{Title} did not say which property it made.");
    }

    private static object BodyOf(BookedWork work, string propertyId) => new
    {
        propertyId,
        title = work.Title,
        instructions = string.Join('\n', new[] { work.Notes, LineOf(work.AppointmentId) }.Where(l => l.Length > 0)),
        invoicing = new { invoicingType = "FIXED_PRICE", invoicingSchedule = "ON_COMPLETION" },
        scheduling = new { createVisits = true, notifyTeam = false },
    };

    /// <summary>Sets the time of the job's visit; a job that was made by a try that died in between gets its time here.</summary>
    private async Task ScheduleAsync(JsonElement job, BookedWork work, CancellationToken cancellation)
    {
        var visit = Nodes(job, "visits").FirstOrDefault();
        if (visit.Text("id") is not { } id)
            throw new BoardException(BoardFault.Lasting, $"{Title} has the job, but without a visit: put it on the schedule there.");
        if (visit.Text("startAt") is { } start && OffsetDateTimePattern.ExtendedIso.Parse(start) is { Success: true, Value: var at } && at.ToInstant() == work.StartsAt) return;
        var input = new { startAt = Local(work.StartsAt, work.Zone), endAt = Local(work.EndsAt, work.Zone) };
        await api.ChangeAsync(JobberQueries.ScheduleVisit, "visitEditSchedule", new { id, input }, cancellation);
    }

    private static object Local(Instant time, DateTimeZone zone)
    {
        var local = time.InZone(zone);
        return new { date = LocalDatePattern.Iso.Format(local.Date), time = LocalTimePattern.GeneralIso.Format(local.TimeOfDay), timezone = zone.Id };
    }

    private static IEnumerable<JsonElement> Nodes(JsonElement element, string connection) => element.Get(connection)?.Items("nodes") ?? [];
}
