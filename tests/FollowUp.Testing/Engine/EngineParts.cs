using System.Globalization;
using FollowUp.Core.Engine;
using NodaTime;

namespace FollowUp.Testing.Engine;

/// <summary>Ids that count.</summary>
public sealed class CountingIds : IIdSource
{
    private int leads;
    private int events;

    /// <inheritdoc/>
    public string NewLeadId() => "lead" + Interlocked.Increment(ref leads).ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public string NewEventId() => "event" + Interlocked.Increment(ref events).ToString(CultureInfo.InvariantCulture);
}

/// <summary>A bell that remembers when it was last rung for.</summary>
public sealed class SilentBell : ILeadBell
{
    /// <summary>When the lead that it was last rung for is due.</summary>
    public Instant? WakeAt { get; private set; }

    /// <inheritdoc/>
    public Task RingAsync(string leadId, Instant? wakeAt, CancellationToken cancellation)
    {
        WakeAt = wakeAt;
        return Task.CompletedTask;
    }
}
