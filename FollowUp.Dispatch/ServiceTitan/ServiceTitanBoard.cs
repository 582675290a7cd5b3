using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using FollowUp.Dispatch.Wire;
using Microsoft.Extensions.Options;
using NodaTime.Text;

namespace FollowUp.Dispatch.ServiceTitan;

/// <summary>
/// ServiceTitan. A booking goes to the office's Bookings screen, where a person turns it into a job with a technician: that is what the API has
/// for outside systems, and it needs no customer or location to exist. Its <c>externalId</c> is the appointment's id.
/// Pages: https://developer.servicetitan.io/docs/overview (two-step call: token, then app key),
/// https://developer.servicetitan.io/api-details/#api=tenant-crm-v2&amp;operation=Bookings_Create (and Bookings_GetList2, Bookings_Update).
/// </summary>
internal sealed class ServiceTitanBoard : IDispatchBoard, IDisposable
{
    internal const string Client = "servicetitan";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private readonly IHttpClientFactory clients;
    private readonly ServiceTitanOptions options;
    private readonly AccessTokens tokens;

    public ServiceTitanBoard(IHttpClientFactory clients, IOptions<ServiceTitanOptions> options, TimeProvider time)
    {
        (this.clients, this.options) = (clients, options.Value);
        tokens = new(time, FetchTokenAsync);
    }

    public string Name => "servicetitan";

    public string Title => "ServiceTitan";

    private string Bookings => $"crm/v2/tenant/{Uri.EscapeDataString(options.Tenant!)}/booking-provider/{Uri.EscapeDataString(options.BookingProvider!)}/bookings";

    public async Task<PushedJob> PushAsync(BookedWork work, CancellationToken cancellation)
    {
        Needed.All(
            Title, "ServiceTitan", (nameof(options.Tenant), options.Tenant), (nameof(options.BookingProvider), options.BookingProvider),
            (nameof(options.AppKey), options.AppKey), (nameof(options.ClientId), options.ClientId), (nameof(options.ClientSecret), options.ClientSecret));
        var start = InstantPattern.General.Format(work.StartsAt);
        if (await FindAsync(work, cancellation) is { } there && there.Text("id") is { } id)
        {
            if (InstantPattern.ExtendedIso.Parse(there.Text("start") ?? "") is not { Success: true, Value: var at } || at != work.StartsAt)
                await CallAsync(HttpMethod.Patch, $"{Bookings}/{id}", new { start }, cancellation);
            return new(id, WasThere: true);
        }

        var made = await CallAsync(HttpMethod.Post, Bookings, BodyOf(work, start), cancellation);
        return new(made.Text("id") ?? throw new BoardException(BoardFault.Passing, $"{Title} did not say which booking it made."), WasThere: false);
    }

    public void Dispose() => tokens.Dispose();

    private async Task<JsonElement?> FindAsync(BookedWork work, CancellationToken cancellation)
    {
        var found = await CallAsync(HttpMethod.Get, $"{Bookings}?externalId={Uri.EscapeDataString(work.AppointmentId)}&pageSize=50", null, cancellation);
        foreach (var booking in found.Items("data"))
            if (booking.Text("externalId") == work.AppointmentId) return booking;
        return null;
    }

    private object BodyOf(BookedWork work, string start) => new
    {
        source = "FollowUp",
        name = work.Customer.Name,
        summary = work.Notes.Length > 0 ? $"{work.Title}\n{work.Notes}" : work.Title,
        isFirstTimeClient = !work.Customer.IsKnown,
        externalId = work.AppointmentId,
        start,
        // An address in one piece stays in the summary: the API wants street, city, state and zip.
        address = work.Address is { IsWhole: true } a ? new { street = a.Street, city = a.City, state = a.State, zip = a.Zip, country = "USA" } : null,
        contacts = Contacts(work.Customer),
        campaignId = options.CampaignId,
        businessUnitId = options.BusinessUnitId,
        jobTypeId = options.JobTypeId,
        // The lead gets our own confirmation.
        isSendConfirmationEmail = false,
    };

    private static List<object> Contacts(Customer customer)
    {
        var contacts = new List<object>(2);
        if (customer.Phone is { } phone) contacts.Add(new { type = "MobilePhone", value = phone });
        if (customer.Email is { } email) contacts.Add(new { type = "Email", value = email });
        return contacts;
    }

    private Task<JsonElement> CallAsync(HttpMethod method, string path, object? body, CancellationToken cancellation) => tokens.UseAsync(
        token =>
        {
            var request = new HttpRequestMessage(method, new Uri(options.Api, path));
            if (body is not null) request.Content = JsonContent.Create(body, options: Json);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Headers.Add("ST-App-Key", options.AppKey);
            return BoardWire.SendAsync(clients.CreateClient(Client), Title, request, cancellation);
        },
        cancellation);

    private async Task<AccessToken> FetchTokenAsync(CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Auth, "connect/token"))
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "client_credentials"), new("client_id", options.ClientId), new("client_secret", options.ClientSecret),
            ]),
        };
        return Grants.Read(await Grants.AskAsync(clients.CreateClient(Client), Title, request, cancellation), Title, TimeSpan.FromMinutes(15));
    }
}
