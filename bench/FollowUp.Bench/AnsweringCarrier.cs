using FollowUp.Core.Carriers;

namespace FollowUp.Bench;

/// <summary>Takes texts and does nothing with them: what is measured is the product, not the emulator that shares its process.</summary>
internal sealed class AnsweringCarrier : ICarrier<Outbound.Sms>
{
    public Task<SendResult> SendAsync(Outbound.Sms message, CancellationToken cancellation) => Task.FromResult<SendResult>(new SendResult.Sent(message.Touch.Id));
}
