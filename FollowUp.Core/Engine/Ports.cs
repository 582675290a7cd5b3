using FollowUp.Core.Decisions;
using NodaTime;

namespace FollowUp.Core.Engine;

/// <summary>Where the engine gets the rules of the moment.</summary>
public interface IPlaybookSource
{
    /// <summary>The rules in force.</summary>
    ValueTask<Playbook> CurrentAsync(CancellationToken cancellation);
}

/// <summary>Wakes whatever keeps a lead's timer, so that it plans again.</summary>
public interface ILeadBell
{
    /// <summary>Rings for a lead that is due again at <paramref name="wakeAt"/>, or never when that is null.</summary>
    Task RingAsync(string leadId, Instant? wakeAt, CancellationToken cancellation);
}

/// <summary>Makes ids for leads and for facts that come without one.</summary>
public interface IIdSource
{
    /// <summary>A new lead id: lower-case letters and digits, never used before.</summary>
    string NewLeadId();

    /// <summary>A new id of a fact.</summary>
    string NewEventId();
}
