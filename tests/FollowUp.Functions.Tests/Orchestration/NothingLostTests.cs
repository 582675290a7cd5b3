using FollowUp.Functions.Orchestration;
using FollowUp.Functions.Tests.Simulation;
using Microsoft.DurableTask;

namespace FollowUp.Functions.Tests.Orchestration;

/// <summary>Many leads, random schedules, fixed seeds, no sweep: is anybody left asleep?</summary>
public sealed class NothingLostTests
{
    private const int Leads = 25;

    [Theory]
    [MemberData(nameof(Seeds))]
    public void RunAsync_RandomSchedule_LeavesNobodyAsleep(int seed)
    {
        var (world, leads) = Run(seed, LeadOrchestrator.RunAsync, new Chaos());

        Assert.Empty(leads.Asleep(world.Now));
        Assert.All(leads.Touches, t => Assert.InRange(t.Made - t.Due, TimeSpan.Zero, TimeSpan.FromSeconds(10)));
        Assert.All(leads.Engine.Instances.Values, instance => Assert.Null(instance.Failure));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void RunAsync_EveryThirdActivityFails_LeavesNobodyAsleep(int seed)
    {
        var (world, leads) = Run(seed, LeadOrchestrator.RunAsync, new Chaos { Failing = 0.33 });

        Assert.Empty(leads.Asleep(world.Now));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void RunAsync_FinishedRunsArePurgedAllTheTime_LeavesNobodyAsleep(int seed)
    {
        var (world, leads) = Run(seed, LeadOrchestrator.RunAsync, new Chaos(), purgeEvery: TimeSpan.FromSeconds(30));

        Assert.Empty(leads.Asleep(world.Now));
        Assert.All(leads.Engine.Instances.Values, instance => Assert.Null(instance.Failure));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 24)];

    [Fact]
    public void Textbook_RandomSchedules_LeavesLeadsAsleep() => Assert.True(AsleepIn(OtherLoops.TextbookAsync) > 0);

    [Fact]
    public void CancelledWaits_RandomSchedules_LeaveLeadsAsleep() => Assert.True(AsleepIn(OtherLoops.CancelledWaitsAsync) > 0);

    [Fact]
    public void EndsWithoutRetiring_RandomSchedules_LeavesLeadsAsleep() => Assert.True(AsleepIn(OtherLoops.EndsWithoutRetiringAsync) > 0);

    private static int AsleepIn(Func<TaskOrchestrationContext, Task> loop) => Enumerable.Range(1, 20).Sum(seed =>
    {
        var (world, leads) = Run(seed, loop, new Chaos());
        return leads.Asleep(world.Now).Count();
    });

    /// <summary>
    /// Bursts of facts, as people cause them, some of them set to the very moment at which a touch is due; each plans touches from
    /// seconds to weeks ahead. The run goes on until long after the last.
    /// </summary>
    private static (VirtualWorld World, ModelLeads Leads) Run(
        int seed, Func<TaskOrchestrationContext, Task> loop, Chaos chaos, TimeSpan? purgeEvery = null)
    {
        var world = new VirtualWorld(seed);
        var leads = new ModelLeads(world, chaos, loop);
        var start = world.Now;
        foreach (var number in Enumerable.Range(0, Leads))
        {
            var leadId = $"lead{number}";
            var at = start + Any(world, 1, 3600);
            for (var burst = world.Random.Next(1, 6); burst > 0; burst--)
            {
                DateTime[] plans = [.. Enumerable.Range(0, world.Random.Next(0, 4)).Select(_ => at + Any(world, 1, world.Random.Next(2) == 0 ? 60 : 1_000_000))];
                world.StartAt(at, () => leads.RecordAsync(leadId, plans));
                for (var more = world.Random.Next(0, 5); more > 0; more--)
                {
                    var soon = at + (Any(world, 0, 15_000) / 1000);
                    world.StartAt(soon, () => leads.RecordAsync(leadId, soon + Any(world, 5, 100)));
                }
                foreach (var due in plans) world.StartAt(due - (Any(world, 0, 2000) / 1000), () => leads.RecordAsync(leadId));
                at += Any(world, 1, 400_000);
            }
        }
        if (purgeEvery is not null) world.At(start, Purge);
        world.RunUntil(start + TimeSpan.FromDays(60));
        return (world, leads);

        void Purge()
        {
            foreach (var over in leads.Engine.Instances.Values.Where(instance => instance.IsOver).ToList()) leads.Engine.Instances.Remove(over.Id);
            world.At(world.Now + purgeEvery.Value, Purge);
        }
    }

    private static TimeSpan Any(VirtualWorld world, int from, int to) => TimeSpan.FromSeconds(world.Random.Next(from, to + 1));
}
