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

    /// <summary>The date of the signal, at the start of the business's day.</summary>
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

    /// <summary>What is done, in order.</summary>
    public required ImmutableArray<SequenceAction> Actions { get; init; }
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

    /// <summary>A POST of the lead and the touch to a system of the business.</summary>
    /// <param name="Url">Absolute https address (http on loopback).</param>
    /// <param name="Text">Template sent as <c>text</c>.</param>
    public sealed record CallWebhook(string Url, string? Text = null) : SequenceAction;
}
