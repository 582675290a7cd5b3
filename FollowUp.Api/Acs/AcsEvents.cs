using System.Text.Json;
using FollowUp.Api.Calls;
using FollowUp.Api.Http;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Numbering;
using FollowUp.Core.Stores;
using FollowUp.Core.Touches;

namespace FollowUp.Api.Acs;

/// <summary>What became of a delivery.</summary>
/// <param name="Accepted">Events that were new.</param>
/// <param name="Repeated">Events that had been delivered before.</param>
/// <param name="Ignored">Events that we have no use for.</param>
public sealed record Delivery(int Accepted, int Repeated, int Ignored);

/// <summary>
/// Turns events of Azure Communication Services into facts about leads. Field lists:
/// https://learn.microsoft.com/azure/event-grid/communication-services-telephony-sms-events (and -email-events, -voice-video-events).
/// </summary>
public sealed class AcsEvents(LeadIntake intake, ILeadStore store, CallDesk calls, AcsCounters counters)
{
    private const string Prefix = "Microsoft.Communication.";

    /// <summary>Takes in a delivery as it came over the wire.</summary>
    public Task<Delivery> TakeInAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation) =>
        TakeInAsync(EventGridReader.Read(body), cancellation);

    /// <summary>Takes in a delivery: what is good of it first, so that one malformed event costs no other.</summary>
    internal async Task<Delivery> TakeInAsync(IReadOnlyList<GridEvent> events, CancellationToken cancellation)
    {
        var (accepted, repeated, ignored) = (0, 0, 0);
        var errors = new List<(string Field, string Message)>();
        foreach (var grid in events.OrderBy(e => e.At))
        {
            try
            {
                switch (await TakeInAsync(grid, cancellation))
                {
                    case true: accepted++; break;
                    case false: repeated++; break;
                    default: ignored++; counters.Ignored(grid.Type); break;
                }
            }
            catch (ProblemException malformed)
            {
                errors.AddRange(malformed.Errors.Select(e => ($"[{grid.Index}].{e.Key}", e.Value[0])));
            }
        }
        return errors.Count == 0 ? new(accepted, repeated, ignored) : throw new ProblemException("The delivery has malformed events.", errors);
    }

    /// <summary>True when the event was new, false when repeated, null when we have no use for it.</summary>
    private Task<bool?> TakeInAsync(GridEvent grid, CancellationToken cancellation) =>
        (grid.Type.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? grid.Type[Prefix.Length..].ToLowerInvariant() : "") switch
        {
            "smsreceived" => SmsReceivedAsync(grid, cancellation),
            "smsdeliveryreportreceived" => SmsReportAsync(grid, cancellation),
            "emaildeliveryreportreceived" => EmailReportAsync(grid, cancellation),
            "emailengagementtrackingreportreceived" => EngagementAsync(grid, cancellation),
            "incomingcall" => IncomingCallAsync(grid, cancellation),
            "recordingfilestatusupdated" => RecordingAsync(grid, cancellation),
            _ => Task.FromResult<bool?>(null),
        };

    private async Task<bool?> SmsReceivedAsync(GridEvent grid, CancellationToken cancellation)
    {
        var from = Phone(grid.Data, "from");
        return await FromPersonAsync(from, grid, new LeadEvent.MessageReceived("sms", Needed(grid.Data, "message"), from), cancellation);
    }

    private async Task<bool?> SmsReportAsync(GridEvent grid, CancellationToken cancellation)
    {
        var tag = EventGridReader.Text(grid.Data, "tag");
        var status = Needed(grid.Data, "deliveryStatus");
        var lead = Touch.LeadOf(tag) ?? await store.FindByContactAsync(Phone(grid.Data, "to"), cancellation);
        var detail = EventGridReader.Text(grid.Data, "deliveryStatusDetails");
        return await AboutAsync(lead, grid, new LeadEvent.MessageDelivery(
            Touch.LeadOf(tag) is null ? null : tag, EventGridReader.Text(grid.Data, "messageId"), IsDelivered(status),
            IsDelivered(status) == "delivered" ? null : $"the carrier reported {status}: {detail}"), cancellation);
    }

    private async Task<bool?> EmailReportAsync(GridEvent grid, CancellationToken cancellation)
    {
        var status = Needed(grid.Data, "status");
        var messageId = Needed(grid.Data, "messageId");
        var recipient = Needed(grid.Data, "recipient").ToLowerInvariant();
        var lead = await store.FindByContactAsync(LeadIntake.MessageKey(messageId), cancellation)
            ?? await store.FindByContactAsync(recipient, cancellation);
        var detail = EventGridReader.Member(grid.Data, "deliveryStatusDetails") is { } details ? EventGridReader.Text(details, "statusMessage") : null;
        return await AboutAsync(lead, grid, new LeadEvent.MessageDelivery(
            null, messageId, IsDelivered(status),
            IsDelivered(status) == "delivered" ? null : $"the mail system reported {status}{(detail is null ? "" : ": " + detail)}"), cancellation);
    }

    private async Task<bool?> EngagementAsync(GridEvent grid, CancellationToken cancellation)
    {
        var messageId = Needed(grid.Data, "messageId");
        var lead = await store.FindByContactAsync(LeadIntake.MessageKey(messageId), cancellation);
        return await AboutAsync(lead, grid, new LeadEvent.EmailEngaged(
            messageId, EventGridReader.Text(grid.Data, "engagementType") ?? "view", EventGridReader.Text(grid.Data, "engagementContext")), cancellation);
    }

    private async Task<bool?> IncomingCallAsync(GridEvent grid, CancellationToken cancellation) => await calls.ArriveAsync(
        EventGridReader.Text(grid.Data, "correlationId") ?? grid.Id, CallParty(grid.Data, "from") ?? "", CallParty(grid.Data, "to") ?? throw Withheld,
        EventGridReader.Text(grid.Data, "incomingCallContext"), grid.At, cancellation);

    /// <summary>A caller's message. Its file opens with the resource's credentials only, and is there for a day:
    /// https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/call-recording</summary>
    private async Task<bool?> RecordingAsync(GridEvent grid, CancellationToken cancellation)
    {
        const string Mark = "/recordingId/";
        var at = grid.Subject.LastIndexOf(Mark, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        var lead = await store.FindByContactAsync(LeadIntake.RecordingKey(grid.Subject[(at + Mark.Length)..]), cancellation);
        var chunks = EventGridReader.Member(grid.Data, "recordingStorageInfo") is { } storage ? EventGridReader.Member(storage, "recordingChunks") : null;
        if (chunks is not { ValueKind: JsonValueKind.Array } files || files.GetArrayLength() == 0) return null;
        var place = EventGridReader.Text(files[0], "contentLocation");
        var length = EventGridReader.Member(grid.Data, "recordingDurationMs") is { ValueKind: JsonValueKind.Number } ms ? $" of {ms.GetInt64() / 1000} s" : "";
        return await AboutAsync(lead, grid, new LeadEvent.NoteAdded($"Left a voice message{length}: {place}"), cancellation);
    }

    private async Task<bool?> FromPersonAsync(string from, GridEvent grid, LeadEvent fact, CancellationToken cancellation) =>
        (await intake.TakeInAsync([from], new EventEnvelope("grid/" + grid.Id, grid.At, fact), cancellation)).IsNew;

    /// <summary>A report on a message that no lead of ours got is of no use.</summary>
    private async Task<bool?> AboutAsync(string? lead, GridEvent grid, LeadEvent fact, CancellationToken cancellation) =>
        lead is null || (await store.LoadAsync(lead, cancellation)).State is null
            ? null
            : await intake.TakeInAsync(lead, new EventEnvelope("grid/" + grid.Id, grid.At, fact), cancellation);

    private static string IsDelivered(string status) =>
        status.Equals("Delivered", StringComparison.OrdinalIgnoreCase) ? "delivered" : "failed";

    private static ProblemException Withheld => ProblemException.Bad("data.to", "must be a phone number");

    /// <summary>Somebody's number; null when it is withheld, as in the raw id <c>4:anonymous</c>, or when it is no phone.</summary>
    private static string? CallParty(JsonElement data, string name)
    {
        if (EventGridReader.Member(data, name) is not { } party) throw ProblemException.Bad($"data.{name}", "is missing");
        var number = EventGridReader.Member(party, "phoneNumber") is { } phone ? EventGridReader.Text(phone, "value") : null;
        var text = number ?? EventGridReader.Text(party, "rawId");
        return text is not null && (text.StartsWith("8:", StringComparison.Ordinal) || text.EndsWith("anonymous", StringComparison.OrdinalIgnoreCase))
            ? null
            : Normal(text, $"data.{name}");
    }

    private static string Phone(JsonElement data, string name) => Normal(EventGridReader.Text(data, name), $"data.{name}");

    private static string Normal(string? text, string field) =>
        text is null ? throw ProblemException.Bad(field, "is missing")
        : PhoneNumber.TryNormalize(text, out var e164, out var error) ? e164
        : throw ProblemException.Bad(field, error);

    private static string Needed(JsonElement data, string name) =>
        EventGridReader.Text(data, name) ?? throw ProblemException.Bad($"data.{name}", "is missing");
}
