using FollowUp.AcsEmulator.Rest;

namespace FollowUp.AcsEmulator.Email;

internal static class EmailEndpoints
{
    public static void MapEmail(this IEndpointRouteBuilder routes)
    {
        var email = routes.ServiceProvider.GetRequiredService<EmailService>();
        var mailboxes = routes.ServiceProvider.GetRequiredService<Mailboxes>();
        routes.MapAcs("POST", "/emails:send", "email.send", ApiFamily.Email, email.Send);
        routes.MapAcs("GET", "/emails/operations/{operationId}", "email.status", ApiFamily.Email, email.Status);
        routes.MapAdmin("emails").MapGet("", () => AdminRouting.Json(email.Sent));
        routes.MapAdmin("emails").MapPost("{id}/engage", async (string id, HttpContext http) =>
        {
            var engagement = await http.ReadAsync<Engagement>();
            return email.Find(id) is not { } sent
                ? Results.NotFound()
                : mailboxes.Engage(sent, engagement.Type, engagement.Context) ? Results.Accepted() : Results.Conflict();
        });
        routes.MapAdmin("mailboxes").MapPut("{address}", async (string address, HttpContext http) =>
        {
            mailboxes.Set(address, await http.ReadAsync<MailboxBehaviour>());
            return Results.NoContent();
        });
    }

    internal sealed record Engagement(string Type, string Context = "");
}
