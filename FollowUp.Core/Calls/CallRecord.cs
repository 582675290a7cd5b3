using System.Collections.Immutable;
using System.Text.Json.Serialization;
using FollowUp.Core.Events;
using NodaTime;

namespace FollowUp.Core.Calls;

/// <summary>Where a call stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CallStage>))]
public enum CallStage
{
    /// <summary>A caller waits for us to pick up.</summary>
    [JsonStringEnumMemberName("arriving")] Arriving,

    /// <summary>The caller is on hold while phones of the business ring.</summary>
    [JsonStringEnumMemberName("ringing")] Ringing,

    /// <summary>Somebody of the business accepted and talks to the caller.</summary>
    [JsonStringEnumMemberName("bridged")] Bridged,

    /// <summary>A call of ours rings at the person's.</summary>
    [JsonStringEnumMemberName("placing")] Placing,

    /// <summary>The person hears our words and is waited for to answer.</summary>
    [JsonStringEnumMemberName("asking")] Asking,

    /// <summary>The person is told that they are being put through.</summary>
    [JsonStringEnumMemberName("connecting")] Connecting,

    /// <summary>The phone of the one in charge rings.</summary>
    [JsonStringEnumMemberName("transferring")] Transferring,

    /// <summary>The last words are said; then we hang up.</summary>
    [JsonStringEnumMemberName("leaving")] Leaving,

    /// <summary>The caller leaves a message.</summary>
    [JsonStringEnumMemberName("recording")] Recording,

    /// <summary>We have hung up, and wait to be told that it is over.</summary>
    [JsonStringEnumMemberName("ending")] Ending,

    /// <summary>Over. The record stays for a while, so that what is told late or twice finds nothing to do.</summary>
    [JsonStringEnumMemberName("over")] Over,
}

/// <summary>What a phone of the business does about a call.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RungState>))]
public enum RungState
{
    /// <summary>Its turn has not come.</summary>
    [JsonStringEnumMemberName("waiting")] Waiting,

    /// <summary>It rings.</summary>
    [JsonStringEnumMemberName("ringing")] Ringing,

    /// <summary>Somebody, or a voicemail, picked up and is asked to accept.</summary>
    [JsonStringEnumMemberName("asked")] Asked,

    /// <summary>Nobody there took the call.</summary>
    [JsonStringEnumMemberName("gone")] Gone,
}

/// <summary>A phone of the business in a call.</summary>
/// <param name="Phone">E.164.</param>
/// <param name="State">What it does.</param>
/// <param name="Invitation">The carrier's id of the invitation, to take it back by.</param>
public sealed record RungPhone(string Phone, RungState State, string? Invitation = null);

/// <summary>An answer that a person can give in a call.</summary>
/// <param name="Label">What the answer is called; <see cref="Sequences.Replies"/> knows it by this word.</param>
/// <param name="Phrases">What may be said for it.</param>
/// <param name="Key">The key for it; null when it can only be said.</param>
/// <param name="Connects">Whether the person is put through.</param>
public sealed record CallChoice(string Label, ImmutableArray<string> Phrases, string? Key, bool Connects = false);

/// <summary>What a call of ours says.</summary>
/// <param name="Text">To a person.</param>
/// <param name="Message">When nobody answers to it: an answering machine has picked up.</param>
/// <param name="Choices">The answers it waits for.</param>
/// <param name="ConnectTo">The phone of the person in charge, E.164.</param>
public sealed record CallScript(string Text, string? Message, ImmutableArray<CallChoice> Choices, string? ConnectTo);

/// <summary>
/// One call, as it is stored under its id while it lasts. The carrier's callbacks may come before the answer to the request that
/// caused them, twice, in any order or never: whatever comes is a <see cref="CallSignal"/> that meets this record.
/// </summary>
public sealed record CallRecord
{
    /// <summary>The touch that placed it; for a call to the business the carrier's correlation id.</summary>
    public required string Id { get; init; }

    /// <summary>Whether we placed it.</summary>
    public bool IsOutbound { get; init; }

    /// <summary>Where it stands.</summary>
    public required CallStage Stage { get; init; }

    /// <summary>The person's number, E.164; empty when it is withheld.</summary>
    public required string Person { get; init; }

    /// <summary>The business's number, E.164.</summary>
    public required string Number { get; init; }

    /// <summary>When it began to ring.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>When we picked up, or the person did.</summary>
    public Instant? TakenAt { get; init; }

    /// <summary>When nothing more is waited for: until then something must have been told of it.</summary>
    public required Instant DueAt { get; init; }

    /// <summary>The carrier's id of our leg; null until it is known.</summary>
    public string? ConnectionId { get; init; }

    /// <summary>The lead; null for a caller who may be none.</summary>
    public string? LeadId { get; init; }

    /// <summary>Who the person is, in the words that are whispered to whoever picks up.</summary>
    public string? Label { get; init; }

    /// <summary>What to pick a call to the business up with.</summary>
    public string? Context { get; init; }

    /// <summary>The business's phones in it.</summary>
    public ImmutableArray<RungPhone> Phones { get; init; } = [];

    /// <summary>The phone whose owner accepted.</summary>
    public string? AcceptedBy { get; init; }

    /// <summary>When they did.</summary>
    public Instant? AcceptedAt { get; init; }

    /// <summary>Whether it is known to be missed.</summary>
    public bool IsMissed { get; init; }

    /// <summary>What a call of ours says.</summary>
    public CallScript? Script { get; init; }

    /// <summary>How often its question was asked.</summary>
    public int Asked { get; init; }

    /// <summary>The answer that was given.</summary>
    public string? Choice { get; init; }

    /// <summary>How often we have hung up: a call that stays open costs money until somebody leaves it.</summary>
    public int HangUps { get; init; }

    /// <summary>What has followed from it for the lead and is not known to be taken in yet.</summary>
    public ImmutableArray<EventEnvelope> Facts { get; init; } = [];
}
