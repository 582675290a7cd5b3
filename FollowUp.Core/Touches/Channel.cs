using System.Text.Json.Serialization;

namespace FollowUp.Core.Touches;

/// <summary>The way a touch reaches somebody. Outreach to the lead is text, email, call or voicemail; the rest stays in the house.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Channel>))]
public enum Channel
{
    /// <summary>A text message.</summary>
    [JsonStringEnumMemberName("sms")] Sms,

    /// <summary>An email.</summary>
    [JsonStringEnumMemberName("email")] Email,

    /// <summary>An automated phone call (a synthetic voice is a call under 47 CFR 64.1200).</summary>
    [JsonStringEnumMemberName("call")] Call,

    /// <summary>A voicemail dropped without ringing (a call under the law: FCC 22-85).</summary>
    [JsonStringEnumMemberName("voicemail")] Voicemail,

    /// <summary>A message to somebody of the business's team.</summary>
    [JsonStringEnumMemberName("notification")] Notification,

    /// <summary>Something for a person to do, such as a call from the queue.</summary>
    [JsonStringEnumMemberName("task")] Task,

    /// <summary>An HTTP POST to a system of the business.</summary>
    [JsonStringEnumMemberName("webhook")] Webhook,

    /// <summary>An appointment given to the field-service software.</summary>
    [JsonStringEnumMemberName("dispatch")] Dispatch,
}

/// <summary>What can be asked of a channel.</summary>
public static class Channels
{
    /// <summary>Whether a touch on this channel reaches the lead, and so needs consent and a decent hour.</summary>
    public static bool ReachesLead(this Channel channel) => channel <= Channel.Voicemail;

    /// <summary>Whether the law treats this channel as a telephone call.</summary>
    public static bool IsVoice(this Channel channel) => channel is Channel.Call or Channel.Voicemail;

    /// <summary>The word of the HTTP contract for this channel.</summary>
    public static string Word(this Channel channel) => channel switch
    {
        Channel.Sms => "sms",
        Channel.Email => "email",
        Channel.Call => "call",
        Channel.Voicemail => "voicemail",
        Channel.Notification => "notification",
        Channel.Task => "task",
        Channel.Dispatch => "dispatch",
        _ => "webhook",
    };
}
