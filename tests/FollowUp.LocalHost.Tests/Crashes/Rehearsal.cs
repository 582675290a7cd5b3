using FollowUp.Core.Business;
using FollowUp.Core.Carriers;
using FollowUp.Core.Compliance;
using FollowUp.Core.Decisions;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Core.Timelines;
using FollowUp.Testing.Stores;
using NodaTime;

namespace FollowUp.LocalHost.Tests.Crashes;

/// <summary>A story of facts, each at its time, told to the engine.</summary>
/// <param name="Facts">What happens, in order.</param>
/// <param name="End">When the story is over.</param>
/// <param name="Interruption">
/// A fact that comes in between the claim of a touch and its hand-over: the first such moment from its time on.
/// </param>
internal sealed record Story(IReadOnlyList<EventEnvelope> Facts, Instant End, EventEnvelope? Interruption = null);

/// <summary>Runs a story on the real engine, in a process that may die once and is started again at once.</summary>
internal sealed class Rehearsal
{
    private const int MaxRounds = 5000;
    private static readonly Duration ReportDelay = Duration.FromSeconds(2);
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Playbook Rules = new(BusinessProfileReader.Sample, QuietHours.Default, SequenceLibrary.All);

    private readonly InMemoryLeadStore disk = new();
    private readonly PriorityQueue<Outbound, Instant> reports = new();
    private readonly Story story;
    private readonly bool reporting;
    private readonly Hand hand = new();
    private Process process;
    private string? lead;

    private Rehearsal(Story story, int? crashAt, bool reporting)
    {
        (this.story, this.reporting) = (story, reporting);
        process = Start(new CrashPoint(crashAt));
    }

    /// <summary>What was handed to carriers, in order.</summary>
    public List<Outbound> Sent { get; } = [];

    /// <summary>How much had been handed over when the interrupting fact was durable.</summary>
    public int? SentBeforeInterruption { get; private set; }

    /// <summary>Whether the process died.</summary>
    public bool HasCrashed { get; private set; }

    public LeadState State { get; private set; } = null!;

    public IReadOnlyList<TimelineEntry> Timeline { get; private set; } = [];

    /// <summary>Runs a story to its end.</summary>
    public static async Task<Rehearsal> RunAsync(Story story, int? crashAt, bool reporting)
    {
        var rehearsal = new Rehearsal(story, crashAt, reporting);
        await rehearsal.RunAsync();
        return rehearsal;
    }

    private async Task RunAsync()
    {
        foreach (var fact in story.Facts)
        {
            // Due work of this very moment is left for after the fact: they meet.
            await RunUntilAsync(fact.At - Duration.Epsilon);
            hand.Now = fact.At;
            await LiveAsync(p => TakeInAsync(p, fact));
        }
        if (story.Interruption is { } late)
        {
            await RunUntilAsync(late.At);
            await InterruptAsync();
        }
        await RunUntilAsync(story.End);
        State = (await disk.LoadAsync(lead!, None)).State!;
        Timeline = (await disk.TimelineAsync(lead!, 1000, null, None)).Items;
    }

    private async Task RunUntilAsync(Instant end)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var due = await disk.NextDueAsync(None);
            if (reports.TryPeek(out _, out var report) && (due is null || report < due)) due = report;
            if (due is not { } next || next > end) return;
            hand.Now = Instant.Max(hand.Now, next);
            await RunDueAsync();
        }
        throw new InvalidOperationException("The engine found no end.");
    }

    private async Task RunDueAsync()
    {
        while (reports.TryPeek(out var message, out var at) && at <= hand.Now)
        {
            reports.Dequeue();
            var report = new EventEnvelope("report-" + message.Touch.Id, hand.Now, new LeadEvent.MessageDelivery(message.Touch.Id, null, "delivered"));
            await LiveAsync(p => p.Intake.TakeInAsync(message.LeadId, report, None));
        }
        foreach (var id in await disk.DueAsync(hand.Now, 10, None)) await LiveAsync(p => p.Engine.AdvanceAsync(id, None, wasDue: true));
    }

    /// <summary>When the process dies, another one takes up what is left, and whoever asked asks again.</summary>
    private async Task LiveAsync(Func<Process, Task> work)
    {
        try
        {
            await work(process);
        }
        catch (CrashedException)
        {
            HasCrashed = true;
            process = Start(new CrashPoint(null));
            foreach (var id in await disk.DueAsync(hand.Now, 10, None)) await process.Engine.AdvanceAsync(id, None, wasDue: true);
            await work(process);
        }
    }

    private async Task TakeInAsync(Process p, EventEnvelope fact)
    {
        if (LeadIntake.ContactsIn(fact.Data) is { Count: > 0 } contacts) (lead, _) = await p.Intake.TakeInAsync(contacts, fact, None);
        else await p.Intake.TakeInAsync(lead!, fact, None);
    }

    private Task BeforeLastLookAsync(string leadId) =>
        story.Interruption is { } interruption && interruption.At <= hand.Now ? InterruptAsync() : Task.CompletedTask;

    /// <summary>Another process, which does not die, takes the interrupting fact in.</summary>
    private async Task InterruptAsync()
    {
        if (SentBeforeInterruption is not null) return;
        SentBeforeInterruption = Sent.Count;
        await TakeInAsync(Start(new CrashPoint(null)), story.Interruption!);
    }

    private Process Start(CrashPoint crash)
    {
        var store = new CrashingStore(disk, crash, BeforeLastLookAsync);
        var engine = new LeadEngine(store, hand, new CrashingCarrier(crash, Take).All, hand, hand);
        return new(engine, new LeadIntake(store, engine, hand));
    }

    private void Take(Outbound message)
    {
        Sent.Add(message);
        if (reporting && message is Outbound.Sms or Outbound.Email) reports.Enqueue(message, hand.Now + ReportDelay);
    }

    private sealed record Process(LeadEngine Engine, LeadIntake Intake);

    /// <summary>What is outside the process: the time, the rules, ids.</summary>
    private sealed class Hand : IClock, IPlaybookSource, ILeadBell, IIdSource
    {
        private int ids;

        public Instant Now { get; set; }

        public Instant GetCurrentInstant() => Now;

        public ValueTask<Playbook> CurrentAsync(CancellationToken cancellation) => ValueTask.FromResult(Rules);

        public Task RingAsync(string leadId, Instant? wakeAt, CancellationToken cancellation) => Task.CompletedTask;

        // One person is in the story, and when their touches go out depends on the id: it stays the same however often it is asked for.
        public string NewLeadId() => "lead";

        public string NewEventId() => "event" + ++ids;
    }
}
