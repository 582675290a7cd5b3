using FollowUp.AcsEmulator.Phones;
using FollowUp.AcsEmulator.Rest;

namespace FollowUp.AcsEmulator.Sms;

internal static class SmsEndpoints
{
    public static void MapSms(this IEndpointRouteBuilder routes)
    {
        var sms = routes.ServiceProvider.GetRequiredService<SmsService>();
        var list = routes.ServiceProvider.GetRequiredService<OptOutList>();
        routes.MapAcs("POST", "/sms", "sms.send", ApiFamily.Sms, sms.Send);
        routes.MapOptOut("add", (from, to) =>
        {
            list.Add(from, to);
            return null;
        });
        routes.MapOptOut("remove", (from, to) =>
        {
            list.Remove(from, to);
            return null;
        });
        routes.MapOptOut("check", (from, to) => list.Contains(from, to));
        routes.MapAdmin("sms").MapGet("", () => AdminRouting.Json(sms.Sent));
    }

    private static void MapOptOut(this IEndpointRouteBuilder routes, string verb, Func<string, string, bool?> act)
    {
        var options = routes.ServiceProvider.GetRequiredService<AcsEmulatorOptions>();
        routes.MapAcs("POST", $"/sms/optouts:{verb}", $"sms.optouts.{verb}", ApiFamily.Sms, request =>
        {
            var body = request.Read<OptOutRequest>();
            if (!PhoneNumbers.IsValid(body.From))
                throw SmsErrors.Invalid("From", "Invalid From phone number format");
            if (!options.Owns(body.From!))
                throw SmsErrors.NotOwned();
            if (body.Recipients is not { Count: >= 1 and <= 100 })
                throw SmsErrors.Invalid("Recipients", "The number of recipients must be between 1 and 100.");
            return new AcsResponse(200, new OptOutResponse([.. body.Recipients.Select(recipient => PhoneNumbers.IsValid(recipient.To)
                ? new OptOutResult(recipient.To!, 200, act(body.From!, recipient.To!), null)
                : new OptOutResult(recipient.To ?? "", 400, null, "Invalid To phone number format."))]));
        });
    }
}
