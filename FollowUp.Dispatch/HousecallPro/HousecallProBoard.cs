using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using FollowUp.Dispatch.Wire;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace FollowUp.Dispatch.HousecallPro;

/// <summary>
/// Housecall Pro. It has no external id and no idempotency key, so the job carries a tag with the appointment's id, and the customer's jobs are
/// looked through for it before one is made.
/// Pages: https://docs.housecallpro.com/docs/housecall-public-api (Authentication; Customers: get, create, create address; Jobs: get, create,
/// update job schedule).
/// </summary>
internal sealed class HousecallProBoard(IHttpClientFactory clients, IOptions<HousecallProOptions> options) : IDispatchBoard
{
    internal const string Client = "housecallpro";
    private const int PageSize = 100;
    private const int MaxPages = 20;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private readonly HousecallProOptions options = options.Value;

    public string Name => "housecallpro";

    public string Title => "Housecall Pro";

    /// <summary>The tag by which a job is found again.</summary>
    internal static string TagOf(string appointmentId) => "followup:" + appointmentId;

    public async Task<PushedJob> PushAsync(BookedWork work, CancellationToken cancellation)
    {
        Needed.All(Title, "HousecallPro", (nameof(options.ApiKey), options.ApiKey));
        var found = await FindCustomersAsync(work.Customer, cancellation);
        foreach (var customer in found)
        {
            if (await FindJobAsync(customer.Text("id")!, work, cancellation) is not { } there) continue;
            await MoveAsync(there, work, cancellation);
            return new(there.Text("id")!, WasThere: true);
        }

        if (work.Address is null && !found.Any(c => c.Items("addresses").Any()))
            throw new BoardException(BoardFault.Lasting, $"{Title} makes no job without an address, and nobody has said where this one is.");
        var owner = found.Count > 0 ? found[0] : await MakeCustomerAsync(work, cancellation);
        var address = await AddressAsync(owner, work.Address, cancellation);
        var made = await CallAsync(HttpMethod.Post, "jobs", BodyOf(work, owner.Text("id")!, address), cancellation);
        return new(made.Text("id") ?? throw new BoardException(BoardFault.Passing, $"{Title} did not say which job it made."), WasThere: false);
    }

    private async Task<List<JsonElement>> FindCustomersAsync(Customer customer, CancellationToken cancellation)
    {
        var found = new List<JsonElement>();
        foreach (var term in Terms(customer))
        {
            var answer = await CallAsync(HttpMethod.Get, $"customers?q={Uri.EscapeDataString(term)}&page=1&page_size={PageSize}", null, cancellation);
            foreach (var one in answer.Items("customers"))
            {
                var isTheirs = customer.HasPhone(one.Text("mobile_number")) || customer.HasPhone(one.Text("home_number"))
                    || customer.HasPhone(one.Text("work_number")) || customer.HasEmail(one.Text("email"));
                if (isTheirs && found.TrueForAll(f => f.Text("id") != one.Text("id"))) found.Add(one);
            }
        }
        return found;
    }

    private static IEnumerable<string> Terms(Customer customer)
    {
        // The national number: how it is stored there, and a part of how it is stored elsewhere.
        if (customer.Phone is { } phone) yield return phone.StartsWith("+1", StringComparison.Ordinal) ? phone[2..] : phone.TrimStart('+');
        if (customer.Email is { } email) yield return email;
    }

    private async Task<JsonElement?> FindJobAsync(string customerId, BookedWork work, CancellationToken cancellation)
    {
        var tag = TagOf(work.AppointmentId);
        for (var page = 1; page <= MaxPages; page++)
        {
            var answer = await CallAsync(
                HttpMethod.Get, $"jobs?customer_id={Uri.EscapeDataString(customerId)}&page={page}&page_size={PageSize}", null, cancellation);
            foreach (var job in answer.Items("jobs"))
                if (job.Items("tags").Any(t => (t.ValueKind == JsonValueKind.String ? t.GetString() : t.Text("name")) == tag)) return job;
            if (!int.TryParse(answer.Text("total_pages"), CultureInfo.InvariantCulture, out var pages) || page >= pages) break;
        }
        return null;
    }

    private async Task MoveAsync(JsonElement job, BookedWork work, CancellationToken cancellation)
    {
        var start = job.Get("schedule")?.Text("scheduled_start");
        if (start is not null && OffsetDateTimePattern.ExtendedIso.Parse(start) is { Success: true, Value: var at } && at.ToInstant() == work.StartsAt) return;
        var schedule = new
        {
            start_time = Text(work.StartsAt), end_time = Text(work.EndsAt), arrival_window_in_minutes = options.ArrivalWindowMinutes, notify = false, notify_pro = true,
        };
        await CallAsync(HttpMethod.Put, $"jobs/{job.Text("id")}/schedule", schedule, cancellation);
    }

    private async Task<JsonElement> MakeCustomerAsync(BookedWork work, CancellationToken cancellation) => await CallAsync(
        HttpMethod.Post,
        "customers",
        new
        {
            first_name = work.Customer.FirstName,
            last_name = work.Customer.LastName,
            email = work.Customer.Email,
            mobile_number = work.Customer.Phone,
            // The lead gets our own confirmation and reminders; the board's would come twice.
            notifications_enabled = false,
            lead_source = "FollowUp",
            addresses = work.Address is { } a ? new[] { BodyOf(a) } : null,
        },
        cancellation);

    private async Task<string> AddressAsync(JsonElement customer, PostalAddress? address, CancellationToken cancellation)
    {
        var known = customer.Items("addresses").FirstOrDefault(a => address is null || address.IsAt(a.Text("street")));
        if (known.Text("id") is { } id) return id;
        var made = await CallAsync(HttpMethod.Post, $"customers/{customer.Text("id")}/addresses", BodyOf(address!), cancellation);
        return made.Text("id") ?? throw new BoardException(BoardFault.Passing, $"{Title} did not say which address it made.");
    }

    private object BodyOf(BookedWork work, string customerId, string addressId) => new
    {
        customer_id = customerId,
        address_id = addressId,
        schedule = new { scheduled_start = Text(work.StartsAt), scheduled_end = Text(work.EndsAt), arrival_window = options.ArrivalWindowMinutes },
        notes = $"{work.Title}\n{work.Notes}".Trim(),
        assigned_employee_ids = options.EmployeeIds.Count > 0 ? options.EmployeeIds : null,
        tags = new[] { TagOf(work.AppointmentId) },
        lead_source = "FollowUp",
    };

    private static object BodyOf(PostalAddress a) => new { street = a.Street, city = a.City, state = a.State, zip = a.Zip };

    private static string Text(Instant time) => InstantPattern.General.Format(time);

    private Task<JsonElement> CallAsync(HttpMethod method, string path, object? body, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(method, new Uri(options.Api, path));
        if (body is not null) request.Content = JsonContent.Create(body, options: Json);
        request.Headers.Authorization = new AuthenticationHeaderValue(options.Scheme, options.ApiKey);
        return BoardWire.SendAsync(clients.CreateClient(Client), Title, request, cancellation);
    }
}
