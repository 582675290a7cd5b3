using System.Text.Json.Serialization;
using NodaTime;

namespace FollowUp.Core.Leads;

/// <summary>Where an appointment stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AppointmentStatus>))]
public enum AppointmentStatus
{
    /// <summary>In the calendar.</summary>
    [JsonStringEnumMemberName("booked")] Booked,

    /// <summary>The person said they will come.</summary>
    [JsonStringEnumMemberName("confirmed")] Confirmed,

    /// <summary>Called off.</summary>
    [JsonStringEnumMemberName("cancelled")] Cancelled,

    /// <summary>It took place.</summary>
    [JsonStringEnumMemberName("completed")] Completed,

    /// <summary>The person was not there.</summary>
    [JsonStringEnumMemberName("noshow")] NoShow,
}

/// <summary>An appointment with the lead.</summary>
public sealed record Appointment
{
    /// <summary>The id given by the calendar it came from.</summary>
    public required string Id { get; init; }

    /// <summary>When it starts.</summary>
    public required Instant StartsAt { get; init; }

    /// <summary>How long it lasts, in minutes.</summary>
    public int DurationMinutes { get; init; }

    /// <summary>What it is.</summary>
    public string? Title { get; init; }

    /// <summary>Where it is.</summary>
    public string? Place { get; init; }

    /// <summary>How to get there.</summary>
    public string? Directions { get; init; }

    /// <summary>Where to park.</summary>
    public string? Parking { get; init; }

    /// <summary>Where it stands.</summary>
    public AppointmentStatus Status { get; init; }
}

/// <summary>An estimate given to the lead.</summary>
/// <param name="Id">The id given by the system that wrote it.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="Amount">How much, in <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Title">What it is for.</param>
/// <param name="Status"><c>sent</c>, <c>accepted</c> or <c>declined</c>.</param>
public sealed record Estimate(string Id, Instant SentAt, decimal Amount, string Currency, string? Title, string Status = "sent");

/// <summary>Something a person of the business has to do for this lead.</summary>
/// <param name="Id">The touch that opened it.</param>
/// <param name="Kind"><c>task</c> or <c>call</c>.</param>
/// <param name="Title">What to do.</param>
/// <param name="DueAt">When.</param>
/// <param name="Owner">Who, an id of the team.</param>
/// <param name="Priority"><c>asap</c>, <c>scheduled</c>, <c>callback</c>, <c>redial</c> or <c>routine</c>.</param>
/// <param name="Why">What it comes from, in words.</param>
/// <param name="Sequence">The sequence it comes from, if any.</param>
/// <param name="Claim">Who is at it.</param>
public sealed record LeadTask(
    string Id, string Kind, string Title, Instant DueAt, string Owner, string Priority, string? Why = null, string? Sequence = null,
    TaskClaim? Claim = null);

/// <summary>A person's hold on a task: nobody else gets it meanwhile.</summary>
/// <param name="Id">The event that claimed it: of two who ask at once, this one was first.</param>
/// <param name="By">Who.</param>
/// <param name="Until">When anybody may have it again.</param>
public sealed record TaskClaim(string Id, string By, Instant Until);
