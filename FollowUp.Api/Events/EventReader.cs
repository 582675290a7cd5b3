using System.Text.Json;
using FollowUp.Api.Http;
using FollowUp.Api.Leads;
using FollowUp.Core.Decisions;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Numbering;
using FollowUp.Core.Serialization;
using NodaTime;

namespace FollowUp.Api.Events;

/// <summary>Reads an event's type and data, and checks what its shape cannot say.</summary>
internal static class EventReader
{
    /// <summary>How far ahead of ours a caller's clock may be.</summary>
    public static readonly Duration ClockSkew = Duration.FromMinutes(5);

    private const int MaxHorizonDays = 3660;
    private static readonly Instant Earliest = Instant.FromUtc(2000, 1, 1, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(2200, 1, 1, 0, 0);
    private static readonly HashSet<string> Dispositions = ["answered", "no_answer", "voicemail", "busy", "failed", "declined"];

    public static LeadEvent Read(string type, JsonElement? data, Playbook playbook, Instant now)
    {
        if (!EventTypes.IsPublic(type)) throw ProblemException.Bad("type", $"'{type}' is not an event type");
        var json = data is { ValueKind: JsonValueKind.Object } given ? JsonSerializer.SerializeToUtf8Bytes(given) : "{}"u8.ToArray();
        if (data is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) }) throw ProblemException.Bad("data", "must be an object");
        if (type == "lead.submitted") return Of<SubmitLead>(json).ToEvent(playbook, now, needsContact: false);
        return Check(OfType(json, EventTypes.TypeOf(type)!));
    }

    private static T Of<T>(byte[] json) => (T)OfType(json, typeof(T));

    private static object OfType(byte[] json, Type type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type, StoredJson.Strict)!;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            var problem = JsonProblem.Of(e);
            throw ProblemException.Bad(problem.Field.Length == 0 ? "data" : "data." + problem.Field, problem.Message);
        }
    }

    private static LeadEvent Check(object read) => read switch
    {
        LeadEvent.CallMissed c => c with { From = Phone(c.From, "data.from"), To = Phone(c.To, "data.to"), RingSeconds = Positive(c.RingSeconds, "data.ringSeconds") },
        LeadEvent.CallAnswered c => c with { From = Phone(c.From, "data.from"), To = Phone(c.To, "data.to") },
        LeadEvent.CallCompleted c => c with
        {
            Disposition = Known(c.Disposition.Replace("noAnswer", "no_answer", StringComparison.Ordinal), Dispositions, "data.disposition"),
            Direction = Known(c.Direction, ["inbound", "outbound"], "data.direction"),
            DurationSeconds = Positive(c.DurationSeconds, "data.durationSeconds"),
        },
        LeadEvent.MessageReceived m => m with
        {
            From = m.Channel == "sms" ? Phone(m.From, "data.from") : m.From.Trim().ToLowerInvariant(),
            Channel = Known(m.Channel, ["sms", "email", "chat", "social"], "data.channel"),
        },
        LeadEvent.AppointmentBooked a => a with
        {
            DurationMinutes = Positive(a.DurationMinutes, "data.durationMinutes"),
            StartsAt = Sensible(a.StartsAt, "data.startsAt"),
        },
        LeadEvent.AppointmentRescheduled a => a with
        {
            DurationMinutes = Positive(a.DurationMinutes, "data.durationMinutes"),
            StartsAt = Sensible(a.StartsAt, "data.startsAt"),
        },
        LeadEvent.SignalDetected s when Sensible(s.Date.AtMidnight().InUtc().ToInstant(), "data.date") >= Earliest => s,
        LeadEvent.CallbackRequested c => c with { At = Sensible(c.At, "data.at") },
        LeadEvent.EstimateSent { Amount: < 0 } => throw ProblemException.Bad("data.amount", "must not be negative"),
        LeadEvent.FollowUpSet { At: null, HorizonDays: null } => throw ProblemException.Bad("data.at", "is missing, and so is horizonDays: one of them is needed"),
        LeadEvent.FollowUpSet { HorizonDays: < 1 or > MaxHorizonDays } => throw ProblemException.Bad("data.horizonDays", $"must be 1 to {MaxHorizonDays}"),
        LeadEvent.FollowUpSet { At: { } at } f => f with { At = Sensible(at, "data.at") },
        LeadEvent.PreferenceStated p => Wishes(p),
        LeadEvent fact => fact,
        _ => throw new InvalidOperationException($"{read.GetType().Name} is not an event."),
    };

    private static LeadEvent.PreferenceStated Wishes(LeadEvent.PreferenceStated p)
    {
        var errors = new List<(string Field, string Message)>();
        SubmitLead.CheckPreferences(
            new Preferences { Times = p.Times, Days = p.Days, MaxTouchesPerWeek = p.MaxTouchesPerWeek }, errors, "data.");
        return errors.Count == 0 ? p : throw new ProblemException("The event has errors.", errors);
    }

    private static string Phone(string text, string field) =>
        PhoneNumber.TryNormalize(text, out var e164, out var error) ? e164 : throw ProblemException.Bad(field, error);

    /// <summary>Steps are counted from these moments, which must leave the calendar room on both sides.</summary>
    public static Instant Sensible(Instant at, string field) =>
        at >= Earliest && at < Latest ? at : throw ProblemException.Bad(field, "must lie between the years 2000 and 2200");

    private static int Positive(int number, string field) => number >= 0 ? number : throw ProblemException.Bad(field, "must not be negative");

    private static string Known(string word, HashSet<string> words, string field) =>
        words.Contains(word) ? word : throw ProblemException.Bad(field, $"must be one of {string.Join(", ", words)}");
}
