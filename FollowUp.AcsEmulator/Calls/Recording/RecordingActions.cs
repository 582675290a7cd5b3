using FollowUp.AcsEmulator.EventGrid;
using FollowUp.AcsEmulator.Hosting;
using FollowUp.AcsEmulator.Phones;
using FollowUp.AcsEmulator.Rest;
using FollowUp.AcsEmulator.Time;

namespace FollowUp.AcsEmulator.Calls.Recording;

/// <summary>Start, look, pause, resume, stop; and the file event when a recording, or its call, is over.</summary>
internal sealed class RecordingActions(PhoneBook book, CallCore core, CallEvents events, EmulatorEventGrid grid, IEmulatorScheduler scheduler, IdSource ids)
{
    private readonly Dictionary<string, CallRecording> _recordings = [];

    public AcsResponse Start(AcsRequest request)
    {
        var wanted = request.Read<StartRecordingRequest>();
        lock (book.Gate)
        {
            var call = wanted.CallConnectionId is { } id ? core.Established(id) : core.ByServerCallId(wanted.CallLocator?.ServerCallId);
            if (_recordings.Values.Any(recording => recording.Call == call))
                throw new AcsError(400, "8559", "Recording is already in progress.");
            var started = new CallRecording(call, ids.New(), wanted, scheduler);
            _recordings[started.Id] = started;
            call.WhenOver += () => Finish(started, "CallEnded");
            Changed(started, started.View().RecordingState);
            return new AcsResponse(200, started.View());
        }
    }

    public AcsResponse Get(AcsRequest request) => With(request, recording => new AcsResponse(200, recording.View()));

    public AcsResponse Pause(AcsRequest request) => With(request, recording =>
    {
        recording.Pause();
        Changed(recording, "inactive");
        return new AcsResponse(202);
    });

    public AcsResponse Resume(AcsRequest request) => With(request, recording =>
    {
        recording.Resume();
        Changed(recording, "active");
        return new AcsResponse(202);
    });

    public AcsResponse Stop(AcsRequest request) => With(request, recording =>
    {
        Changed(recording, "inactive");
        Finish(recording, "SessionEnded");
        return new AcsResponse(204);
    });

    private AcsResponse With(AcsRequest request, Func<CallRecording, AcsResponse> act)
    {
        lock (book.Gate)
        {
            return act(_recordings.GetValueOrDefault(request.Route("recordingId"))
                ?? throw new AcsError(404, "8522", "Recording not found."));
        }
    }

    private void Changed(CallRecording recording, string state)
    {
        if (recording.Wanted.RecordingStateCallbackUri is { } uri)
        {
            events.Send(recording.Call, "RecordingStateChanged", null, null, new
            {
                RecordingId = recording.Id,
                State = state,
                StartDateTime = recording.Started,
                recording.View().RecordingKind,
            }, uri);
        }
    }

    private void Finish(CallRecording recording, string reason)
    {
        if (!_recordings.Remove(recording.Id))
            return;
        var place = $"https://storage.example.invalid/v1/objects/{recording.Id}";
        grid.Publish(new EmulatedEvent(ids.New(), "Microsoft.Communication.RecordingFileStatusUpdated",
            $"/recording/call/{recording.Call.Id}/serverCallId/{recording.Call.ServerCallId}/recordingId/{recording.Id}", scheduler.UtcNow,
            new RecordingFileData(
                new RecordingStorage([new RecordingChunk(recording.Id, 0, "SessionEnded", $"{place}/content/audio", $"{place}/content/acsmetadata", place)]),
                recording.Started.UtcDateTime, (long)recording.Recorded.TotalMilliseconds, recording.Wanted.RecordingContentType ?? "audio",
                recording.Wanted.RecordingChannelType ?? "mixed", recording.Wanted.RecordingFormatType ?? "wav", reason)));
    }
}
