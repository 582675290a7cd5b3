using System.Collections.Immutable;
using System.Text.Json.Serialization;
using FollowUp.Core.Calendars;

namespace FollowUp.Core.Sequences;

/// <summary>What a touch is for, which decides the consent it needs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Purpose>))]
public enum Purpose
{
    /// <summary>It carries on a conversation that the person began.</summary>
    [JsonStringEnumMemberName("conversational")] Conversational,

    /// <summary>It tells the person something about business under way; needs express consent on the phone.</summary>
    [JsonStringEnumMemberName("informational")] Informational,

    /// <summary>It sells; needs express written consent on the phone.</summary>
    [JsonStringEnumMemberName("promotional")] Promotional,
}

/// <summary>The moment a step's offset counts from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Anchor>))]
public enum Anchor
{
    /// <summary>When the lead was enrolled.</summary>
    [JsonStringEnumMemberName("enrollment")] Enrollment,

    /// <summary>When the appointment starts.</summary>
    [JsonStringEnumMemberName("appointment")] Appointment,

    /// <summary>When the estimate was sent.</summary>
    [JsonStringEnumMemberName("estimate")] Estimate,

    /// <summary>When the showing or visit was over.</summary>
    [JsonStringEnumMemberName("showing")] Showing,

    /// <summary>
    /// The moment that the event itself names: a signal's date (at the start of the day), the time a call-back was asked for, or a
    /// follow-up's time (a third of its horizon, when only that was stated).
    /// </summary>
    [JsonStringEnumMemberName("signal")] Signal,
}

/// <summary>A named, versioned list of steps. A version never changes: a lead stays on the one it was enrolled in.</summary>
public sealed record Sequence
{
    /// <summary>Where editors find <see cref="SequenceSchema"/>; means nothing here.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>Lower-case letters, digits and dashes.</summary>
    public required string Id { get; init; }

    /// <summary>Counts from 1; given by the store when a sequence is saved.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The name people see.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, in a sentence or two.</summary>
    public string? Description { get; init; }

    /// <summary>What its touches are for, unless a step says otherwise.</summary>
    public required Purpose Purpose { get; init; }

    /// <summary>IANA id of the zone of its windows and days; the business's own when null.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Events that enroll a lead by themselves.</summary>
    public ImmutableArray<Trigger> EnrollOn { get; init; } = [];

    /// <summary>What happens when the trigger comes again soon; null enrolls again every time.</summary>
    public Repeat? Repeat { get; init; }

    /// <summary>What enrollment writes into the record.</summary>
    public Marking? Mark { get; init; }

    /// <summary>Events that end it: event types, and the short words of <see cref="StopWords"/>. An opt-out always does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] // An empty list means that nothing ends it, a missing one the default.
    public ImmutableArray<string> StopOn { get; init; } = StopWords.Default;

    /// <summary>The moments.</summary>
    public required ImmutableArray<Step> Steps { get; init; }
}

/// <summary>An event that enrolls.</summary>
/// <param name="Event">The event's type.</param>
public sealed record Trigger(string Event)
{
    /// <summary>Conditions that must hold at that moment; none means always.</summary>
    public ImmutableArray<Condition> When { get; init; } = [];
}

/// <summary>What happens when the trigger comes again within a time of the last enrollment.</summary>
public sealed record Repeat
{
    /// <summary>How long after an enrollment the trigger does not enroll again.</summary>
    public required Offset Within { get; init; }

    /// <summary>What is done instead; nothing when empty.</summary>
    public ImmutableArray<SequenceAction> Actions { get; init; } = [];
}

/// <summary>What enrollment writes into the record.</summary>
public sealed record Marking
{
    /// <summary>Labels to add.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The pipeline stage, when the lead has none yet.</summary>
    public string? Stage { get; init; }

    /// <summary>Custom fields to fill, by name, each a template; what is known stays.</summary>
    public ImmutableDictionary<string, string> Criteria { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>A moment in a sequence and what is done then.</summary>
public sealed record Step
{
    /// <summary>Unique in the sequence.</summary>
    public required string Id { get; init; }

    /// <summary>What the offset counts from.</summary>
    public Anchor Anchor { get; init; }

    /// <summary>The offset, always from the anchor and never from the previous step; days keep the business's wall-clock time.</summary>
    public required Offset At { get; init; }

    /// <summary>
    /// A month of the year, 1 to 12, for what has a season: a moment in another month, or one that has passed, moves on to the first
    /// day of the next such month.
    /// </summary>
    public int? Month { get; init; }

    /// <summary>A window in the business's day; the moment inside it is spread by lead.</summary>
    public TimeWindow? Window { get; init; }

    /// <summary>What its touches are for; null for the sequence's own purpose.</summary>
    public Purpose? Purpose { get; init; }

    /// <summary>Whether it answers what the person just did, so that it is not held for quiet hours.</summary>
    public bool Answers { get; init; }

    /// <summary>Conditions looked at when its time comes; the step is skipped when one does not hold.</summary>
    public ImmutableArray<Condition> When { get; init; } = [];

    /// <summary>How late it may still go out after an outage or a long hold; the default is a day, and never past an anchor it leads up to.</summary>
    public Offset? Expires { get; init; }

    /// <summary>
    /// The offset until which it may still begin when the lead is enrolled too late for <see cref="At"/>; without one, a step whose
    /// moment had passed has no place in the plan.
    /// </summary>
    public Offset? Latest { get; init; }

    /// <summary>What is done, in order; empty when there are <see cref="Variants"/>.</summary>
    public ImmutableArray<SequenceAction> Actions { get; init; } = [];

    /// <summary>Different ways of doing it, to be compared; a lead always gets the same one.</summary>
    public ImmutableArray<Variant> Variants { get; init; } = [];

    /// <summary>What certain answers mean: texts in reply to this step, keys pressed and words spoken in its calls.</summary>
    public ImmutableArray<Reply> Replies { get; init; } = [];

    /// <summary>The variant that a lead gets, or null when the step has none.</summary>
    public Variant? VariantFor(string leadId, string sequence)
    {
        if (Variants.IsEmpty) return null;
        var at = Spread.Hash($"{leadId}/{sequence}/{Id}") % (uint)Variants.Sum(v => v.Weight);
        foreach (var variant in Variants)
        {
            if (at < variant.Weight) return variant;
            at -= (uint)variant.Weight;
        }
        return Variants[^1];
    }

    /// <summary>What is done for a lead.</summary>
    public ImmutableArray<SequenceAction> ActionsFor(string leadId, string sequence) =>
        Variants.IsEmpty ? Actions : VariantFor(leadId, sequence)!.Actions;
}

/// <summary>One of several ways of doing a step.</summary>
public sealed record Variant
{
    /// <summary>Unique in the step.</summary>
    public required string Id { get; init; }

    /// <summary>Its share of the leads, beside the other variants' weights.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>What is done, in order.</summary>
    public required ImmutableArray<SequenceAction> Actions { get; init; }
}

/// <summary>What an answer means.</summary>
public sealed record Reply
{
    /// <summary>Words, phrases or keys; the answer is one of them or begins with one, in any case.</summary>
    public required ImmutableArray<string> Match { get; init; }

    /// <summary>The event it stands for; one of <see cref="Replies.Recordable"/>.</summary>
    public string? Record { get; init; }

    /// <summary>What the event says: the choice, the reason, or the number of days.</summary>
    public string? Value { get; init; }

    /// <summary>A sequence it begins.</summary>
    public string? Enroll { get; init; }

    /// <summary>Whether the person wants to talk now: a call is put through to the person in charge, a text opens an urgent call task.</summary>
    public bool Connect { get; init; }

    /// <summary>Whether the sequence goes on, although a reply or an answered call would stop it.</summary>
    public bool Keep { get; init; }

    /// <summary>What is done at once.</summary>
    public ImmutableArray<SequenceAction> Actions { get; init; } = [];
}

/// <summary>A test of one field.</summary>
/// <param name="Field">A field of the template catalogue, such as <c>lead.stage</c>.</param>
/// <param name="Op">One of <see cref="Conditions.Operators"/>.</param>
/// <param name="Value">What it is compared with; none for <c>exists</c> and <c>missing</c>.</param>
public sealed record Condition(string Field, string Op, string? Value = null);

/// <summary>Something a step does.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SendText), "sms")]
[JsonDerivedType(typeof(SendEmail), "email")]
[JsonDerivedType(typeof(MakeCall), "call")]
[JsonDerivedType(typeof(LeaveVoicemail), "voicemail")]
[JsonDerivedType(typeof(OpenTask), "task")]
[JsonDerivedType(typeof(NotifyTeam), "notify")]
[JsonDerivedType(typeof(CallWebhook), "webhook")]
[JsonDerivedType(typeof(MarkLead), "mark")]
[JsonDerivedType(typeof(PushBooking), "dispatch")]
public abstract record SequenceAction
{
    private SequenceAction()
    {
    }

    /// <summary>A text message to the lead.</summary>
    /// <param name="Text">Template.</param>
    public sealed record SendText(string Text) : SequenceAction;

    /// <summary>An email to the lead; the footer with address and unsubscribe link is added by the product.</summary>
    /// <param name="Subject">Template.</param>
    /// <param name="Text">Template of the body.</param>
    public sealed record SendEmail(string Subject, string Text) : SequenceAction;

    /// <summary>An automated call; without consent for one it becomes a call task for a person.</summary>
    /// <param name="Text">Template of what is said.</param>
    /// <param name="Voicemail">Template of what is left on an answering machine; the same words when null.</param>
    public sealed record MakeCall(string Text, string? Voicemail = null) : SequenceAction;

    /// <summary>A voicemail dropped without ringing.</summary>
    /// <param name="Text">Template of what is said.</param>
    public sealed record LeaveVoicemail(string Text) : SequenceAction;

    /// <summary>Something for a person of the team.</summary>
    /// <param name="Text">Template of what to do.</param>
    /// <param name="Kind"><c>task</c>, or <c>call</c> for the call queue.</param>
    /// <param name="Priority"><c>asap</c>, <c>scheduled</c>, <c>callback</c>, <c>redial</c> or <c>routine</c>.</param>
    public sealed record OpenTask(string Text, string Kind = "task", string Priority = "routine") : SequenceAction;

    /// <summary>A message to the person in charge.</summary>
    /// <param name="Text">Template.</param>
    /// <param name="Subject">Template of the subject; the first line of the text when null.</param>
    public sealed record NotifyTeam(string Text, string? Subject = null) : SequenceAction;

    /// <summary>A change of the record.</summary>
    /// <param name="Stage">The new stage; null leaves it.</param>
    /// <param name="Tag">A label to add; null adds none.</param>
    /// <param name="CoolDown">How long the lead is left alone from now; null for not at all.</param>
    /// <param name="Why">The reason of the cool-down, in plain words.</param>
    public sealed record MarkLead(string? Stage = null, string? Tag = null, Offset? CoolDown = null, string? Why = null) : SequenceAction;

    /// <summary>The appointment goes to the field-service software, once, however often it is tried.</summary>
    public sealed record PushBooking : SequenceAction;

    /// <summary>A POST of the lead and the touch to a system of the business.</summary>
    /// <param name="Url">Absolute https address (http on loopback).</param>
    /// <param name="Text">Template sent as <c>text</c>.</param>
    public sealed record CallWebhook(string Url, string? Text = null) : SequenceAction;
}
