using Azure.Communication.Pipeline;
using Azure.Core;

namespace Azure.Communication.CallAutomation;

public class CallRecording
{
    private readonly CommunicationWire _wire;

    protected CallRecording() { }

    internal CallRecording(CommunicationWire wire) => _wire = wire;

    public virtual async Task<Response<RecordingStateResult>> StartAsync(StartRecordingOptions options, CancellationToken cancellationToken = default)
    {
        var body = new { callLocator = new { kind = "serverCallLocator", serverCallId = options.CallLocator.Id } };
        var response = await _wire
            .SendAsync(RequestMethod.Post, "/calling/recordings", body, 200, cancellationToken, CommunicationWire.Repeatability()).ConfigureAwait(false);
        return Response.FromValue(new RecordingStateResult(Wire.Text(CommunicationWire.Read(response), "recordingId")), response);
    }
}

public abstract class CallLocator
{
    public string Id { get; internal set; }
}

public class ServerCallLocator : CallLocator
{
    public ServerCallLocator(string id) => Id = id;
}

public class StartRecordingOptions
{
    public StartRecordingOptions(CallLocator callLocator) => CallLocator = callLocator;

    internal CallLocator CallLocator { get; }
}

public class RecordingStateResult
{
    internal RecordingStateResult(string recordingId) => RecordingId = recordingId;

    public string RecordingId { get; }
}
