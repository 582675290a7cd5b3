using FollowUp.AcsEmulator.Rest;

namespace FollowUp.AcsEmulator.Faults;

internal static class FaultEndpoints
{
    private const string SwitchId = "throttle";

    public static void MapFaults(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapAdmin("faults");
        admin.MapGet("", (EmulatorFaults faults) => AdminRouting.Json(faults.All));
        admin.MapPost("", async (HttpContext http, EmulatorFaults faults) => AdminRouting.Json(faults.Add(await http.ReadAsync<FaultRule>()), 201));
        admin.MapDelete("{id}", (string id, EmulatorFaults faults) => faults.Remove(id) ? Results.NoContent() : Results.NotFound());
        admin.MapDelete("", (EmulatorFaults faults) =>
        {
            faults.Clear();
            return Results.NoContent();
        });
        // The throttling switch is a rule like any other, only with a name and no end.
        routes.MapAdmin("throttle").MapPut("", async (HttpContext http, EmulatorFaults faults) =>
        {
            var wanted = await http.ReadAsync<ThrottleSwitch>();
            faults.Remove(SwitchId);
            if (wanted.On)
                faults.Add(new FaultRule { Id = SwitchId, Kind = FaultKind.Throttle, Times = null, On = wanted.Operation, Seconds = wanted.RetryAfterSeconds });
            return Results.NoContent();
        });
    }

    internal sealed record ThrottleSwitch(bool On, string Operation = "*", double RetryAfterSeconds = 1);
}
