using FollowUp.Core.Business;
using FollowUp.Core.Carriers;
using FollowUp.Core.Engine;
using FollowUp.Functions.Orchestration;
using FollowUp.Testing.Stores;
using NodaTime;

namespace FollowUp.Functions.Tests;

/// <summary>The real engine and rules over a store in memory; what leaves the house is written down.</summary>
internal sealed class TestLeads : ICarrier<Outbound>, IDisposable
{
    private readonly IClock clock;

    public TestLeads(IClock clock, ILeadBell? bell = null)
    {
        this.clock = clock;
        Link = new();
        Epochs = new();
        Rules = new(Store, BusinessProfileReader.Sample, clock, refreshAfter: null);
        Engine = new(Store, Rules, new(this, this, this, this, this, this), bell ?? Rung, clock);
    }

    public InMemoryLeadStore Store { get; } = new();

    public InMemoryEpochStore Epochs { get; }

    public DurableLink Link { get; }

    public StoredPlaybook Rules { get; }

    public LeadEngine Engine { get; }

    public RecordingBell Rung { get; } = new();

    public List<string> Sent { get; } = [];

    public Task<SendResult> SendAsync(Outbound message, CancellationToken cancellation)
    {
        lock (Sent) Sent.Add($"{clock.GetCurrentInstant().InUtc():yyyy-MM-dd HH:mm} {message.GetType().Name} {message.Text}");
        return Task.FromResult<SendResult>(new SendResult.Sent(null));
    }

    public void Dispose() => Rules.Dispose();
}

/// <summary>Writes down who was rung for.</summary>
internal sealed class RecordingBell : ILeadBell
{
    public List<(string LeadId, Instant? WakeAt)> Rings { get; } = [];

    public Task RingAsync(string leadId, Instant? wakeAt, CancellationToken cancellation)
    {
        lock (Rings) Rings.Add((leadId, wakeAt));
        return Task.CompletedTask;
    }
}

/// <summary>A clock that is set.</summary>
internal sealed class SetClock(Func<Instant> now) : IClock
{
    public Instant GetCurrentInstant() => now();
}
