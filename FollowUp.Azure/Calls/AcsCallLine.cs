using Azure;
using Azure.Communication;
using Azure.Communication.CallAutomation;
using FollowUp.Api.Links;
using FollowUp.Azure.Sending;
using FollowUp.Core.Calls;
using FollowUp.Core.Carriers;
using FollowUp.Core.Numbering;
using Microsoft.Extensions.Logging;

namespace FollowUp.Azure.Calls;

/// <summary>
/// Acts in calls through Call Automation: one request per command, with a synthetic voice that the speech resource lends.
/// https://learn.microsoft.com/azure/communication-services/how-tos/call-automation/actions-for-call-control
/// </summary>
public sealed partial class AcsCallLine(CallAutomationClient client, LinkSigner links, AzureOptions options, Tries tries, ILogger<AcsCallLine> logger) : ICallLine
{
    private const string Voice = "en-US-AvaMultilingualNeural";
    private const string Language = "en-US";
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(8);

    /// <inheritdoc/>
    public Task<CallSignal?> DoAsync(CallRecord call, CallCommand command, CancellationToken cancellation) =>
        tries.InsistAsync(call.Id, "calls", c => OnceAsync(call, command, c), cancellation);

    private async Task<CallSignal?> OnceAsync(CallRecord call, CallCommand command, CancellationToken cancellation)
    {
        if (command is CallCommand.Answer answer) return await AnswerAsync(call, answer, cancellation);
        var connection = client.GetCallConnection(call.ConnectionId);
        switch (command)
        {
            case CallCommand.Hold hold:
                await connection.GetCallMedia().HoldAsync(Phone(hold.Phone), Words(hold.Text), cancellation);
                return null;
            case CallCommand.Unhold unhold:
                await connection.GetCallMedia().UnholdAsync(Phone(unhold.Phone), cancellation);
                return null;
            case CallCommand.Ring ring:
                var invited = await connection.AddParticipantAsync(
                    new AddParticipantOptions(new CallInvite(Phone(ring.Phone), Phone(call.Number))) { InvitationTimeoutInSeconds = ring.Seconds }, cancellation);
                return new CallSignal.Rang(ring.Phone, invited.Value.InvitationId);
            case CallCommand.StopRinging stop:
                await connection.CancelAddParticipantOperationAsync(stop.Invitation, cancellation);
                return null;
            case CallCommand.Remove remove:
                await connection.RemoveParticipantAsync(Phone(remove.Phone), cancellationToken: cancellation);
                return null;
            case CallCommand.Ask ask:
                await connection.GetCallMedia().StartRecognizingAsync(OptionsFor(ask), cancellation);
                return null;
            case CallCommand.Say say:
                await connection.GetCallMedia().PlayToAllAsync(new PlayToAllOptions(Words(say.Text)) { OperationContext = say.Context }, cancellation);
                return null;
            case CallCommand.Transfer transfer:
                await connection.TransferCallToParticipantAsync(
                    new TransferToParticipantOptions(Phone(transfer.Phone)) { Transferee = Phone(call.Person), SourceCallerIdNumber = Phone(call.Number) }, cancellation);
                return null;
            case CallCommand.Record:
                var properties = await connection.GetCallConnectionPropertiesAsync(cancellation);
                var recording = await client.GetCallRecording().StartAsync(
                    new StartRecordingOptions(new ServerCallLocator(properties.Value.ServerCallId)), cancellation);
                return new CallSignal.Recorded(recording.Value.RecordingId);
            case CallCommand.Look:
                var present = await connection.GetParticipantsAsync(cancellation);
                return new CallSignal.Present([.. present.Value.Select(p => p.Identifier).OfType<PhoneNumberIdentifier>().Select(p => Normal(p.PhoneNumber))]);
            case CallCommand.HangUp:
                return await HangUpAsync(connection, cancellation);
            default:
                throw new InvalidOperationException($"Nobody does {command.GetType().Name} in a call.");
        }
    }

    /// <summary>A caller who has hung up meanwhile is refused to us; who was picked up already needs no second time.</summary>
    private async Task<CallSignal?> AnswerAsync(CallRecord call, CallCommand.Answer answer, CancellationToken cancellation)
    {
        try
        {
            var answered = await client.AnswerCallAsync(
                new AnswerCallOptions(answer.Context, links.CallEvents(call.Id))
                {
                    OperationContext = call.Id,
                    CallIntelligenceOptions = new() { CognitiveServicesEndpoint = options.SpeechEndpoint },
                },
                cancellation);
            return new CallSignal.Taken(answered.Value.CallConnectionProperties.CallConnectionId);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return null;
        }
        catch (RequestFailedException e) when (e.Status is >= 400 and < 500 and not (401 or 403 or 408 or 429))
        {
            // Mostly the caller has gone; but every call is missed like this when a setting is wrong.
            LogNotPickedUp(logger, call.Id, e.Status, e.ErrorCode);
            return new CallSignal.Refused();
        }
    }

    /// <summary>A call that is not there any more is over, whether or not that has been told.</summary>
    private static async Task<CallSignal?> HangUpAsync(CallConnection connection, CancellationToken cancellation)
    {
        try
        {
            await connection.HangUpAsync(forEveryone: true, cancellation);
            return null;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return new CallSignal.Disconnected(WasPlaced: true, null, null, null);
        }
    }

    /// <summary>Choices take keys and voice alike; without waiting for the end of the words.</summary>
    private static CallMediaRecognizeChoiceOptions OptionsFor(CallCommand.Ask ask) =>
        new(Phone(ask.Phone), ask.Choices.Select(c =>
        {
            var choice = new RecognitionChoice(c.Label, c.Phrases);
            if (c.Key is { } key) choice.Tone = ToneOf(key);
            return choice;
        }))
        {
            Prompt = Words(ask.Text), InitialSilenceTimeout = Silence, InterruptPrompt = true, OperationContext = ask.Context, SpeechLanguage = Language,
        };

    private static DtmfTone ToneOf(string key) => key switch
    {
        "0" => DtmfTone.Zero, "1" => DtmfTone.One, "2" => DtmfTone.Two, "3" => DtmfTone.Three, "4" => DtmfTone.Four, "5" => DtmfTone.Five,
        "6" => DtmfTone.Six, "7" => DtmfTone.Seven, "8" => DtmfTone.Eight, "9" => DtmfTone.Nine, "*" => DtmfTone.Asterisk, "#" => DtmfTone.Pound,
        _ => throw new ArgumentException($"'{key}' is no key of a phone.", nameof(key)),
    };

    private static string Normal(string number) => PhoneNumber.TryNormalize(number, out var e164, out _) ? e164 : number;

    private static PhoneNumberIdentifier Phone(string number) => new(number);

    private static TextSource Words(string text) => new(text, Voice);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {CallId} was not picked up: Azure answered {Status} ({Code})")]
    private static partial void LogNotPickedUp(ILogger logger, string callId, int status, string? code);
}
