using FollowUp.Core.Engine;
using FollowUp.Core.Stores;
using FollowUp.Functions.Sweeping;
using FollowUp.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using NodaTime;

namespace FollowUp.Functions.Tests.Sweeping;

public sealed class SweepTests : IDisposable
{
    private readonly TestLeads leads;
    private readonly SetClock clock;
    private Instant now = Sample.Now;

    public SweepTests()
    {
        clock = new(() => now);
        leads = new(clock);
    }

    public void Dispose() => leads.Dispose();

    [Fact]
    public async Task SweepAsync_EventThatNobodyActedOn_IsActedOnAndRung()
    {
        await leads.Store.AppendAsync("dana", Sample.Missed("call-1"), now, default);
        now += Sweep.Grace;

        Assert.Equal(1, await SweepAsync());

        Assert.NotEmpty(leads.Sent);
        var (leadId, wakeAt) = Assert.Single(leads.Rung.Rings);
        Assert.Equal("dana", leadId);
        Assert.True(wakeAt > now);
    }

    [Fact]
    public async Task SweepAsync_LeadThatIsJustDue_IsLeftToItsOwnRun()
    {
        await leads.Store.AppendAsync("dana", Sample.Missed("call-1"), now, default);
        now += Sweep.Grace - Duration.FromSeconds(1);

        Assert.Equal(0, await SweepAsync());
        Assert.Empty(leads.Sent);
    }

    [Fact]
    public async Task SweepAsync_MoreThanABatch_AdvancesAll()
    {
        for (var i = 0; i < (Sweep.Batch * 2) + 5; i++) await leads.Store.AppendAsync($"lead{i}", Sample.Missed("call-1"), now, default);
        now += Duration.FromHours(1);

        Assert.Equal((Sweep.Batch * 2) + 5, await SweepAsync());
        Assert.Empty(await leads.Store.DueAsync(now, 1000, default));
    }

    [Fact]
    public async Task SweepAsync_BatchOfLeadsThatFail_DoesNotHoldUpTheRest()
    {
        var store = new Mock<ILeadStore>();
        List<string> all = [.. Enumerable.Range(0, Sweep.Batch).Select(i => $"bad{i}"), "good"];
        var unhandled = all.ToList();
        store.Setup(s => s.DueAsync(It.IsAny<Instant>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((Instant _, int max, CancellationToken _) => [.. unhandled.Take(max)]);
        store.Setup(s => s.LoadAsync(It.IsRegex("^bad"), It.IsAny<CancellationToken>())).ThrowsAsync(new InvalidOperationException("poison"));
        store.Setup(s => s.LoadAsync("good", It.IsAny<CancellationToken>())).ReturnsAsync(new LeadSnapshot(null, 0, [])).Callback(() => unhandled.Remove("good"));
        var engine = new LeadEngine(store.Object, leads.Rules, new(leads, leads, leads, leads, leads, leads), leads.Rung, clock);

        Assert.Equal(Sweep.Batch + 1, await SweepAsync(store.Object, engine));
        Assert.Equal("good", Assert.Single(leads.Rung.Rings).LeadId);
    }

    [Fact]
    public async Task SweepAsync_TimeIsUp_LeavesTheRestOfTheBatchToTheNextRun()
    {
        for (var i = 0; i < Sweep.Batch; i++) await leads.Store.AppendAsync($"lead{i}", Sample.Missed("call-1"), now, default);
        now += Duration.FromHours(1);
        var (looks, gate) = (0, new Lock());
        var slow = new SetClock(() =>
        {
            lock (gate) return now + (Sweep.Budget / 10 * looks++);
        });

        // The first look begins the run and the second the batch.
        Assert.Equal(8, await new Sweep(leads.Store, leads.Engine, leads.Rung, slow, leads.Link, NullLogger<Sweep>.Instance).SweepAsync(default));
        Assert.Equal(8, leads.Rung.Rings.Count);

        Assert.Equal(Sweep.Batch - 8, await SweepAsync());
    }

    [Fact]
    public async Task RunAsync_FirstInvocationOfTheProcess_BringsTheClientForTheBell()
    {
        await NewSweep().RunAsync(new TimerInfo(), new Mock<DurableTaskClient>("client").Object, default);

        Assert.NotNull(leads.Link.Client);
    }

    private Task<int> SweepAsync(ILeadStore? store = null, LeadEngine? engine = null) => NewSweep(store, engine).SweepAsync(default);

    private Sweep NewSweep(ILeadStore? store = null, LeadEngine? engine = null) =>
        new(store ?? leads.Store, engine ?? leads.Engine, leads.Rung, clock, leads.Link, NullLogger<Sweep>.Instance);
}
