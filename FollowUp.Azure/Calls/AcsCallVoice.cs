using Azure.Communication;
using Azure.Communication.CallAutomation;
using FollowUp.Api.Calls;

namespace FollowUp.Azure.Calls;

/// <summary>Speaks through Call Automation with a synthetic voice, which needs a speech resource (FollowUp:SpeechEndpoint).</summary>
public sealed class AcsCallVoice(CallAutomationClient client) : ICallVoice
{
    private const string Voice = "en-US-AvaMultilingualNeural";
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(8);

    /// <inheritdoc/>
    public Task AskAsync(string callConnectionId, string number, string text, CancellationToken cancellation) =>
        client.GetCallConnection(callConnectionId).GetCallMedia().StartRecognizingAsync(
            new CallMediaRecognizeDtmfOptions(new PhoneNumberIdentifier(number), maxTonesToCollect: 1)
            {
                Prompt = new TextSource(text, Voice),
                InitialSilenceTimeout = Silence,
                InterruptPrompt = true,
            },
            cancellation);

    /// <inheritdoc/>
    public Task HangUpAsync(string callConnectionId, CancellationToken cancellation) =>
        client.GetCallConnection(callConnectionId).HangUpAsync(forEveryone: true, cancellation);
}
