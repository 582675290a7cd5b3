using FollowUp.Core.Business;
using FollowUp.Core.Touches;

namespace FollowUp.Api.Campaigns;

/// <summary>What outreach costs, at the prices of the profile.</summary>
/// <param name="Texts">Text messages.</param>
/// <param name="Segments">Their billed segments.</param>
/// <param name="Emails">Emails.</param>
/// <param name="Calls">Calls and voicemails.</param>
/// <param name="CallMinutes">Their billed minutes.</param>
/// <param name="Amount">The sum, in <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217 code.</param>
public sealed record Costs(int Texts, int Segments, int Emails, int Calls, int CallMinutes, decimal Amount, string Currency)
{
    /// <summary>Nothing yet.</summary>
    public static Costs None(Prices prices) => new(0, 0, 0, 0, 0, 0, prices.Currency);

    /// <summary>With one touch more; a call takes a minute unless it is known how long it took.</summary>
    public Costs With(Channel channel, string? text, Prices prices, int callMinutes = 1)
    {
        switch (channel)
        {
            case Channel.Sms:
                var segments = Core.Templates.Segments.Of(text ?? "").Count;
                return this with { Texts = Texts + 1, Segments = Segments + segments, Amount = Amount + segments * prices.SmsSegment };
            case Channel.Email:
                return this with { Emails = Emails + 1, Amount = Amount + prices.Email };
            case Channel.Call or Channel.Voicemail:
                return this with { Calls = Calls + 1, CallMinutes = CallMinutes + callMinutes, Amount = Amount + callMinutes * prices.CallMinute };
            default:
                return this;
        }
    }

    /// <summary>Both together; the currency is the same.</summary>
    public static Costs operator +(Costs a, Costs b) => new(
        a.Texts + b.Texts, a.Segments + b.Segments, a.Emails + b.Emails, a.Calls + b.Calls, a.CallMinutes + b.CallMinutes, a.Amount + b.Amount, a.Currency);
}
