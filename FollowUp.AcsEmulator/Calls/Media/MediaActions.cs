using FollowUp.AcsEmulator.Phones;
using FollowUp.AcsEmulator.Rest;

namespace FollowUp.AcsEmulator.Calls.Media;

/// <summary>Play, recognise, cancel and tones, as requests.</summary>
internal sealed class MediaActions(AcsEmulatorOptions options, PhoneBook book, CallCore core, CallEvents events)
{
    private const int MaxTones = 18;

    public AcsResponse Play(AcsRequest request)
    {
        var play = request.Read<PlayRequest>();
        lock (book.Gate)
        {
            var call = core.Established(request.Route("callConnectionId"));
            var prompts = Prompts(call, play.PlaySources);
            if (prompts.Count == 0)
                throw CallErrors.Invalid("PlaySources is required.");
            var targets = (play.PlayTo ?? []).Select(target => Present(call, target).Key).ToList();
            call.Media.Start(
                new PlayOperation(call.Media, prompts, targets, play.PlayOptions?.Loop ?? false, play.OperationContext, play.OperationCallbackUri),
                play.InterruptCallMediaOperation ?? false);
        }
        return new AcsResponse(202);
    }

    public AcsResponse Recognize(AcsRequest request)
    {
        var recognize = request.Read<RecognizeRequest>();
        if (recognize.RecognizeInputType is not ("dtmf" or "choices" or "speech" or "speechOrDtmf") || recognize.RecognizeOptions is not { } wanted)
            throw CallErrors.Invalid("RecognizeInputType or RecognizeOptions is not valid.");
        if (recognize.RecognizeInputType == "choices" && wanted.Choices is not { Count: > 0 })
            throw CallErrors.Invalid("Choices are required.");
        lock (book.Gate)
        {
            var call = core.Established(request.Route("callConnectionId"));
            if (recognize.RecognizeInputType != "dtmf")
                NeedCognitiveServices(call);
            var target = Present(call, wanted.TargetParticipant);
            var sources = recognize.PlayPrompts ?? (recognize.PlayPrompt is { } one ? [one] : []);
            call.Media.Start(
                new RecognizeOperation(call.Media, target.Phone, recognize.RecognizeInputType, Prompts(call, sources), wanted,
                    recognize.OperationContext, recognize.OperationCallbackUri),
                recognize.InterruptCallMediaOperation ?? false);
        }
        return new AcsResponse(202);
    }

    public AcsResponse CancelAll(AcsRequest request)
    {
        lock (book.Gate)
            core.Established(request.Route("callConnectionId")).Media.CancelAll();
        return new AcsResponse(202);
    }

    public AcsResponse SendTones(AcsRequest request)
    {
        var send = request.Read<SendDtmfRequest>();
        if (send.Tones is not { Count: >= 1 and <= MaxTones } || Tones.Keys(send.Tones) is not { } keys)
            throw CallErrors.Invalid($"Between 1 and {MaxTones} tones are required.");
        lock (book.Gate)
        {
            var call = core.Established(request.Route("callConnectionId"));
            book.Note(Present(call, send.TargetParticipant).Phone, "heardTones", keys, "application");
            events.Send(call, "SendDtmfTonesCompleted", send.OperationContext, CallResult.Success, null, send.OperationCallbackUri);
        }
        return new AcsResponse(202, new OperationContextResponse(send.OperationContext));
    }

    public AcsResponse StartTones(AcsRequest request) => WithTarget(request, (call, target, wanted) =>
        call.Media.ListenForTones(target.Phone, wanted.OperationContext));

    public AcsResponse StopTones(AcsRequest request) => WithTarget(request, (call, target, wanted) =>
    {
        if (call.Media.StopListeningForTones(target.Phone))
            events.Send(call, "ContinuousDtmfRecognitionStopped", wanted.OperationContext, CallResult.Success, null, wanted.OperationCallbackUri);
    });

    /// <summary>Who is on hold hears the given words, or the service's own music, over and over.</summary>
    public AcsResponse Hold(AcsRequest request) => WithTarget(request, (call, target, wanted) =>
    {
        if (wanted.PlaySourceInfo is { } source)
        {
            foreach (var prompt in Prompts(call, [source]))
                book.Note(target.Phone, "heard", prompt.Heard, "application");
        }
        SetHold(call, target, true);
    });

    public AcsResponse Unhold(AcsRequest request) => WithTarget(request, (call, target, _) => SetHold(call, target, false));

    private void SetHold(CallConnection call, Participant target, bool onHold)
    {
        target.OnHold = onHold;
        events.ParticipantsUpdated(call);
    }

    private AcsResponse WithTarget(AcsRequest request, Action<CallConnection, Participant, TargetRequest> act)
    {
        var wanted = request.Read<TargetRequest>();
        lock (book.Gate)
        {
            var call = core.Established(request.Route("callConnectionId"));
            act(call, Present(call, wanted.TargetParticipant), wanted);
        }
        return new AcsResponse(200);
    }

    private List<Prompt> Prompts(CallConnection call, IReadOnlyList<PlaySource>? sources)
    {
        List<Prompt> prompts = [.. (sources ?? []).Select(source => Prompt.Of(source, options.Timing))];
        if (prompts.Any(prompt => prompt.NeedsSpeech))
            NeedCognitiveServices(call);
        return prompts;
    }

    private void NeedCognitiveServices(CallConnection call)
    {
        if (options.RequireCognitiveServices && !call.HasCognitiveServices)
            throw CallErrors.MissingCognitiveServices();
    }

    private static Participant Present(CallConnection call, CommunicationIdentifier? target) =>
        call.Find(target?.Key ?? "") ?? throw CallErrors.ParticipantNotFound();
}
