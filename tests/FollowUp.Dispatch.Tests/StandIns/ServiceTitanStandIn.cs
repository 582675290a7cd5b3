using System.Text.Json.Nodes;
using System.Web;

namespace FollowUp.Dispatch.Tests.StandIns;

/// <summary>
/// ServiceTitan, as far as we use it: https://developer.servicetitan.io/docs/overview (token and app key) and
/// https://developer.servicetitan.io/api-details/#api=tenant-crm-v2 (Bookings).
/// </summary>
internal sealed class ServiceTitanStandIn : StandIn
{
    private const string Path = "/crm/v2/tenant/77/booking-provider/12/bookings";
    private static readonly string[] Required = ["source", "name", "summary", "isFirstTimeClient", "externalId"];
    private string access = "";

    public int Tokens { get; private set; }

    public JsonArray Bookings { get; } = [];

    /// <summary>Lets the access token run out.</summary>
    public void Expire() => access = "run out";

    protected override (int Status, JsonNode Body) Answer(Asked request)
    {
        if (request.Path == "/connect/token")
        {
            var form = Form(request.Body);
            if (form["grant_type"] != "client_credentials" || form["client_id"] != "id" || form["client_secret"] != "s3cret") return (400, new JsonObject { ["error"] = "invalid_client" });
            access = $"access-{++Tokens}";
            return Ok(new JsonObject { ["access_token"] = access, ["expires_in"] = 900, ["token_type"] = "Bearer" });
        }
        if (request.Headers.GetValueOrDefault("Authorization") != "Bearer " + access || request.Headers.GetValueOrDefault("ST-App-Key") != "app-k3y")
            return (401, new JsonObject { ["title"] = "Unauthorized" });
        if (request.Method == "GET" && request.Path == Path)
        {
            var wanted = HttpUtility.ParseQueryString(request.Query)["externalId"];
            return Ok(new JsonObject { ["data"] = new JsonArray([.. Bookings.Where(b => (string)b!["externalId"]! == wanted).Select(b => b!.DeepClone())]), ["hasMore"] = false });
        }
        if (request.Method == "POST" && request.Path == Path)
        {
            var booking = JsonNode.Parse(request.Body)!;
            if (Required.FirstOrDefault(r => booking[r] is null) is { } missing)
                return (400, new JsonObject { ["title"] = "Bad request", ["errors"] = new JsonObject { [missing] = new JsonArray("is required") } });
            booking["id"] = 9000 + Bookings.Count;
            Bookings.Add(booking);
            return Ok(booking.DeepClone());
        }
        if (request.Method == "PATCH" && request.Path.StartsWith(Path + "/", StringComparison.Ordinal))
        {
            var booking = Bookings.First(b => request.Path.EndsWith("/" + (int)b!["id"]!, StringComparison.Ordinal))!;
            booking["start"] = (string)JsonNode.Parse(request.Body)!["start"]!;
            return Ok(booking.DeepClone());
        }
        return (404, new JsonObject { ["title"] = "Not found" });
    }
}
