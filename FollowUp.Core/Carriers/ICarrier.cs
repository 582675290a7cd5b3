namespace FollowUp.Core.Carriers;

/// <summary>What a carrier said to a touch that was handed to it.</summary>
public abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>Taken; <paramref name="ProviderId"/> is the carrier's id of the message or call.</summary>
    public sealed record Sent(string? ProviderId) : SendResult;

    /// <summary>Refused for good, with the carrier's reason in plain words.</summary>
    public sealed record Failed(string Detail) : SendResult;

    /// <summary>Not taken now; certain not to have left. To be tried again after <paramref name="RetryAfterSeconds"/>.</summary>
    public sealed record Busy(string Detail, int RetryAfterSeconds) : SendResult;
}

/// <summary>
/// A way out of the house. An exception means that nobody can say whether the touch left: it stays claimed, and its delivery
/// report or the ten-minute rule decides.
/// </summary>
/// <typeparam name="T">What it carries.</typeparam>
public interface ICarrier<in T>
    where T : Outbound
{
    /// <summary>Hands a claimed touch over, once.</summary>
    Task<SendResult> SendAsync(T message, CancellationToken cancellation);
}

/// <summary>Every way out of the house.</summary>
public sealed record CarrierSet(
    ICarrier<Outbound.Sms> Sms,
    ICarrier<Outbound.Email> Email,
    ICarrier<Outbound.Call> Calls,
    ICarrier<Outbound.Voicemail> Voicemail,
    ICarrier<Outbound.Notification> Notifications,
    ICarrier<Outbound.Webhook> Webhooks,
    ICarrier<Outbound.Booking>? Dispatch = null)
{
    /// <summary>Hands a touch to the carrier of its channel.</summary>
    public Task<SendResult> SendAsync(Outbound message, CancellationToken cancellation) => message switch
    {
        Outbound.Sms m => Sms.SendAsync(m, cancellation),
        Outbound.Email m => Email.SendAsync(m, cancellation),
        Outbound.Call m => Calls.SendAsync(m, cancellation),
        Outbound.Voicemail m => Voicemail.SendAsync(m, cancellation),
        Outbound.Notification m => Notifications.SendAsync(m, cancellation),
        Outbound.Booking m when Dispatch is not null => Dispatch.SendAsync(m, cancellation),
        Outbound.Webhook m => Webhooks.SendAsync(m, cancellation),
        _ => throw new InvalidOperationException($"No carrier takes {message.GetType().Name}."),
    };
}
