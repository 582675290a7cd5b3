using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using NodaTime;

namespace FollowUp.Core.Touches;

/// <summary>Where a touch stands in the ledger.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TouchStatus>))]
public enum TouchStatus
{
    /// <summary>It will go out when its time comes.</summary>
    [JsonStringEnumMemberName("planned")] Planned,

    /// <summary>Written down as ours to send, before the carrier is called.</summary>
    [JsonStringEnumMemberName("claimed")] Claimed,

    /// <summary>The carrier took it.</summary>
    [JsonStringEnumMemberName("sent")] Sent,

    /// <summary>The carrier reported it delivered.</summary>
    [JsonStringEnumMemberName("delivered")] Delivered,

    /// <summary>The carrier refused it or could not deliver it.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>A rule kept it from being sent.</summary>
    [JsonStringEnumMemberName("suppressed")] Suppressed,

    /// <summary>Claimed, but nobody can say whether it left: no result and no delivery report within ten minutes.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown,
}

/// <summary>
/// One outreach in the ledger, as small as the journey needs it: its words are in the timeline.
/// The id is deterministic (lead, enrollment, step and action, occurrence), so the same decision made twice claims the same touch.
/// </summary>
public sealed record Touch
{
    /// <summary>The deterministic id, <c>{lead}-{enrollment}-{step}.{action}-{occurrence}</c>; also the carrier's tag.</summary>
    public required string Id { get; init; }

    /// <summary>The timeline row that shows this touch.</summary>
    public required int Seq { get; init; }

    /// <summary>The way it goes.</summary>
    public required Channel Channel { get; init; }

    /// <summary>Where it stands.</summary>
    public required TouchStatus Status { get; init; }

    /// <summary>When it was claimed, or last changed status.</summary>
    public required Instant At { get; init; }

    /// <summary>The enrollment's number within the lead; 0 when an event was answered without a sequence.</summary>
    public int Enrollment { get; init; }

    /// <summary>The step's index in the sequence, or the event's timeline row when <see cref="Enrollment"/> is 0.</summary>
    public int Step { get; init; }

    /// <summary>The action's index in the step.</summary>
    public int Action { get; init; }

    /// <summary>0 for the first try; each try after an ambiguous crash or a passing fault is a touch of its own.</summary>
    public int Occurrence { get; init; }

    /// <summary>Whether it answers the person's own call or message; such a touch is not held for quiet hours.</summary>
    public bool Answers { get; init; }

    /// <summary>The carrier's id of the message or call, once it is known.</summary>
    public string? ProviderId { get; init; }

    /// <summary>
    /// The touch id as a UUID, for carriers that take no other operation id: a report that overtakes our own record of the
    /// send can still be matched.
    /// </summary>
    public static Guid OperationIdOf(string touchId) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(touchId)).AsSpan(0, 16), bigEndian: true);

    /// <summary>The lead that a touch id belongs to, or null when <paramref name="touchId"/> is not one of ours.</summary>
    public static string? LeadOf(string? touchId)
    {
        if (touchId is null || touchId.Count(c => c == '-') != 3) return null;
        return touchId[..touchId.IndexOf('-', StringComparison.Ordinal)];
    }

    /// <summary>The enrollment's number that a touch id names, or null when it names none.</summary>
    public static int? EnrollmentOf(string? touchId) =>
        LeadOf(touchId) is { } lead && int.TryParse(touchId!.AsSpan(lead.Length + 1, touchId!.IndexOf('-', lead.Length + 1) - lead.Length - 1), out var no) && no > 0
            ? no : null;

    /// <summary>The step's index that a touch id names, or null when it is not one of ours.</summary>
    public static int? StepOf(string? touchId)
    {
        if (LeadOf(touchId) is null) return null;
        var part = touchId!.Split('-')[2];
        return int.TryParse(part.AsSpan(0, part.IndexOf('.', StringComparison.Ordinal)), out var step) ? step : null;
    }

    /// <summary>The deterministic id of a touch.</summary>
    public static string IdOf(string lead, int enrollment, int step, int action, int occurrence) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{lead}-{enrollment}-{step}.{action}-{occurrence}");
}
