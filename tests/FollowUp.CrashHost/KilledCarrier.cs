using FollowUp.Core.Carriers;

namespace FollowUp.CrashHost;

/// <summary>The carrier of texts, around which the process can be killed.</summary>
internal sealed class KilledCarrier(ICarrier<Outbound.Sms> inner, KillPoint kill) : ICarrier<Outbound.Sms>
{
    public Task<SendResult> SendAsync(Outbound.Sms message, CancellationToken cancellation) =>
        kill.AroundAsync("send", () => inner.SendAsync(message, cancellation));
}
