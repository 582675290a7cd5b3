using System.Text.Json.Nodes;

namespace FollowUp.Dispatch.Tests.StandIns;

/// <summary>
/// Jobber, as far as we use it: https://developer.getjobber.com/docs/ (objects), /docs/building_your_app/refresh_token_rotation/ (each refresh
/// token works once) and /docs/using_jobbers_api/api_queries_and_mutations (data, errors, userErrors).
/// </summary>
internal sealed class JobberStandIn : StandIn
{
    private string access = "";

    public string Refresh { get; private set; } = "refresh-0";

    public int Refreshes { get; private set; }

    public JsonArray Clients { get; } = [];

    public JsonArray Jobs { get; } = [];

    public static bool Is(Asked request, string operation) => request.Body.Contains(operation + "(", StringComparison.Ordinal);

    /// <summary>Lets the access token run out.</summary>
    public void Expire() => access = "run out";

    protected override (int Status, JsonNode Body) Answer(Asked request)
    {
        if (request.Path == "/oauth/token") return Token(Form(request.Body));
        if (request.Headers.GetValueOrDefault("Authorization") != "Bearer " + access) return (401, new JsonObject { ["message"] = "Access token expired" });
        if (!request.Headers.ContainsKey("X-JOBBER-GRAPHQL-VERSION")) return (400, new JsonObject { ["message"] = "Missing version" });
        var body = JsonNode.Parse(request.Body)!;
        var (query, variables) = ((string)body["query"]!, body["variables"]!);
        var name = query.Split([' ', '('], StringSplitOptions.RemoveEmptyEntries)[1];
        return Ok(new JsonObject { ["data"] = Data(name, variables) });
    }

    private (int, JsonNode) Token(Dictionary<string, string> form)
    {
        if (form["refresh_token"] != Refresh || form["client_secret"] != "s3cret" || form["grant_type"] != "refresh_token")
            return (401, new JsonObject { ["error"] = "invalid_grant" });
        Refreshes++;
        (access, Refresh) = ($"access-{Refreshes}", $"refresh-{Refreshes}");
        return Ok(new JsonObject { ["access_token"] = access, ["refresh_token"] = Refresh });
    }

    private JsonObject Data(string name, JsonNode variables) => name switch
    {
        "FindClients" => new() { ["clients"] = Nodes(Clients.Where(c => c!.ToJsonString().Contains((string)variables["term"]!, StringComparison.Ordinal))) },
        "ClientJobs" => new() { ["client"] = new JsonObject { ["jobs"] = Page(Jobs.Where(j => (string)j!["clientId"]! == (string)variables["id"]!)) } },
        "CreateClient" => new() { ["clientCreate"] = Made("client", MakeClient(variables["input"]!)) },
        "CreateProperty" => new() { ["propertyCreate"] = MakeProperty((string)variables["clientId"]!, variables["input"]!["properties"]![0]!) },
        "CreateJob" => new() { ["jobCreate"] = MakeJob(variables["input"]!) },
        "ScheduleVisit" => new() { ["visitEditSchedule"] = Schedule((string)variables["id"]!, variables["input"]!) },
        _ => throw new InvalidOperationException(name),
    };

    private JsonObject MakeClient(JsonNode input)
    {
        var client = input.DeepClone().AsObject();
        client["id"] = $"client-{Clients.Count + 1}";
        client["clientProperties"] = new JsonObject { ["nodes"] = new JsonArray() };
        Clients.Add((JsonNode)client);
        return client;
    }

    private JsonObject MakeProperty(string clientId, JsonNode input)
    {
        var properties = Clients.First(c => (string)c!["id"]! == clientId)!["clientProperties"]!["nodes"]!.AsArray();
        var property = new JsonObject { ["id"] = $"{clientId}-property-{properties.Count + 1}", ["address"] = input["address"]!.DeepClone() };
        properties.Add((JsonNode)property);
        return new() { ["properties"] = new JsonArray(property.DeepClone()), ["userErrors"] = new JsonArray() };
    }

    private JsonObject MakeJob(JsonNode input)
    {
        var property = (string)input["propertyId"]!;
        if (Clients.FirstOrDefault(c => property.StartsWith((string)c!["id"]! + "-", StringComparison.Ordinal)) is not { } client)
            return new() { ["job"] = null, ["userErrors"] = new JsonArray(new JsonObject { ["message"] = "Property not found" }) };
        if (input["invoicing"] is null) throw new InvalidOperationException("invoicing is required");
        var job = input.DeepClone().AsObject();
        job["id"] = $"job-{Jobs.Count + 1}";
        job["clientId"] = (string)client["id"]!;
        job["visits"] = new JsonObject { ["nodes"] = new JsonArray(new JsonObject { ["id"] = $"visit-{Jobs.Count + 1}", ["startAt"] = null }) };
        Jobs.Add((JsonNode)job);
        return Made("job", job);
    }

    private JsonObject Schedule(string visitId, JsonNode input)
    {
        var visit = Jobs.Select(j => j!["visits"]!["nodes"]![0]!).First(v => (string)v["id"]! == visitId);
        var start = input["startAt"]!;
        var zone = TimeZoneInfo.FindSystemTimeZoneById((string)start["timezone"]!);
        var local = DateTime.Parse($"{start["date"]}T{start["time"]}", System.Globalization.CultureInfo.InvariantCulture);
        visit["startAt"] = new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        return Made("visit", visit);
    }

    private static JsonObject Made(string name, JsonNode what) => new() { [name] = what.DeepClone(), ["userErrors"] = new JsonArray() };

    private static JsonObject Nodes(IEnumerable<JsonNode?> nodes) => new() { ["nodes"] = new JsonArray([.. nodes.Select(n => n!.DeepClone())]) };

    private static JsonObject Page(IEnumerable<JsonNode?> nodes)
    {
        var page = Nodes(nodes);
        page["pageInfo"] = new JsonObject { ["hasNextPage"] = false, ["endCursor"] = null };
        return page;
    }
}
