using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;

namespace FollowUp.Core.Leads;

/// <summary>What the person wants, in their words: it travels with the lead, so that nobody starts from scratch.</summary>
/// <param name="Service">The kind of work asked for.</param>
/// <param name="Urgency">How soon, as stated.</param>
/// <param name="Location">Where, as stated.</param>
/// <param name="Message">The person's own words.</param>
public sealed record LeadContext(string? Service = null, string? Urgency = null, string? Location = null, string? Message = null);

/// <summary>What was agreed to on one channel, with its evidence.</summary>
/// <param name="Given">Whether the person agreed; an explicit false forbids the channel.</param>
/// <param name="Source">Where it was given: a form, a call, an import.</param>
/// <param name="Text">The words agreed to. Their presence is what makes a consent express written consent (47 CFR 64.1200(f)(9)).</param>
/// <param name="At">When it was given.</param>
public sealed record Consent(bool Given, string? Source = null, string? Text = null, Instant? At = null)
{
    /// <summary>Whether the evidence makes this express written consent, which promotional touches need.</summary>
    [JsonIgnore]
    public bool IsWritten => Given && !string.IsNullOrWhiteSpace(Text);
}

/// <summary>Consent by channel; null where nothing was said.</summary>
public sealed record Consents(Consent? Sms = null, Consent? Voice = null, Consent? Email = null);

/// <summary>When and how often a person wants to be reached.</summary>
public sealed record Preferences
{
    /// <summary>The parts of a day a person can name.</summary>
    public static readonly ImmutableArray<string> KnownTimes = ["morning", "afternoon", "evening"];

    /// <summary>The kinds of days a person can name.</summary>
    public static readonly ImmutableArray<string> KnownDays = ["weekdays", "weekends", "any"];

    /// <summary>Parts of the day for calls: <c>morning</c> 8-11, <c>afternoon</c> 12-17, <c>evening</c> 17-20; empty for any.</summary>
    public ImmutableArray<string> Times { get; init; } = [];

    /// <summary><c>weekdays</c>, <c>weekends</c> or <c>any</c>.</summary>
    public string? Days { get; init; }

    /// <summary>At most this many touches in seven days; null for no limit of their own.</summary>
    public int? MaxTouchesPerWeek { get; init; }
}

/// <summary>An opt-out: no automated touch on any channel until the person opts in again.</summary>
/// <param name="At">When the person said so.</param>
/// <param name="Channel">Where they said it.</param>
/// <param name="Text">What they said.</param>
public sealed record OptOut(Instant At, string Channel, string? Text);

/// <summary>A period in which a lead is left alone.</summary>
/// <param name="Until">When it ends.</param>
/// <param name="Why">The reason, in plain words.</param>
public sealed record CoolDown(Instant Until, string Why);

/// <summary>The last phone call the person made to the business.</summary>
/// <param name="Id">The carrier's id of the call.</param>
/// <param name="At">When it came.</param>
/// <param name="From">Who called, E.164.</param>
/// <param name="To">The business's number, E.164.</param>
/// <param name="RingSeconds">How long it rang, in seconds.</param>
public sealed record CallFacts(string Id, Instant At, string From, string To, int RingSeconds);

/// <summary>An outreach of the past days, kept for the rules that count.</summary>
/// <param name="At">When it was claimed.</param>
/// <param name="Channel">How it went.</param>
/// <param name="Sequence">The subject under which frequency rules count it.</param>
public sealed record RecentTouch(Instant At, Touches.Channel Channel, string Sequence);
