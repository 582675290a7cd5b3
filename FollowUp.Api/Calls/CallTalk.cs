using System.Text.Json;
using FollowUp.Api.Acs;
using FollowUp.Core.Events;
using FollowUp.Core.Stores;
using Microsoft.Extensions.Logging;

namespace FollowUp.Api.Calls;

/// <summary>
/// What is said in a call that a touch has placed: the touch's words, then the key that the person presses is taken, and the call
/// ends. https://learn.microsoft.com/azure/communication-services/how-tos/call-automation/recognize-action
/// </summary>
internal sealed partial class CallTalk(ILeadStore store, ILogger<CallTalk> logger, ICallVoice? voice = null)
{
    private const int NewestRows = 200;

    private static readonly Dictionary<string, string> Keys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["zero"] = "0", ["one"] = "1", ["two"] = "2", ["three"] = "3", ["four"] = "4", ["five"] = "5", ["six"] = "6", ["seven"] = "7",
        ["eight"] = "8", ["nine"] = "9", ["asterisk"] = "*", ["pound"] = "#",
    };

    /// <summary>Does what the call asks for next.</summary>
    public async Task ContinueAsync(string kind, string call, string leadId, string touchId, CancellationToken cancellation)
    {
        if (voice is null) return;
        try
        {
            if (kind != "CallConnected")
            {
                await voice.HangUpAsync(call, cancellation);
                return;
            }
            var words = (await store.LatestAsync(leadId, NewestRows, cancellation)).LastOrDefault(e => e.TouchId == touchId)?.Text;
            var number = (await store.LoadAsync(leadId, cancellation)).State?.Phone;
            if (words is null || number is null) await voice.HangUpAsync(call, cancellation);
            else await voice.AskAsync(call, number, words, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The person may have hung up; that they did is told by a callback of its own.
            LogLost(logger, e, touchId);
        }
    }

    /// <summary>The key that was pressed, as a fact; null when the event tells of none.</summary>
    public static EventEnvelope? KeyOf(GridEvent told, string kind, string touchId)
    {
        if (kind != "RecognizeCompleted" || EventGridReader.Member(told.Data, "dtmfResult") is not { } result
            || EventGridReader.Member(result, "tones") is not { ValueKind: JsonValueKind.Array } tones || tones.GetArrayLength() == 0) return null;
        var tone = tones[0].GetString() ?? "";
        var call = EventGridReader.Text(told.Data, "callConnectionId") ?? touchId;
        return new(
            $"call/{call}/ended", told.At,
            new LeadEvent.CallCompleted(call, "outbound", "answered", 0, null, touchId, Keys.GetValueOrDefault(tone, tone)));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The call of touch {TouchId} could not be spoken in")]
    private static partial void LogLost(ILogger logger, Exception exception, string touchId);
}
