using System.Text.Json;
using FollowUp.Api.Acs;
using FollowUp.Core.Calls;
using FollowUp.Core.Numbering;

namespace FollowUp.Api.Calls;

/// <summary>
/// Reads what Call Automation tells of a call. Event types and fields:
/// https://learn.microsoft.com/azure/communication-services/concepts/call-automation/call-automation#events
/// </summary>
internal static class CallEvents
{
    private const string Prefix = "Microsoft.Communication.";
    private const string PhonePrefix = "4:";

    /// <summary>What an event tells; null when it is of no use.</summary>
    public static CallSignal? SignalOf(GridEvent told)
    {
        var kind = told.Type.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? told.Type[Prefix.Length..] : told.Type;
        var context = EventGridReader.Text(told.Data, "operationContext") ?? "";
        return kind switch
        {
            "CallConnected" => new CallSignal.Connected(EventGridReader.Text(told.Data, "callConnectionId") ?? ""),
            "CallDisconnected" or "CreateCallFailed" => Ended(told.Data, wasPlaced: kind == "CallDisconnected"),
            "AnswerFailed" => new CallSignal.Refused(),
            "AddParticipantSucceeded" => PhoneOf(told.Data) is { } phone ? new CallSignal.Joined(phone) : null,
            "AddParticipantFailed" => PhoneOf(told.Data) is { } phone ? new CallSignal.NotJoined(phone) : null,
            "ParticipantsUpdated" => new CallSignal.Moved(),
            "RecognizeCompleted" => ChoiceOf(told.Data) is { } choice ? new CallSignal.Heard(context, choice) : new CallSignal.NotHeard(context),
            "RecognizeFailed" => CouldNotAsk(told.Data) ? new CallSignal.NotAsked(context) : new CallSignal.NotHeard(context),
            "PlayCompleted" or "PlayFailed" => new CallSignal.Said(context),
            "CallTransferAccepted" => new CallSignal.Transferred(),
            "CallTransferFailed" => new CallSignal.NotTransferred(),
            _ => null,
        };
    }

    /// <summary>The number behind a raw id; null for anybody but a phone whose number is shown.</summary>
    public static string? PhoneOfRawId(string? rawId) =>
        rawId?.StartsWith(PhonePrefix, StringComparison.Ordinal) == true && PhoneNumber.TryNormalize(rawId[PhonePrefix.Length..], out var e164, out _) ? e164 : null;

    private static CallSignal.Disconnected Ended(JsonElement data, bool wasPlaced)
    {
        var result = EventGridReader.Member(data, "resultInformation") ?? default;
        return new(wasPlaced, Number(result, "code"), Number(result, "subCode"), EventGridReader.Text(result, "message"));
    }

    private static string? PhoneOf(JsonElement data)
    {
        if (EventGridReader.Member(data, "participant") is not { } participant) return null;
        var number = EventGridReader.Member(participant, "phoneNumber") is { } phone ? EventGridReader.Text(phone, "value") : null;
        return PhoneNumber.TryNormalize(number, out var e164, out _) ? e164 : PhoneOfRawId(EventGridReader.Text(participant, "rawId"));
    }

    /// <summary>
    /// Whether the words could not be said or the ear did not work: subcodes RecognizePlayPromptFailed and those of the speech service.
    /// https://learn.microsoft.com/dotnet/api/azure.communication.callautomation.mediaeventreasoncode
    /// </summary>
    private static bool CouldNotAsk(JsonElement data)
    {
        var result = EventGridReader.Member(data, "resultInformation") ?? default;
        return Number(result, "code") >= 500 || Number(result, "subCode") is 8511 or 8564 or 8565;
    }

    private static string? ChoiceOf(JsonElement data) =>
        EventGridReader.Member(data, "choiceResult") is { } choice ? EventGridReader.Text(choice, "label") : null;

    private static int? Number(JsonElement element, string name) =>
        EventGridReader.Member(element, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;
}
