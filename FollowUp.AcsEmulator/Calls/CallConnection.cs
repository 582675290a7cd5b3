using FollowUp.AcsEmulator.Calls.Media;
using FollowUp.AcsEmulator.Phones;

namespace FollowUp.AcsEmulator.Calls;

internal enum ConnectionState
{
    Connecting,
    Connected,
    Transferring,
    Disconnected,
}

/// <summary>Someone in a call besides the application.</summary>
internal sealed class Participant(Phone phone, string? callerId)
{
    public Phone Phone => phone;
    public string Key => phone.Number;

    /// <summary>The number of the resource that dialled this one: its concurrent calls are limited. Null for callers.</summary>
    public string? DialledFrom => callerId;
    public bool Muted { get; set; }
    public bool OnHold { get; set; }

    public CallParticipant View() => new(CommunicationIdentifier.Of(Key), Muted, OnHold);
}

/// <summary>The application's leg of a call, with everyone it is connected to. Only touched under the phone book's lock.</summary>
internal sealed class CallConnection
{
    public required string Id { get; init; }
    public required string ServerCallId { get; init; }
    public required string CorrelationId { get; init; }
    public required Uri CallbackUri { get; init; }
    public required string ApiVersion { get; init; }
    public required bool Inbound { get; init; }
    public required IReadOnlyList<CommunicationIdentifier> Targets { get; init; }
    public string? OperationContext { get; init; }
    public CommunicationIdentifier? Source { get; init; }
    public string? SourceCallerId { get; init; }
    public string? SourceDisplayName { get; init; }
    public CommunicationUserIdentifier? AnsweredBy { get; init; }
    public string? AnsweredFor { get; init; }
    public bool HasCognitiveServices { get; init; }

    public ConnectionState State { get; set; } = ConnectionState.Connecting;
    public int SequenceNumber { get; set; }
    public List<Participant> Participants { get; } = [];

    /// <summary>Those still ringing, by invitation id.</summary>
    public Dictionary<string, Ring> Invitations { get; } = [];

    public MediaSession Media { get; set; } = null!;

    /// <summary>PlayStarted, CreateCallFailed and answeredFor came with this version (CHANGELOG.md of Azure.Communication.CallAutomation).</summary>
    public bool IsRecent => string.CompareOrdinal(ApiVersion, "2024-09-15") >= 0;

    /// <summary>What else ends with the call.</summary>
    public event Action? WhenOver;

    public void End() => WhenOver?.Invoke();

    public Participant? Find(string key) => Participants.Find(participant => participant.Key == key);

    public CallProperties View() => new(
        Id, ServerCallId, Targets, State, CallbackUri.OriginalString,
        SourceCallerId is null ? null : new PhoneNumberIdentifier(SourceCallerId), SourceDisplayName, Source, CorrelationId, AnsweredBy,
        AnsweredFor is null || !IsRecent ? null : new PhoneNumberIdentifier(AnsweredFor));
}
