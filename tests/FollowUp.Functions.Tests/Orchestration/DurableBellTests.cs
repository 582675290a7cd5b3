using FollowUp.Functions.Orchestration;
using FollowUp.Functions.Tests.Simulation;
using FollowUp.Testing.Stores;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Moq;
using NodaTime;

namespace FollowUp.Functions.Tests.Orchestration;

public sealed class DurableBellTests : IAsyncDisposable
{
    private static readonly Instant Soon = Instant.FromUtc(2026, 11, 3, 15, 0);
    private readonly VirtualWorld world = new(seed: 3);
    private readonly InMemoryEpochStore epochs = new();
    private readonly Mock<ILogger<DurableBell>> log = new();
    private readonly SimulatedDurable engine;
    private readonly DurableBell bell;

    public DurableBellTests()
    {
        // A run that is never over: it is only started and rung here.
        engine = new(world, context => context.WaitForExternalEvent<object?>("never"), (_, _) => Task.FromResult<object?>(null), new Chaos { EventsTwice = 0 });
        log.Setup(l => l.IsEnabled(It.IsAny<LogLevel>())).Returns(true);
        bell = new(new DurableLink { Client = engine }, epochs, log.Object);
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public void RingAsync_NoRunYet_StartsOneAndRingsItTheNextTime()
    {
        Ring(1);
        Assert.Equal(["dana@0"], engine.Instances.Keys);
        Assert.Equal(0, Bells("dana@0"));

        Ring(1);
        Assert.Equal(1, Bells("dana@0"));
    }

    [Fact]
    public void RingAsync_TwentyAtOnce_StartOneRun()
    {
        Ring(20);

        Assert.Equal(["dana@0"], engine.Instances.Keys);
        Assert.Equal(1, engine.Instances["dana@0"].Execution);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    public void RingAsync_RunIsOver_StartsTheNextEpochOnce(OrchestrationRuntimeStatus status)
    {
        Ring(1);
        engine.Instances["dana@0"].Status = status;

        Ring(20);

        Assert.Equal(["dana@0", "dana@1"], engine.Instances.Keys.Order());
        Assert.Equal(OrchestrationRuntimeStatus.Running, engine.Instances["dana@1"].Status);
    }

    [Fact]
    public void RingAsync_RunWasEndedByHandAndPurged_StartsItAnewOnce()
    {
        Ring(1);
        engine.Instances.Remove("dana@0");

        Ring(20);

        Assert.Equal(["dana@0"], engine.Instances.Keys);
        Assert.Equal((OrchestrationRuntimeStatus.Running, 1), (engine.Instances["dana@0"].Status, engine.Instances["dana@0"].Execution));
    }

    [Fact]
    public async Task RingAsync_NothingLeftToDo_DoesNotCallAnybody()
    {
        var client = new Mock<DurableTaskClient>(MockBehavior.Strict, "strict");
        await new DurableBell(new DurableLink { Client = client.Object }, epochs, log.Object).RingAsync("dana", null, default);

        AssertLogged(Times.Never());
    }

    [Fact]
    public async Task RingAsync_EngineIsDown_LogsAndDoesNotThrow()
    {
        var client = new Mock<DurableTaskClient>("down");
        client.Setup(c => c.RaiseEventAsync("dana@0", LeadOrchestrator.Bell, It.IsAny<CancellationToken>())).ThrowsAsync(new TimeoutException());
        client.Setup(c => c.GetInstanceAsync("dana@0", It.IsAny<CancellationToken>())).ThrowsAsync(new TimeoutException());
        await new DurableBell(new DurableLink { Client = client.Object }, epochs, log.Object).RingAsync("dana", Soon, default);

        AssertLogged(Times.Once());
    }

    [Fact]
    public async Task RingAsync_CallerHasHungUp_RingsAllTheSame()
    {
        var client = new Mock<DurableTaskClient>("up");
        await new DurableBell(new DurableLink { Client = client.Object }, epochs, log.Object).RingAsync("dana", Soon, new CancellationToken(canceled: true));

        client.Verify(c => c.RaiseEventAsync("dana@0", "bell", It.Is<CancellationToken>(t => t.CanBeCanceled)), Times.Once);
        AssertLogged(Times.Never());
    }

    [Fact]
    public async Task RingAsync_BeforeAnyInvocation_LogsAndDoesNotThrow()
    {
        await new DurableBell(new DurableLink(), epochs, log.Object).RingAsync("dana", Soon, default);

        AssertLogged(Times.Once());
    }

    [Theory]
    [InlineData("dana@0", "dana", 0)]
    [InlineData("a@b@12", "a@b", 12)]
    public void Parse_IdOfARun_IsReadBack(string id, string leadId, int epoch)
    {
        Assert.Equal(new LeadInstance(leadId, epoch), LeadInstance.Parse(id));
        Assert.Equal(id, new LeadInstance(leadId, epoch).Id);
    }

    [Theory]
    [InlineData("dana")]
    [InlineData("@1")]
    [InlineData("dana@-1")]
    public void Parse_OtherId_IsRefused(string id) => Assert.Throws<FormatException>(() => LeadInstance.Parse(id));

    private void Ring(int times)
    {
        for (var i = 0; i < times; i++) world.StartAt(world.Now, () => bell.RingAsync("dana", Soon, default));
        world.RunUntil(world.Now + TimeSpan.FromMinutes(1));
        AssertLogged(Times.Never());
    }

    private int Bells(string id) => engine.Instances[id].History.OfType<HistoryEvent.EventRaised>().Count();

    private void AssertLogged(Times times) => log.Verify(
        l => l.Log(LogLevel.Warning, It.IsAny<EventId>(), It.IsAny<It.IsAnyType>(), It.IsAny<Exception>(), It.IsAny<Func<It.IsAnyType, Exception?, string>>()),
        times);
}
