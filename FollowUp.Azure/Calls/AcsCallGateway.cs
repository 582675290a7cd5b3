using Azure.Communication;
using Azure.Communication.CallAutomation;
using FollowUp.Api.Links;
using FollowUp.Azure.Sending;
using FollowUp.Core.Carriers;

namespace FollowUp.Azure.Calls;

/// <summary>Places calls through Call Automation. What becomes of a call is told to the callback address, which names the touch.</summary>
public sealed class AcsCallGateway(CallAutomationClient client, LinkSigner links, AzureOptions options, Tries tries) : ICarrier<Outbound.Call>
{
    /// <inheritdoc/>
    public Task<SendResult> SendAsync(Outbound.Call message, CancellationToken cancellation) =>
        tries.RunAsync(message.Touch.Id, "calls", c => TryAsync(message, c), cancellation);

    private async Task<SendResult> TryAsync(Outbound.Call message, CancellationToken cancellation)
    {
        var invite = new CallInvite(new PhoneNumberIdentifier(message.To), new PhoneNumberIdentifier(message.From));
        var create = new CreateCallOptions(invite, links.CallEvents(message.Touch.Id)) { OperationContext = message.Touch.Id };
        if (options.SpeechEndpoint is { } speech) create.CallIntelligenceOptions = new() { CognitiveServicesEndpoint = speech };
        var call = await client.CreateCallAsync(create, cancellation);
        return new SendResult.Sent(call.Value.CallConnectionProperties.CallConnectionId);
    }
}
