using FollowUp.Core.Carriers;

namespace FollowUp.Azure.Calls;

/// <summary>Azure has no way to leave a voicemail without ringing; another carrier may be registered in this one's place.</summary>
public sealed class NoVoicemail : ICarrier<Outbound.Voicemail>
{
    /// <inheritdoc/>
    public Task<SendResult> SendAsync(Outbound.Voicemail message, CancellationToken cancellation) => Task.FromResult<SendResult>(
        new SendResult.Failed("no provider that drops voicemails is configured, and Azure Communication Services has none: use a call instead"));
}
