using System.Collections.Immutable;
using System.Text.Json.Serialization;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Core.Leads;

/// <summary>
/// Everything the decider knows of one lead: the contact record and its journey. It is stored as one JSON document, so
/// members may be added, but never renamed or given another meaning (the compatibility test reads old documents).
/// What has been said and done is in the timeline, not here, so a lead stays small however long it is followed up.
/// </summary>
public sealed record LeadState
{
    /// <summary>The lead's id, also its partition.</summary>
    public required string Id { get; init; }

    /// <summary>First contact.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>Id of the event that created the lead: a repeated submission can be told from a second one.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>The person's name, as given.</summary>
    public string? Name { get; init; }

    /// <summary>Phone numbers, E.164; the first is used.</summary>
    public ImmutableArray<string> Phones { get; init; } = [];

    /// <summary>Email addresses; the first is used.</summary>
    public ImmutableArray<string> Emails { get; init; } = [];

    /// <summary>IANA id of the person's zone, when they or the form said it.</summary>
    public string? TimeZone { get; init; }

    /// <summary>USPS code of the person's state, when known otherwise than by the area code.</summary>
    public string? Region { get; init; }

    /// <summary>Where the lead came from.</summary>
    public string? Source { get; init; }

    /// <summary>What they want.</summary>
    public LeadContext? Context { get; init; }

    /// <summary>What they agreed to.</summary>
    public Consents Consent { get; init; } = new();

    /// <summary>When they want to be reached.</summary>
    public Preferences? Preferences { get; init; }

    /// <summary>How soon they mean to buy, as stated.</summary>
    public string? Timeline { get; init; }

    /// <summary>The pipeline stage.</summary>
    public string? Stage { get; init; }

    /// <summary>Who is in charge, an id of the team; the business's default owner when null.</summary>
    public string? Owner { get; init; }

    /// <summary>Labels.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>What they look for, by name.</summary>
    public ImmutableDictionary<string, string> Criteria { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The opt-out in force.</summary>
    public OptOut? OptOut { get; init; }

    /// <summary>When the person last opted in or out: an older keyword that arrives late changes nothing.</summary>
    public Instant? OptChangedAt { get; init; }

    /// <summary>The cool-down in force.</summary>
    public CoolDown? CoolDown { get; init; }

    /// <summary>Since when a person has put everything automatic on hold; null when nothing is.</summary>
    public Instant? PausedAt { get; init; }

    /// <summary>Calls to the person that nobody took, since somebody last did or they last wrote.</summary>
    public int UnansweredCalls { get; init; }

    /// <summary>When the person last asked to be called, and for when.</summary>
    public Instant? CallbackAt { get; init; }

    /// <summary>When the person last called, wrote or submitted a form.</summary>
    public Instant? LastInboundAt { get; init; }

    /// <summary>When the person last wrote.</summary>
    public Instant? LastReplyAt { get; init; }

    /// <summary>When the first touch that reaches the lead was claimed: speed to lead counts from <see cref="CreatedAt"/>.</summary>
    public Instant? FirstTouchAt { get; init; }

    /// <summary>Their last call.</summary>
    public CallFacts? LastCall { get; init; }

    /// <summary>What was last shown to them.</summary>
    public string? LastShowing { get; init; }

    /// <summary>Appointments, oldest first.</summary>
    public ImmutableArray<Appointment> Appointments { get; init; } = [];

    /// <summary>Estimates, oldest first.</summary>
    public ImmutableArray<Estimate> Estimates { get; init; } = [];

    /// <summary>Sequences the lead is or lately was in.</summary>
    public ImmutableArray<Enrollment> Enrollments { get; init; } = [];

    /// <summary>Touches whose fate is still open: claimed, or sent and waiting for a delivery report.</summary>
    public ImmutableArray<Touch> Open { get; init; } = [];

    /// <summary>Outreach of the past seven days.</summary>
    public ImmutableArray<RecentTouch> Recent { get; init; } = [];

    /// <summary>What people of the business have to do.</summary>
    public ImmutableArray<LeadTask> Tasks { get; init; } = [];

    /// <summary>What was last said; null while nothing was.</summary>
    public Talk? Talk { get; init; }

    /// <summary>The number of the newest timeline row.</summary>
    public int Seq { get; init; }

    /// <summary>How many enrollments there have been.</summary>
    public int Enrolled { get; init; }

    /// <summary>Whether somebody else is at one of the tasks: two people do not call one person.</summary>
    public bool IsWithAnother(string by, Instant now)
    {
        foreach (var task in Tasks)
            if (task.Claim is { } held && held.Until > now && held.By != by) return true;
        return false;
    }

    /// <summary>The phone number used for texts and calls.</summary>
    [JsonIgnore]
    public string? Phone => Phones.IsDefaultOrEmpty ? null : Phones[0];

    /// <summary>The address used for email.</summary>
    [JsonIgnore]
    public string? Email => Emails.IsDefaultOrEmpty ? null : Emails[0];

    /// <summary>The first word of the name, or null.</summary>
    [JsonIgnore]
    public string? FirstName => Name?.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
}
