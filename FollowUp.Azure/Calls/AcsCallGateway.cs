using Azure.Communication;
using Azure.Communication.CallAutomation;
using FollowUp.Api.Links;
using FollowUp.Azure.Sending;
using FollowUp.Core.Calls;
using FollowUp.Core.Carriers;
using FollowUp.Core.Engine;
using NodaTime;

namespace FollowUp.Azure.Calls;

/// <summary>
/// Places calls through Call Automation. A call is written down before it is placed, because its first callback may come before the
/// answer to the request does; what becomes of it is told to the callback address, which names the touch.
/// </summary>
public sealed class AcsCallGateway(CallAutomationClient client, LinkSigner links, AzureOptions options, Tries tries, CallBook book, IClock clock)
    : ICarrier<Outbound.Call>
{
    private const int BusySeconds = 60;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(Outbound.Call message, CancellationToken cancellation)
    {
        if (options.SpeechEndpoint is null) return new SendResult.Failed("calls need a speech resource to speak with (FollowUp:SpeechEndpoint), and there is none");
        if (await book.CountOpenAsync(message.From, cancellation) >= options.ConcurrentCalls)
            return new SendResult.Busy("as many calls are under way as the number may place at once", BusySeconds);
        if (!await book.OpenAsync(OutboundFlow.Begin(message, clock.GetCurrentInstant()), cancellation))
            throw new InvalidOperationException($"The call of touch {message.Touch.Id} has been placed before, and nobody knows how that went.");

        var result = await tries.RunAsync(message.Touch.Id, "calls", c => TryAsync(message, c), cancellation);
        if (result is SendResult.Sent { ProviderId: { } connection }) await book.TellAsync(message.Touch.Id, new CallSignal.Taken(connection), cancellation);
        else await book.DropAsync(message.Touch.Id, cancellation);
        return result;
    }

    private async Task<SendResult> TryAsync(Outbound.Call message, CancellationToken cancellation)
    {
        var invite = new CallInvite(new PhoneNumberIdentifier(message.To), new PhoneNumberIdentifier(message.From));
        var create = new CreateCallOptions(invite, links.CallEvents(message.Touch.Id))
        {
            OperationContext = message.Touch.Id,
            CallIntelligenceOptions = new() { CognitiveServicesEndpoint = options.SpeechEndpoint },
        };
        var call = await client.CreateCallAsync(create, cancellation);
        return new SendResult.Sent(call.Value.CallConnectionProperties.CallConnectionId);
    }
}
