using System.Net;
using FollowUp.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUp.Api.Acs;

/// <summary>
/// The webhook of Event Grid. It delivers at least once, unordered, and does not retry 400, 401, 403 and 413, so repeats and
/// events we do not use are answered 200: https://learn.microsoft.com/azure/event-grid/delivery-and-retry
/// </summary>
internal static class AcsEndpoints
{
    private const string Validation = "Microsoft.EventGrid.SubscriptionValidationEvent";

    public static void Map(RouteGroupBuilder acs)
    {
        acs.MapPost("/events", ReceiveAsync);
        acs.MapMethods("/events", ["OPTIONS"], Handshake);
    }

    private static async Task<Results<Ok<Handshaken>, Ok<Delivery>>> ReceiveAsync(HttpRequest request, AcsEvents events, CancellationToken cancellation)
    {
        var delivered = EventGridReader.Read(await Body.ReadBytesAsync(request, cancellation));
        if (delivered.FirstOrDefault(e => e.Type.Equals(Validation, StringComparison.OrdinalIgnoreCase)) is { } validation)
        {
            // The Event Grid schema's handshake: https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema
            var code = EventGridReader.Text(validation.Data, "validationCode")
                ?? throw ProblemException.Bad($"[{validation.Index}].data.validationCode", "is missing");
            return TypedResults.Ok(new Handshaken(code));
        }
        return TypedResults.Ok(await events.TakeInAsync(delivered, cancellation));
    }

    /// <summary>The handshake of CloudEvents: https://github.com/cloudevents/spec/blob/v1.0.1/http-webhook.md#4-abuse-protection</summary>
    private static IResult Handshake(HttpContext http)
    {
        var origin = http.Request.Headers["WebHook-Request-Origin"].FirstOrDefault();
        if (origin is null) return new ProblemException((int)HttpStatusCode.BadRequest, "WebHook-Request-Origin is missing.").ToResult();
        http.Response.Headers["WebHook-Allowed-Origin"] = origin;
        http.Response.Headers["WebHook-Allowed-Rate"] = "*";
        return TypedResults.Ok();
    }
}

/// <summary>The echo that proves the webhook is ours.</summary>
public sealed record Handshaken(string ValidationResponse);
