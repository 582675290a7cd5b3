using System.Collections.Immutable;
using FollowUp.Core.Leads;
using NodaTime;

namespace FollowUp.Api.Campaigns;

/// <summary>Who is to be woken up; members left out do not narrow.</summary>
public sealed record Segment
{
    /// <summary>Nothing was said by or to them since this time.</summary>
    public Instant? LastContactBefore { get; init; }

    /// <summary>
    /// What they asked for, had an appointment for or accepted an estimate for contains one of these, in any case. An appointment
    /// that was cancelled or missed is no service.
    /// </summary>
    public ImmutableArray<string> Services { get; init; } = [];

    /// <summary>They have one of these labels.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>They are in one of these stages.</summary>
    public ImmutableArray<string> Stages { get; init; } = [];

    /// <summary>They have none of these labels.</summary>
    public ImmutableArray<string> NotTags { get; init; } = [];

    internal bool Fits(LeadState lead) =>
        (LastContactBefore is not { } before || LastContact(lead) < before)
        && (Services.IsEmpty || ServicesOf(lead).Any(had => Services.Any(s => had?.Contains(s, StringComparison.OrdinalIgnoreCase) == true)))
        && (Tags.IsEmpty || Tags.Any(lead.Tags.Contains))
        && (Stages.IsEmpty || Stages.Any(s => s == lead.Stage))
        && !NotTags.Any(lead.Tags.Contains);

    /// <summary>When something was last said by them or to them, or else first contact.</summary>
    internal static Instant LastContact(LeadState lead)
    {
        var last = Instant.Max(lead.CreatedAt, lead.LastInboundAt ?? lead.CreatedAt);
        return lead.Talk is { } talk ? Instant.Max(last, talk.At) : last;
    }

    private static IEnumerable<string?> ServicesOf(LeadState lead) =>
    [
        lead.Context?.Service,
        .. lead.Appointments.Where(a => a.Status is not (AppointmentStatus.Cancelled or AppointmentStatus.NoShow)).Select(a => a.Title),
        .. lead.Estimates.Where(e => e.Status == "accepted").Select(e => e.Title),
    ];
}
