using FollowUp.Functions.Orchestration;
using FollowUp.Functions.Tests.Simulation;
using Microsoft.DurableTask.Client;
using static FollowUp.Functions.Tests.Simulation.HistoryEvent;

namespace FollowUp.Functions.Tests.Orchestration;

/// <summary>The lead's clock, in virtual time.</summary>
public sealed class LeadOrchestratorTests
{
    private const string Dana = "dana";
    private readonly VirtualWorld world = new(seed: 7);
    private DateTime start;

    [Fact]
    public void RunAsync_TouchInAnHour_IsMadeThenAndTheRunEnds()
    {
        var leads = Begin(Chaos.None, TimeSpan.FromHours(1));

        var touch = Assert.Single(leads.Touches);
        Assert.InRange(touch.Made - touch.Due, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, Run(leads).Status);
    }

    [Fact]
    public void RunAsync_TimerFiresEarly_PlansAgain()
    {
        var leads = Begin(Chaos.None with { Early = TimeSpan.FromSeconds(5) }, TimeSpan.FromHours(1));

        Assert.InRange(Assert.Single(leads.Touches).Made - start, TimeSpan.FromHours(1), TimeSpan.FromHours(1) + TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void RunAsync_TouchInThirtyDays_SleepsThreeDaysAtATime()
    {
        var leads = Begin(Chaos.None, TimeSpan.FromDays(30));

        Assert.Single(leads.Touches);
        var sleeps = Rows(leads).OfType<TimerCreated>().Select(t => t.FireAt).Prepend(start).ToList();
        Assert.All(sleeps.Zip(sleeps.Skip(1)), pair => Assert.True(pair.Second - pair.First < TimeSpan.FromDays(3) + TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void RunAsync_LaterTouchIsPlanned_KeepsItsTimer()
    {
        world.StartAt(world.Now + TimeSpan.FromMinutes(5), () => Leads.RecordAsync(Dana, start + TimeSpan.FromHours(2)));
        Begin(Chaos.None, TimeSpan.FromHours(1));

        Assert.Equal(2, Leads.Touches.Count);
        Assert.Equal([1, 2], Rows(Leads).OfType<TimerCreated>().Take(2).Select(t => (int)Math.Round((t.FireAt - start).TotalHours)));
    }

    [Fact]
    public void RunAsync_EarlierTouchIsPlanned_AddsATimer()
    {
        world.StartAt(world.Now + TimeSpan.FromMinutes(5), () => Leads.RecordAsync(Dana, start + TimeSpan.FromMinutes(30)));
        Begin(Chaos.None, TimeSpan.FromHours(1));

        Assert.All(Leads.Touches, t => Assert.InRange(t.Made - t.Due, TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        Assert.Equal(2, Leads.Touches.Count);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void RunAsync_TimerAndBellInOneBatch_NothingIsLostInAnyOrder(int bellAfterMilliseconds)
    {
        var due = world.Now + TimeSpan.FromHours(1);
        world.StartAt(due + TimeSpan.FromMilliseconds(bellAfterMilliseconds - 200), () => Leads.RecordAsync(Dana, due + TimeSpan.FromHours(1)));
        Begin(Chaos.None with { Gathering = TimeSpan.FromSeconds(1) }, TimeSpan.FromHours(1));

        Assert.Equal(2, Leads.Touches.Count);
        Assert.Empty(Leads.Asleep(world.Now));
    }

    [Fact]
    public void RunAsync_BellWhileAsking_AsksAgain()
    {
        // Asking takes up to 400 ms from the start of the run; these bells come all through it.
        for (var ms = 0; ms < 1500; ms += 50) world.StartAt(world.Now + TimeSpan.FromMilliseconds(ms), () => Leads.RecordAsync(Dana));
        Begin(Chaos.None, TimeSpan.FromHours(1));

        Assert.Empty(Leads.Asleep(world.Now));
        Assert.Single(Leads.Touches);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 3)]
    [InlineData(5, 4)]
    public void RunAsync_BellsInOneBatch_AsksTwiceAtMost(int bells, int asked)
    {
        world.StartAt(world.Now + TimeSpan.FromMinutes(5), () => Task.WhenAll(
            Enumerable.Range(0, bells).Select(_ => Leads.Engine.RaiseEventAsync("dana@0", LeadOrchestrator.Bell))));
        Begin(Chaos.None with { Gathering = TimeSpan.FromSeconds(1) }, TimeSpan.FromHours(1));

        Assert.Equal(asked, Leads.Engine.Activities.Count(a => a == nameof(LeadActivities.Advance)));
    }

    [Fact]
    public void RunAsync_FiveHundredTouches_KeepsEachGenerationShort()
    {
        TimeSpan[] touches = [.. Enumerable.Range(1, 500).Select(day => TimeSpan.FromHours(day * 17))];
        var leads = Begin(new Chaos(), touches);

        Assert.Equal(500, leads.Touches.Count);
        Assert.InRange(Run(leads).LongestHistory, 1, 120);
    }

    [Fact]
    public void RunAsync_ActivityFailsAndComesBack_GoesOn()
    {
        var leads = Begin(Chaos.None with { Failing = 0.5 }, TimeSpan.FromHours(1), TimeSpan.FromDays(1));

        Assert.Equal(2, leads.Touches.Count);
        Assert.NotEmpty(Rows(leads).OfType<TaskFailed>());
    }

    [Fact]
    public void RunAsync_StoreIsDownForHours_AsksEveryHalfHourAndDoesNotFail()
    {
        var store = new ModelLeads(world, Chaos.None with { Failing = 1 });
        world.StartAt(world.Now, () => store.RecordAsync(Dana, world.Now + TimeSpan.FromHours(1)));
        world.RunUntil(world.Now + TimeSpan.FromDays(1));

        Assert.Equal(OrchestrationRuntimeStatus.Running, Run(store).Status);
        Assert.InRange(store.Engine.Activities.Count, 40 * 5, 48 * 5);
        Assert.InRange(Run(store).LongestHistory, 1, 350);
    }

    [Fact]
    public void RunAsync_RecordedHistories_ReplayToTheSameActions()
    {
        var leads = Begin(new Chaos { Failing = 0.2 }, [.. Enumerable.Range(1, 40).Select(i => TimeSpan.FromHours(i * i))]);

        var histories = Run(leads).Generations.Append([.. Run(leads).History]).ToList();
        Assert.True(histories.Count > 2);
        Assert.All(histories, history =>
        {
            var replay = new SimulatedContext("dana@0", LeadOrchestrator.RunAsync);
            replay.Play(history, []);
            Assert.Empty(replay.NewActions);
            Assert.True(replay.IsOver);
        });
    }

    private ModelLeads Leads => leads ??= new(world, Chaos.None);

    private ModelLeads? leads;

    /// <summary>A fact plans touches, and time goes on for two years.</summary>
    private ModelLeads Begin(Chaos chaos, params TimeSpan[] touches)
    {
        start = world.Now;
        leads = new(world, chaos);
        world.StartAt(start, () => leads.RecordAsync(Dana, [.. touches.Select(t => start + t)]));
        world.RunUntil(start + TimeSpan.FromDays(730));
        return leads;
    }

    private static SimulatedInstance Run(ModelLeads leads) => leads.Engine.Instances["dana@0"];

    private static IEnumerable<HistoryEvent> Rows(ModelLeads leads) => Run(leads).Generations.SelectMany(g => g).Concat(Run(leads).History);
}
