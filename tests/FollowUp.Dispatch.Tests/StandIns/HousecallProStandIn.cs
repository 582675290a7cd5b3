using System.Text.Json.Nodes;
using System.Web;

namespace FollowUp.Dispatch.Tests.StandIns;

/// <summary>Housecall Pro, as far as we use it: https://docs.housecallpro.com/docs/housecall-public-api (Customers, Jobs).</summary>
internal sealed class HousecallProStandIn : StandIn
{
    public JsonArray Customers { get; } = [];

    public JsonArray Jobs { get; } = [];

    protected override (int Status, JsonNode Body) Answer(Asked request)
    {
        if (request.Headers.GetValueOrDefault("Authorization") != "Token k3y") return (401, new JsonObject { ["error"] = "unauthorized" });
        var query = HttpUtility.ParseQueryString(request.Query);
        var parts = request.Path.Trim('/').Split('/');
        return (request.Method, parts) switch
        {
            ("GET", ["customers"]) => Ok(Page("customers", Customers.Where(c => c!.ToJsonString().Contains(query["q"]!, StringComparison.Ordinal)))),
            ("POST", ["customers"]) => (201, MakeCustomer(JsonNode.Parse(request.Body)!)),
            ("POST", ["customers", var id, "addresses"]) => (201, MakeAddress(Customers.First(c => (string)c!["id"]! == id)!, JsonNode.Parse(request.Body)!)),
            ("GET", ["jobs"]) => Ok(Page("jobs", Jobs.Where(j => (string)j!["customer_id"]! == query["customer_id"]))),
            ("POST", ["jobs"]) => MakeJob(JsonNode.Parse(request.Body)!),
            ("PUT", ["jobs", var id, "schedule"]) => Ok(Move(Jobs.First(j => (string)j!["id"]! == id)!, JsonNode.Parse(request.Body)!)),
            _ => (404, new JsonObject { ["error"] = "not found" }),
        };
    }

    private JsonNode MakeCustomer(JsonNode customer)
    {
        customer["id"] = $"cus_{Customers.Count + 1}";
        var given = customer["addresses"]?.AsArray() ?? [];
        customer["addresses"] = new JsonArray();
        Customers.Add(customer);
        foreach (var address in given) MakeAddress(customer, address!.DeepClone());
        return customer.DeepClone();
    }

    private static JsonNode MakeAddress(JsonNode customer, JsonNode address)
    {
        var addresses = customer["addresses"]!.AsArray();
        address["id"] = $"{customer["id"]}_adr_{addresses.Count + 1}";
        addresses.Add(address);
        return address.DeepClone();
    }

    private (int, JsonNode) MakeJob(JsonNode job)
    {
        if (!Customers.Any(c => c!["addresses"]!.AsArray().Any(a => (string)a!["id"]! == (string?)job["address_id"])))
            return (422, new JsonObject { ["message"] = "Address not found" });
        job["id"] = $"job_{Jobs.Count + 1}";
        Jobs.Add(job);
        return (201, job.DeepClone());
    }

    private static JsonNode Move(JsonNode job, JsonNode schedule)
    {
        job["schedule"]!["scheduled_start"] = (string)schedule["start_time"]!;
        job["schedule"]!["scheduled_end"] = (string)schedule["end_time"]!;
        return schedule.DeepClone();
    }

    private static JsonObject Page(string name, IEnumerable<JsonNode?> items) =>
        new() { ["page"] = 1, ["total_pages"] = 1, [name] = new JsonArray([.. items.Select(i => i!.DeepClone())]) };
}
