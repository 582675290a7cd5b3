using FollowUp.Functions.Orchestration;
using FollowUp.Functions.Sweeping;
using FollowUp.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Moq;

namespace FollowUp.Functions.Tests.Sweeping;

public sealed class HistoryPurgeTests
{
    [Fact]
    public async Task RunAsync_AsksForRunsThatAreOverAndAWeekOld()
    {
        PurgeInstancesFilter? asked = null;
        var client = new Mock<DurableTaskClient>("client");
        client.Setup(c => c.PurgeAllInstancesAsync(It.IsAny<PurgeInstancesFilter>(), It.IsAny<CancellationToken>()))
            .Callback((PurgeInstancesFilter filter, CancellationToken _) => asked = filter).ReturnsAsync(new PurgeResult(3));
        var link = new DurableLink();

        await new HistoryPurge(new SetClock(() => Sample.Now), link).RunAsync(new TimerInfo(), client.Object, default);

        Assert.Null(asked!.CreatedFrom);
        Assert.Equal(Sample.Now.ToDateTimeOffset().AddDays(-7), asked.CreatedTo);
        Assert.Equal(
            [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated], asked.Statuses!.Order());
        Assert.Same(client.Object, link.Client);
    }

    [Fact]
    public async Task RunAsync_EngineIsDown_FailsForTheHostToSee()
    {
        var client = new Mock<DurableTaskClient>("client");
        client.Setup(c => c.PurgeAllInstancesAsync(It.IsAny<PurgeInstancesFilter>(), It.IsAny<CancellationToken>())).ThrowsAsync(new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(
            () => new HistoryPurge(new SetClock(() => Sample.Now), new DurableLink()).RunAsync(new TimerInfo(), client.Object, default));
    }
}
