using FollowUp.Core.Business;
using FollowUp.Core.Compliance;
using FollowUp.Core.Decisions;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Sequences;
using FollowUp.Core.Stores;
using FollowUp.Testing;
using FollowUp.Testing.Engine;
using FollowUp.Testing.Stores;

namespace FollowUp.LocalHost.Tests.Crashes;

/// <summary>Erasing somebody who opted out, in a process that may die at every await: they are never written to again.</summary>
public sealed class ErasureTests
{
    private const string Ana = "+12125550143";
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // the opt-out is on its way still
    public async Task Erase_CrashAtEveryAwait_TheOptOutOutlivesTheRecord(bool isUnseen)
    {
        for (var at = 0; ; at++)
        {
            var (disk, clock) = (new InMemoryLeadStore(), new TestClock(Sample.Now));
            var living = Engine(disk, clock);
            await disk.ClaimContactAsync(Ana, "lead", None);
            await living.RecordAsync("lead", new("form", clock.Now, new LeadEvent.LeadSubmitted { Name = "Ana Ruiz", Phone = Ana }), None);
            var stop = new EventEnvelope("stop", clock.Now, new LeadEvent.MessageReceived("sms", "STOP", Ana));
            if (isUnseen) await disk.AppendAsync("lead", stop, clock.Now, None);
            else await living.RecordAsync("lead", stop, None);

            var crash = new CrashPoint(at);
            try { await Engine(new CrashingStore(disk, crash), clock).EraseAsync("lead", None); }
            catch (CrashedException) { }

            Assert.Equal("lead", await disk.FindByContactAsync(Ana, None));
            await living.AdvanceAsync("lead", None);
            Assert.NotNull((await disk.LoadAsync("lead", None)).State!.OptOut);
            Assert.True(await living.EraseAsync("lead", None));
            var left = (await disk.LoadAsync("lead", None)).State!;
            Assert.Equal((null, Ana), (left.Name, left.Phone));
            Assert.Empty((await disk.TimelineAsync("lead", 10, null, None)).Items);
            if (!crash.HasStruck) break;
        }
    }

    private static LeadEngine Engine(ILeadStore store, TestClock clock) =>
        new(store, new Rules(), new RecordingCarrier().Everywhere, new SilentBell(), clock);

    private sealed class Rules : IPlaybookSource
    {
        private static readonly Playbook Playbook = new(BusinessProfileReader.Sample, QuietHours.Default, SequenceLibrary.All);

        public ValueTask<Playbook> CurrentAsync(CancellationToken cancellation) => ValueTask.FromResult(Playbook);
    }
}
