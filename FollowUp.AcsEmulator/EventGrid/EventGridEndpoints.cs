using FollowUp.AcsEmulator.Rest;

namespace FollowUp.AcsEmulator.EventGrid;

internal static class EventGridEndpoints
{
    public static void MapEventGrid(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapAdmin("eventgrid");
        admin.MapGet("subscriptions", (EmulatorEventGrid grid) => AdminRouting.Json(grid.Subscriptions));
        admin.MapPut("subscriptions/{name}", async (string name, HttpContext http, EmulatorEventGrid grid) =>
        {
            var wanted = await http.ReadAsync<EventSubscription>();
            var created = await grid.SubscribeAsync(wanted with { Name = name }, new Uri($"{http.Request.Scheme}://{http.Request.Host}"));
            return AdminRouting.Json(created, created.State == SubscriptionState.Failed ? 400 : 200);
        });
        admin.MapDelete("subscriptions/{name}", (string name, EmulatorEventGrid grid) => grid.Unsubscribe(name) ? Results.NoContent() : Results.NotFound());
        admin.MapGet("deadletters", (EmulatorEventGrid grid) => AdminRouting.Json(grid.DeadLetters));
        // Where both validation URLs point: opening it completes the manual handshake.
        admin.MapMethods("validate", ["GET", "POST"], (string code, EmulatorEventGrid grid) =>
            grid.Validate(code) ? Results.Text("Webhook successfully validated as a subscription endpoint.") : Results.BadRequest());
    }
}
