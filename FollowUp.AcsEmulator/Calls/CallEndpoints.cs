using FollowUp.AcsEmulator.Calls.Media;
using FollowUp.AcsEmulator.Calls.Recording;
using FollowUp.AcsEmulator.Phones;
using FollowUp.AcsEmulator.Rest;

namespace FollowUp.AcsEmulator.Calls;

internal static class CallEndpoints
{
    private const string Root = "/calling/callConnections";
    private const string One = Root + "/{callConnectionId}";

    public static void AddCalls(this IServiceCollection services) => services
        .AddSingleton<CallbackTokens>().AddSingleton<CallEvents>().AddSingleton<CallCore>().AddSingleton<Dialler>().AddSingleton<MediaFactory>()
        .AddSingleton<InboundCalls>().AddSingleton<OutboundCalls>().AddSingleton<ParticipantActions>().AddSingleton<TransferActions>()
        .AddSingleton<MediaActions>().AddSingleton<RecordingActions>().AddSingleton<PhoneCalls>();

    public static void MapCalls(this IEndpointRouteBuilder routes)
    {
        var inbound = routes.ServiceProvider.GetRequiredService<InboundCalls>();
        var outbound = routes.ServiceProvider.GetRequiredService<OutboundCalls>();
        var participants = routes.ServiceProvider.GetRequiredService<ParticipantActions>();
        var transfers = routes.ServiceProvider.GetRequiredService<TransferActions>();
        routes.Post(Root, "calls.create", outbound.Create);
        routes.Post($"{Root}:answer", "calls.answer", inbound.Answer);
        routes.Post($"{Root}:redirect", "calls.redirect", inbound.Redirect);
        routes.Post($"{Root}:reject", "calls.reject", inbound.Reject);
        routes.MapAcs("GET", One, "calls.get", ApiFamily.Calls, outbound.Get);
        routes.MapAcs("DELETE", One, "calls.hangUp", ApiFamily.Calls, outbound.HangUp);
        routes.Post($"{One}:terminate", "calls.terminate", outbound.Terminate);
        routes.Post($"{One}:transferToParticipant", "calls.transfer", transfers.Transfer);
        routes.MapAcs("GET", $"{One}/participants", "participants.list", ApiFamily.Calls, participants.List);
        routes.MapAcs("GET", $"{One}/participants/{{rawId}}", "participants.get", ApiFamily.Calls, participants.Get);
        routes.Post($"{One}/participants:add", "participants.add", participants.Add);
        routes.Post($"{One}/participants:cancelAddParticipant", "participants.cancelAdd", participants.CancelAdd);
        routes.Post($"{One}/participants:remove", "participants.remove", participants.Remove);
        routes.Post($"{One}/participants:mute", "participants.mute", participants.Mute);
        routes.MapMedia(routes.ServiceProvider.GetRequiredService<MediaActions>());
        routes.MapRecordings(routes.ServiceProvider.GetRequiredService<RecordingActions>());
        routes.MapMetadata(routes.ServiceProvider.GetRequiredService<CallbackTokens>());
    }

    private static void MapMedia(this IEndpointRouteBuilder routes, MediaActions media)
    {
        routes.Post($"{One}:play", "media.play", media.Play);
        routes.Post($"{One}:recognize", "media.recognize", media.Recognize);
        routes.Post($"{One}:cancelAllMediaOperations", "media.cancelAll", media.CancelAll);
        routes.Post($"{One}:sendDtmfTones", "media.sendDtmf", media.SendTones);
        routes.Post($"{One}:startContinuousDtmfRecognition", "media.startDtmf", media.StartTones);
        routes.Post($"{One}:stopContinuousDtmfRecognition", "media.stopDtmf", media.StopTones);
        routes.Post($"{One}:hold", "media.hold", media.Hold);
        routes.Post($"{One}:unhold", "media.unhold", media.Unhold);
    }

    private static void MapRecordings(this IEndpointRouteBuilder routes, RecordingActions recordings)
    {
        const string recording = "/calling/recordings/{recordingId}";
        routes.Post("/calling/recordings", "recordings.start", recordings.Start);
        routes.MapAcs("GET", recording, "recordings.get", ApiFamily.Calls, recordings.Get);
        routes.MapAcs("DELETE", recording, "recordings.stop", ApiFamily.Calls, recordings.Stop);
        routes.Post($"{recording}:pause", "recordings.pause", recordings.Pause);
        routes.Post($"{recording}:resume", "recordings.resume", recordings.Resume);
    }

    private static void MapMetadata(this IEndpointRouteBuilder routes, CallbackTokens tokens)
    {
        routes.MapGet("/calling/.well-known/acsopenidconfiguration", (HttpRequest request) =>
            AdminRouting.Json(CallbackTokens.Metadata($"{request.Scheme}://{request.Host}{request.PathBase}")));
        routes.MapGet("/calling/keys", () => AdminRouting.Json(tokens.Keys()));
    }

    private static void Post(this IEndpointRouteBuilder routes, string pattern, string operation, Func<AcsRequest, AcsResponse> handle) =>
        routes.MapAcs("POST", pattern, operation, ApiFamily.Calls, handle);
}
