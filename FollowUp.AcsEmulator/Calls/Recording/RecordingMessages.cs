namespace FollowUp.AcsEmulator.Calls.Recording;

// StartCallRecordingRequest and RecordingStateResponse of communicationservicescallautomation.json (azure-rest-api-specs).

internal sealed record StartRecordingRequest(
    CallLocator? CallLocator, string? CallConnectionId, string? RecordingStateCallbackUri, string? RecordingContentType,
    string? RecordingChannelType, string? RecordingFormatType, bool? PauseOnStart);

internal sealed record CallLocator(string? ServerCallId, string? Kind);

internal sealed record RecordingStateResponse(string RecordingId, string RecordingState, string RecordingKind = "azureCommunicationServices");

/// <summary>Microsoft.Communication.RecordingFileStatusUpdated, event-grid/communication-services-voice-video-events.md (MicrosoftDocs/azure-docs).</summary>
internal sealed record RecordingFileData(
    RecordingStorage RecordingStorageInfo, DateTime RecordingStartTime, long RecordingDurationMs, string RecordingContentType,
    string RecordingChannelType, string RecordingFormatType, string SessionEndReason);

internal sealed record RecordingStorage(IReadOnlyList<RecordingChunk> RecordingChunks);

internal sealed record RecordingChunk(string DocumentId, int Index, string EndReason, string ContentLocation, string MetadataLocation, string DeleteLocation);
