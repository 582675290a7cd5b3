namespace FollowUp.AcsEmulator.Calls;

// Requests and responses of communicationservicescallautomation.json, 2024-09-15 (azure-rest-api-specs). Fields that
// change nothing here (media streaming, transcription, custom contexts) are read by nobody and left out.

internal sealed record CreateCallRequest(
    IReadOnlyList<CommunicationIdentifier>? Targets, PhoneNumberIdentifier? SourceCallerIdNumber, string? SourceDisplayName,
    CommunicationUserIdentifier? Source, string? OperationContext, string? CallbackUri, CallIntelligenceOptions? CallIntelligenceOptions);

internal sealed record CallIntelligenceOptions(string? CognitiveServicesEndpoint);

internal sealed record AnswerCallRequest(
    string? IncomingCallContext, string? CallbackUri, string? OperationContext, CallIntelligenceOptions? CallIntelligenceOptions,
    CommunicationUserIdentifier? AnsweredBy);

internal sealed record RedirectCallRequest(string? IncomingCallContext, CommunicationIdentifier? Target);

internal sealed record RejectCallRequest(string? IncomingCallContext, string? CallRejectReason);

internal sealed record TransferRequest(
    CommunicationIdentifier? TargetParticipant, string? OperationContext, CommunicationIdentifier? Transferee, string? OperationCallbackUri,
    PhoneNumberIdentifier? SourceCallerIdNumber);

internal sealed record AddParticipantRequest(
    CommunicationIdentifier? ParticipantToAdd, PhoneNumberIdentifier? SourceCallerIdNumber, string? SourceDisplayName,
    int? InvitationTimeoutInSeconds, string? OperationContext, string? OperationCallbackUri);

internal sealed record CancelAddParticipantRequest(string? InvitationId, string? OperationContext, string? OperationCallbackUri);

internal sealed record RemoveParticipantRequest(CommunicationIdentifier? ParticipantToRemove, string? OperationContext, string? OperationCallbackUri);

internal sealed record MuteRequest(IReadOnlyList<CommunicationIdentifier>? TargetParticipants, string? OperationContext);

/// <summary>CallConnectionProperties.</summary>
internal sealed record CallProperties(
    string CallConnectionId, string ServerCallId, IReadOnlyList<CommunicationIdentifier> Targets, ConnectionState CallConnectionState,
    string CallbackUri, PhoneNumberIdentifier? SourceCallerIdNumber, string? SourceDisplayName, CommunicationIdentifier? Source,
    string CorrelationId, CommunicationUserIdentifier? AnsweredBy, PhoneNumberIdentifier? AnsweredFor);

internal sealed record CallParticipant(CommunicationIdentifier Identifier, bool IsMuted, bool IsOnHold);

internal sealed record ParticipantList(IReadOnlyList<CallParticipant> Value);

internal sealed record AddParticipantResponse(CallParticipant Participant, string? OperationContext, string InvitationId);

internal sealed record CancelAddParticipantResponse(string InvitationId, string? OperationContext);

internal sealed record OperationContextResponse(string? OperationContext);

/// <summary>Microsoft.Communication.IncomingCall, payloads/incoming-call.json.</summary>
internal sealed record IncomingCallData(
    CommunicationIdentifier To, CommunicationIdentifier From, string ServerCallId, string CallerDisplayName, string IncomingCallContext, string CorrelationId);
