using FollowUp.Azure.Tables;
using FollowUp.Core.Business;
using FollowUp.Core.Carriers;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Stores;
using FollowUp.Testing;
using NodaTime;

namespace FollowUp.Azure.Tests.Tables;

/// <summary>What everything costs: storage operations are paid for one by one. docs/operations.md counts with these numbers.</summary>
public sealed class OperationCountTests : TableTests
{
    [Fact]
    public async Task EachMethod_TakesWhatItsCommentSays()
    {
        Assert.Equal(1, await Azurite.CountAsync(() => Store.FindByContactAsync("+15125550142", None)));
        Assert.Equal(1, await Azurite.CountAsync(() => Store.ClaimContactAsync("+15125550142", "a", None)));
        Assert.Equal(2, await Azurite.CountAsync(() => Store.ClaimContactAsync("+15125550142", "b", None)));
        Assert.Equal(2, await Azurite.CountAsync(() => Store.AppendAsync("a", Sample.Missed("e1"), Sample.Now, None)));
        Assert.Equal(1, await Azurite.CountAsync(() => Store.LoadAsync("a", None)));
        Assert.Equal(1, await Azurite.CountAsync(() => Store.IsCurrentAsync("a", 0, None)));

        var wakeAt = Sample.Now + Duration.FromDays(1);
        Assert.Equal(4, await CommitAsync(0, ["e1"], wakeAt, Sample.WaitingEntries(Sample.WaitingLead(1)).Count));
        Assert.Equal(1, await CommitAsync(1, [], wakeAt, 3));
        Assert.Equal(2, await CommitAsync(2, [], wakeAt + Duration.FromDays(1), 100));
        Assert.Equal(1, await CommitAsync(3, [], null, 3));
        Assert.Equal(3, await CommitAsync(4, [], null, 3, stage: "won"));

        Assert.Equal(1, await Azurite.CountAsync(() => Store.TimelineAsync("a", 50, null, None)));
        Assert.Equal(1, await Azurite.CountAsync(() => Store.LatestAsync("a", 40, None)));
        Assert.Equal(2, await Azurite.CountAsync(() => Store.ListAsync(new(), 30, null, None)));
    }

    [Fact]
    public async Task InboxAndQueue_AmongManyLeads_ReadOnlyWhatTheyShow()
    {
        for (var i = 0; i < 300; i++)
        {
            var lead = Sample.Lead($"lead{i}", Sample.Now + Duration.FromMinutes(i));
            if (i % 2 == 0) lead = lead with { Talk = new() { At = lead.CreatedAt, Channel = "sms", Direction = "inbound", Text = "Hello" } };
            if (i % 100 == 0) lead = lead with { Tasks = [new($"{lead.Id}-1-0.0-0", "call", "Call", Sample.Now, "sam", "asap")] };
            Assert.True(await Store.CommitAsync(new LeadCommit(lead, 0, [], [], [], null), None));
        }

        // The index, and 51 leads: one more than the page shows tells that there is another page.
        Assert.Equal(52, await Azurite.CountAsync(async () =>
            Assert.Equal(50, (await Store.FindAsync(new() { Marks = LeadMarks.Talking }, 50, null, None)).Items.Count)));

        // The index, and the three leads with tasks.
        Assert.Equal(4, await Azurite.CountAsync(async () =>
            Assert.Equal(3, (await Store.FindAsync(new() { Marks = LeadMarks.Tasks }, 200, null, None)).Items.Count)));
    }

    [Fact]
    public async Task MissedCall_OfANewcomer_TakesFourteen()
    {
        var (intake, _, carrier, _) = Parts();

        // Find and claim the number, append (2), load, commit (4), a last look before the text and before the word to the owner, load,
        // commit what became of them (2). The text has had its place in the conversation since it was claimed.
        Assert.Equal(14, await Azurite.CountAsync(() => intake.TakeInAsync(["+15125550142"], Sample.Missed("e1"), None)));
        Assert.Equal(2, carrier.Taken.Count);

        // The same call told twice: find, append in vain (2), load.
        Assert.Equal(4, await Azurite.CountAsync(() => intake.TakeInAsync(["+15125550142"], Sample.Missed("e1"), None)));
        Assert.Equal(2, carrier.Taken.Count);

        // A delivery report, which leaves the next touch where it was: append (2), load, commit.
        var lead = (await Store.FindByContactAsync("+15125550142", None))!;
        var report = new EventEnvelope("r1", Sample.Now, new LeadEvent.MessageDelivery($"{lead}-1-0.0-0", null, "delivered"));
        Assert.Equal(4, await Azurite.CountAsync(() => intake.TakeInAsync(lead, report, None)));
    }

    [Fact]
    public async Task NewLead_WholeSequence_TakesWhatTheCostIsReckonedWith()
    {
        var (intake, engine, carrier, clock) = Parts();
        var submitted = new LeadEvent.LeadSubmitted
        {
            Name = "Ana Ruiz", Phone = "+15125550142", Email = "ana@example.net", Consent = new(new(true), new(true), new(true)),
        };
        var submission = await Azurite.CountAsync(() => intake.TakeInAsync(["+15125550142", "ana@example.net"], new("form", clock.Now, submitted), None));
        var lead = (await Store.FindByContactAsync("+15125550142", None))!;
        var (reports, reporting, sends, sending, idles, idling) = (0, 0, 0, 0, 0, 0);
        await HearAsync();
        while (await Store.NextDueAsync(None) is { } due)
        {
            // A run sleeps three days at most.
            for (; due - clock.Now > Duration.FromDays(3); idles++)
            {
                clock.Now += Duration.FromDays(3);
                idling += await Azurite.CountAsync(() => engine.AdvanceAsync(lead, None));
            }
            clock.Now = Instant.Max(clock.Now, due);
            var operations = await Azurite.CountAsync(() => engine.AdvanceAsync(lead, None, wasDue: true));
            if (carrier.Taken.Count == 0) (idles, idling) = (idles + 1, idling + operations);
            else (sends, sending) = (sends + 1, sending + operations);
            await HearAsync();
        }

        // docs/operations.md, "Counted".
        Assert.Equal((16, (14, 64), (13, 121), (25, 27)), (submission, (reports, reporting), (sends, sending), (idles, idling)));

        async Task HearAsync()
        {
            foreach (var message in carrier.Taken)
            {
                LeadEvent? report = message switch
                {
                    Outbound.Sms or Outbound.Email => new LeadEvent.MessageDelivery(message.Touch.Id, null, "delivered"),
                    Outbound.Call => new LeadEvent.CallCompleted("call-" + message.Touch.Id, "outbound", "no_answer", 0, null, message.Touch.Id),
                    _ => null,
                };
                if (report is null) continue;
                reports++;
                reporting += await Azurite.CountAsync(() => intake.TakeInAsync(lead, new($"r{reports}", clock.Now, report), None));
            }
            carrier.Taken.Clear();
        }
    }

    private (LeadIntake Intake, LeadEngine Engine, Takes Carrier, SetClock Clock) Parts()
    {
        var (carrier, clock) = (new Takes(), new SetClock { Now = Sample.Now });
        var engine = new LeadEngine(Store, new Library(), new CarrierSet(carrier, carrier, carrier, carrier, carrier, carrier), new Deaf(), clock);
        return (new LeadIntake(Store, engine, new Ids()), engine, carrier, clock);
    }

    private Task<int> CommitAsync(long version, string[] seen, Instant? wakeAt, int rows, string stage = "new")
    {
        var state = Sample.Lead("a") with { Stage = stage };
        var first = (int)version * 200;
        var entries = Enumerable.Range(first + 1, rows).Select(seq => Sample.Row(seq)).ToList();
        return Azurite.CountAsync(async () => Assert.True(await Store.CommitAsync(new LeadCommit(state, version, seen, entries, [], wakeAt), None)));
    }

    private sealed class SetClock : IClock
    {
        public Instant Now { get; set; }

        public Instant GetCurrentInstant() => Now;
    }

    private sealed class Library : IPlaybookSource
    {
        public ValueTask<Core.Decisions.Playbook> CurrentAsync(CancellationToken cancellation) => ValueTask.FromResult(
            new Core.Decisions.Playbook(BusinessProfileReader.Sample, Core.Compliance.QuietHours.Default, [.. Core.Sequences.SequenceLibrary.All]));
    }

    private sealed class Deaf : ILeadBell
    {
        public Task RingAsync(string leadId, Instant? wakeAt, CancellationToken cancellation) => Task.CompletedTask;
    }

    private sealed class Ids : IIdSource
    {
        public string NewLeadId() => "lead1";

        public string NewEventId() => "event1";
    }

    private sealed class Takes : ICarrier<Outbound>
    {
        public List<Outbound> Taken { get; } = [];

        public Task<SendResult> SendAsync(Outbound message, CancellationToken cancellation)
        {
            Taken.Add(message);
            return Task.FromResult<SendResult>(new SendResult.Sent("m-" + message.Touch.Id));
        }
    }
}
