using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Functions.Orchestration;
using FollowUp.Functions.Sweeping;
using FollowUp.Functions.Tests.Simulation;
using FollowUp.Testing;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace FollowUp.Functions.Tests.Orchestration;

/// <summary>The real engine, rules, activities and bell over the simulated Durable engine.</summary>
public sealed class WholeFlowTests : IDisposable
{
    private const string Dana = "dana";
    private readonly VirtualWorld world = new(seed: 11);
    private readonly TestLeads leads;
    private readonly SimulatedDurable durable;
    private readonly DurableBell bell;

    public WholeFlowTests()
    {
        LeadActivities? activities = null;
        durable = new(
            world, LeadOrchestrator.RunAsync,
            async (name, input) =>
            {
                if (name == nameof(LeadActivities.Advance)) return await activities!.Advance((string)input!, default);
                await activities!.Retire((string)input!, durable!, default);
                return null;
            },
            new Chaos());
        var link = new DurableLink { Client = durable };
        var late = new LateBell();
        leads = new(new SetClock(() => Instant.FromDateTimeUtc(world.Now)), late);
        late.Bell = bell = new(link, leads.Epochs, NullLogger<DurableBell>.Instance);
        activities = new(leads.Engine, leads.Epochs, bell, link);
    }

    public void Dispose() => leads.Dispose();

    [Fact]
    public async Task RecordAsync_MissedCall_IsFollowedUpAsOnTheEmbeddedHost()
    {
        world.StartAt(world.Now, () => leads.Engine.RecordAsync(Dana, Missed(), default));
        world.RunUntil(world.Now + TimeSpan.FromDays(60));

        Assert.NotEmpty(leads.Sent);
        Assert.Equal(await EmbeddedAsync(), leads.Sent);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, durable.Instances["dana@0"].Status);
        Assert.Equal(1, await leads.Epochs.CurrentAsync(Dana, default));
    }

    [Fact]
    public async Task SweepAsync_RunWasTerminated_MakesWhatIsOverdueAndStartsTheNextRun()
    {
        world.StartAt(world.Now, () => leads.Engine.RecordAsync(Dana, Missed(), default));
        world.RunUntil(world.Now + TimeSpan.FromMinutes(1));
        var before = leads.Sent.Count;
        await durable.TerminateInstanceAsync("dana@0");
        world.RunUntil((await leads.Store.NextDueAsync(default))!.Value.ToDateTimeUtc() + TimeSpan.FromMinutes(5));
        Assert.Equal(before, leads.Sent.Count);

        var rung = new RecordingBell();
        var clock = new SetClock(() => Instant.FromDateTimeUtc(world.Now));
        Assert.Equal(1, await new Sweep(leads.Store, leads.Engine, rung, clock, leads.Link, NullLogger<Sweep>.Instance).SweepAsync(default));
        Assert.True(leads.Sent.Count > before);
        foreach (var (leadId, wakeAt) in rung.Rings) world.StartAt(world.Now, () => bell.RingAsync(leadId, wakeAt, default));
        world.RunUntil(world.Now + TimeSpan.FromMinutes(1));

        Assert.True(durable.Instances.ContainsKey("dana@1"));
    }

    /// <summary>The same lead on a host that stops at every due time exactly.</summary>
    private static async Task<List<string>> EmbeddedAsync()
    {
        var now = Instant.FromDateTimeUtc(new VirtualWorld(0).Now);
        using var embedded = new TestLeads(new SetClock(() => now));
        await embedded.Engine.RecordAsync(Dana, Missed(), default);
        while (await embedded.Store.NextDueAsync(default) is { } due)
        {
            now = Instant.Max(now, due);
            await embedded.Engine.AdvanceAsync(Dana, default, wasDue: true);
        }
        return embedded.Sent;
    }

    private static EventEnvelope Missed() => Sample.Missed("call-1", Instant.FromDateTimeUtc(new VirtualWorld(0).Now));

    /// <summary>The engine needs its bell before the bell is there.</summary>
    private sealed class LateBell : ILeadBell
    {
        public ILeadBell? Bell { get; set; }

        public Task RingAsync(string leadId, Instant? wakeAt, CancellationToken cancellation) => Bell!.RingAsync(leadId, wakeAt, cancellation);
    }
}
