using System.Text.Json;
using FollowUp.Api.Acs;
using FollowUp.Api.Http;
using FollowUp.Api.Links;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Stores;
using FollowUp.Core.Touches;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUp.Api.Calls;

/// <summary>
/// What Call Automation tells of the calls that touches have placed. A callback proves itself twice: by Azure's signed token, and
/// by our own in the address, which says what touch it is about.
/// </summary>
internal static class CallEndpoints
{
    private const string Prefix = "Microsoft.Communication.";

    public static void Map(RouteGroupBuilder calls) => calls.MapPost("/{token}", ReceiveAsync);

    private static async Task<Ok<Delivery>> ReceiveAsync(
        string token, HttpRequest request, LinkSigner links, LeadIntake intake, ILeadStore store, CallTalk talk, CancellationToken cancellation)
    {
        var authenticator = request.HttpContext.RequestServices.GetService<ICallbackAuthenticator>();
        if (authenticator is null || !await authenticator.IsGenuineAsync(request.Headers.Authorization, cancellation)
            || links.ReadCall(token) is not { } touchId || Touch.LeadOf(touchId) is not { } leadId)
            throw new ProblemException(StatusCodes.Status401Unauthorized, "The callback is not signed by Azure for a call of ours.");

        var (accepted, repeated, ignored) = (0, 0, 0);
        foreach (var told in EventGridReader.Read(await Body.ReadBytesAsync(request, cancellation)))
        {
            var kind = told.Type.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? told.Type[Prefix.Length..] : told.Type;
            var fact = EndOf(told, kind, touchId) ?? CallTalk.KeyOf(told, kind, touchId);
            if (kind is "CallConnected" or "RecognizeCompleted" or "RecognizeFailed")
                await talk.ContinueAsync(kind, EventGridReader.Text(told.Data, "callConnectionId") ?? "", leadId, touchId, cancellation);
            if (fact is not { } end || (await store.LoadAsync(leadId, cancellation)).State is null) ignored++;
            else if (await intake.TakeInAsync(leadId, end, cancellation)) accepted++;
            else repeated++;
        }
        return TypedResults.Ok(new Delivery(accepted, repeated, ignored));
    }

    /// <summary>The end of the call. Some failures are told twice, as CreateCallFailed and as CallDisconnected: the first counts.</summary>
    private static EventEnvelope? EndOf(GridEvent told, string kind, string touchId)
    {
        if (kind is not ("CallDisconnected" or "CreateCallFailed")) return null;
        var result = EventGridReader.Member(told.Data, "resultInformation") ?? default;
        var call = EventGridReader.Text(told.Data, "callConnectionId") ?? touchId;
        var disposition = CallEnds.DispositionOf(kind == "CallDisconnected", Number(result, "code"), Number(result, "subCode"));
        return new(
            $"call/{call}/ended", told.At,
            new LeadEvent.CallCompleted(call, "outbound", disposition, 0, disposition == "failed" ? EventGridReader.Text(result, "message") : null, touchId));
    }

    private static int? Number(JsonElement element, string name) =>
        EventGridReader.Member(element, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;
}
