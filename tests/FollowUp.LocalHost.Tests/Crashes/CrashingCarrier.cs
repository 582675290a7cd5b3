using FollowUp.Core.Carriers;

namespace FollowUp.LocalHost.Tests.Crashes;

/// <summary>A carrier whose caller can die just before it has taken a message, or just after.</summary>
internal sealed class CrashingCarrier(CrashPoint crash, Action<Outbound> take)
    : ICarrier<Outbound.Sms>, ICarrier<Outbound.Email>, ICarrier<Outbound.Call>, ICarrier<Outbound.Voicemail>,
      ICarrier<Outbound.Notification>, ICarrier<Outbound.Webhook>
{
    public CarrierSet All => new(this, this, this, this, this, this);

    public Task<SendResult> SendAsync(Outbound.Sms message, CancellationToken cancellation) => TakeAsync(message);

    public Task<SendResult> SendAsync(Outbound.Email message, CancellationToken cancellation) => TakeAsync(message);

    public Task<SendResult> SendAsync(Outbound.Call message, CancellationToken cancellation) => TakeAsync(message);

    public Task<SendResult> SendAsync(Outbound.Voicemail message, CancellationToken cancellation) => TakeAsync(message);

    public Task<SendResult> SendAsync(Outbound.Notification message, CancellationToken cancellation) => TakeAsync(message);

    public Task<SendResult> SendAsync(Outbound.Webhook message, CancellationToken cancellation) => TakeAsync(message);

    private Task<SendResult> TakeAsync(Outbound message) => crash.AroundAsync(() =>
    {
        take(message);
        return Task.FromResult<SendResult>(new SendResult.Sent("carrier-" + message.Touch.Id));
    });
}
