using System.Collections.Immutable;
using FollowUp.Core.Calendars;
using NodaTime;

namespace FollowUp.Core.Business;

/// <summary>A phone number of the business.</summary>
/// <param name="Phone">E.164.</param>
/// <param name="Label">What people call it.</param>
/// <param name="ForwardTo">Phones that ring when it is called, E.164.</param>
public sealed record BusinessNumber(string Phone, string? Label, ImmutableArray<string> ForwardTo)
{
    /// <summary>How long each phone rings when nothing is said, in seconds.</summary>
    public const int DefaultRingSeconds = 18;

    /// <summary>
    /// Whether the business's own line sends on what nobody there picked up: then every call that comes here is a missed one, and
    /// no phone rings.
    /// </summary>
    public bool IsForwardedTo { get; init; }

    /// <summary>Whether the phones ring one after the other, and not all at once.</summary>
    public bool RingsInOrder { get; init; }

    /// <summary>How long each phone rings, 15 to 20 seconds: longer, and the phone's own voicemail picks up, which looks like an answer.</summary>
    public int RingSeconds { get; init; } = DefaultRingSeconds;

    /// <summary>What a caller hears whom nobody took; null for words of the product's own.</summary>
    public string? Greeting { get; init; }

    /// <summary>Whether the caller may leave a message, which is announced as recorded.</summary>
    public bool TakesMessages { get; init; }

    /// <summary>Whether phones ring when it is called.</summary>
    public bool Rings => !IsForwardedTo && !ForwardTo.IsEmpty;
}

/// <summary>How the business writes email.</summary>
/// <param name="From">The sender's address.</param>
/// <param name="ReplyTo">Where answers go.</param>
/// <param name="PostalAddress">The postal address every commercial email must carry (15 USC 7704(a)(5)).</param>
public sealed record BusinessEmail(string From, string PostalAddress, string? ReplyTo = null);

/// <summary>A person of the team.</summary>
/// <param name="Id">The id used as owner.</param>
/// <param name="Name">Full name.</param>
/// <param name="Role"><c>owner</c> or <c>agent</c>.</param>
/// <param name="Phone">E.164, for notifications by text.</param>
/// <param name="Email">For notifications by email.</param>
public sealed record TeamMember(string Id, string Name, string Role, string? Phone, string? Email);

/// <summary>What outreach costs, for estimates and reports; what the carrier bills is what counts.</summary>
/// <param name="SmsSegment">A billed text segment, carrier fees included.</param>
/// <param name="Email">An email.</param>
/// <param name="CallMinute">A minute of a call, each call rounded up.</param>
/// <param name="Currency">ISO 4217 code.</param>
public sealed record Prices(decimal SmsSegment, decimal Email, decimal CallMinute, string Currency)
{
    /// <summary>
    /// Used when the profile has none: ACS toll-free texting in the US with carrier surcharge, email and outbound calls, rounded up
    /// (https://azure.microsoft.com/pricing/details/communication-services/).
    /// </summary>
    public static readonly Prices Default = new(0.01m, 0.0003m, 0.013m, "USD");
}

/// <summary>Words that people of the team send often.</summary>
/// <param name="Id">Unique.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Channel"><c>sms</c> or <c>email</c>.</param>
/// <param name="Text">Template of the words.</param>
public sealed record ReplyTemplate(string Id, string Name, string Channel, string Text);

/// <summary>The business that follows up.</summary>
public sealed record BusinessProfile
{
    /// <summary>The name customers know.</summary>
    public required string Name { get; init; }

    /// <summary>The zone of its clocks.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>Its phone numbers; the first is used to text and call.</summary>
    public required ImmutableArray<BusinessNumber> Numbers { get; init; }

    /// <summary>How it writes email; null when it does not.</summary>
    public BusinessEmail? Email { get; init; }

    /// <summary>Opening hours and holidays.</summary>
    public required WeeklyHours Hours { get; init; }

    /// <summary>Who works there.</summary>
    public required ImmutableArray<TeamMember> Team { get; init; }

    /// <summary>Who gets a lead that nobody owns.</summary>
    public required TeamMember DefaultOwner { get; init; }

    /// <summary>The field-service software that gets the bookings: <c>servicetitan</c>, <c>housecallpro</c> or <c>jobber</c>; null for none.</summary>
    public string? Dispatch { get; init; }

    /// <summary>Where customers book.</summary>
    public string? BookingLink { get; init; }

    /// <summary>How many calls of the queue the team manages in an hour; null when nobody said.</summary>
    public int? CallCapacityPerHour { get; init; }

    /// <summary>What outreach costs.</summary>
    public Prices Prices { get; init; } = Prices.Default;

    /// <summary>What the inbox offers to send.</summary>
    public ImmutableArray<ReplyTemplate> Templates { get; init; } = [];

    /// <summary>The number texts and calls come from, E.164.</summary>
    public string Phone => Numbers[0].Phone;

    /// <summary>The number with these digits, E.164, or else the first.</summary>
    public BusinessNumber NumberOr(string phone)
    {
        foreach (var number in Numbers)
            if (number.Phone == phone) return number;
        return Numbers[0];
    }

    /// <summary>The person in charge of a lead with this owner id.</summary>
    public TeamMember OwnerOr(string? id)
    {
        if (id is not null)
            foreach (var member in Team)
                if (member.Id == id) return member;
        return DefaultOwner;
    }
}
