using FollowUp.Core.Decisions;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Core.Serialization;
using FollowUp.Testing;
using FollowUp.Testing.Journeys;
using FsCheck;
using FsCheck.Fluent;
using static FollowUp.Testing.Journeys.Plans;

namespace FollowUp.Core.Tests.Decisions;

/// <summary>Whatever happens in whatever order, what must be true of every decision is (see <see cref="Invariants"/>).</summary>
public class RandomEventsTests
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(150);

    private static readonly Playbook Rules = Playbook(
        [
            .. SequenceLibrary.All,
            Sequence("reminders", Reminder("day", "-1d", Text("tomorrow")), Reminder("hour", "-1h", Text(), Call())) with { EnrollOn = [new("appointment.booked")] },
            Sequence("promo", Step("a", "0s", Text(), Email()), Step("b", "3h", Call(), new SequenceAction.LeaveVoicemail("Hi"))) with
            {
                Version = 2, Purpose = Purpose.Promotional, EnrollOn = [new("signal.detected"), new("estimate.sent")], StopOn = ["lead.lost"],
                Repeat = new() { Within = Offset("12h"), Actions = [Text("again"), Email("again"), new SequenceAction.OpenTask("look")] },
            },
            Sequence("promo", Step("b", "4h", Text("new words")) with
            {
                Replies = [new() { Match = ["1", "yes"], Actions = [Text("thanks"), new SequenceAction.MarkLead("warm", "x", Offset("5d"))], Keep = true, Connect = true }],
            }) with { Version = 1 },
        ]);

    private static Step Reminder(string id, string at, params SequenceAction[] actions) => Step(id, at, actions) with { Anchor = Anchor.Appointment };

    private static Gen<LeadEvent> Facts => Gen.Elements<LeadEvent>(
        new LeadEvent.LeadSubmitted { Name = "Dana", Phone = "+15125550142", Email = "dana@example.com" },
        new LeadEvent.LeadSubmitted { Phone = "+13055550142", Consent = new(Written, Written, Written), Preferences = new() { Times = ["evening"], Days = "weekdays", MaxTouchesPerWeek = 3 } },
        new LeadEvent.LeadChanged(new() { Consent = new(new(false), new(false), new(false)) }),
        new LeadEvent.CallMissed("c1", "+15125550142", "+18335550100", 18),
        new LeadEvent.CallAnswered("c2", "+15125550143", "+18335550100"),
        new LeadEvent.CallCompleted("c3", "outbound", "no_answer", 0),
        new LeadEvent.MessageReceived("sms", "Yes please", "+15125550142"),
        new LeadEvent.MessageReceived("sms", "STOP", "+15125550142"),
        new LeadEvent.MessageReceived("sms", "START", "+15125550142"),
        new LeadEvent.MessageReceived("sms", "HELP", "+15125550142"),
        new LeadEvent.MessageReceived("email", "remove me", "dana@example.com"),
        new LeadEvent.MessageReceived("chat", "hi {{{", "dana#1"),
        new LeadEvent.ReplyWritten("sms", "I say {{{this}} {{#if"),
        new LeadEvent.ReplyWritten("email", "Hello"),
        new LeadEvent.OptedOut(), new LeadEvent.OptedIn(),
        new LeadEvent.AppointmentBooked("a1", Tuesday + Duration.FromDays(2), 60), new LeadEvent.AppointmentBooked("a2", Tuesday, 60),
        new LeadEvent.AppointmentRescheduled("a1", Tuesday + Duration.FromDays(4), 60), new LeadEvent.AppointmentCancelled("a1"),
        new LeadEvent.EstimateSent("e1", 100, "USD"), new LeadEvent.EstimateAccepted("e1"),
        new LeadEvent.SignalDetected("lease_end", new(2026, 11, 20)), new LeadEvent.ShowingCompleted("loft"),
        new LeadEvent.PreferenceStated("weekends", 2) { Times = ["morning", "evening"] },
        new LeadEvent.SequenceRequested("new-lead"), new LeadEvent.SequenceRequested("promo"), new LeadEvent.SequenceCalledOff("promo"),
        new LeadEvent.MessageDelivery("lead1-1-0.0-0", null, "delivered"), new LeadEvent.MessageDelivery("lead1-1-0.0-0", null, "failed"),
        new LeadEvent.TouchSettled("lead1-1-0.0-0", "busy"), new LeadEvent.TouchSettled("lead1-2-1.0-0", "sent"),
        new LeadEvent.LeadBooked(), new LeadEvent.LeadLost("not_interested"), new LeadEvent.NoteAdded("note"), new LeadEvent.FeedbackGiven("yes"),
        new LeadEvent.LeadPaused(), new LeadEvent.LeadResumed(), new LeadEvent.StepSkipped("new-lead", "day-1-text"),
        new LeadEvent.SequenceMigrated("promo", 1), new LeadEvent.CallbackRequested(Tuesday + Duration.FromDays(3)), new LeadEvent.FollowUpSet(HorizonDays: 30),
        new LeadEvent.MarketChanged("78704", "price_drop", 3, "Prices fell"), new LeadEvent.CallCompleted("c4", "outbound", "answered", 9, TouchId: "lead1-1-1.0-0", Choice: "1"),
        new LeadEvent.MessageReceived("sms", "1", "+15125550142"), new LeadEvent.MessageReceived("sms", "C", "+15125550142"),
        new LeadEvent.TaskClaimed("lead1-1-1.0-0", "sam", Tuesday + Duration.FromDays(1)), new LeadEvent.TaskClosed("lead1-1-1.0-0", "no_answer", "sam"),
        new LeadEvent.ConversationRead());

    /// <summary>A fact, how long ago it happened, how long after the one before it is heard of, and what the carriers say then.</summary>
    private static Gen<(LeadEvent Fact, int AgoMinutes, int AfterMinutes, string? Carrier)[]> Stories =>
        (from fact in Facts
         from ago in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(0, 5000)))
         from after in Gen.Frequency((2, Gen.Constant(0)), (2, Gen.Choose(0, 120)), (1, Gen.Choose(0, 9000)))
         from carrier in Gen.Frequency((6, Gen.Constant<string?>("sent")), (1, Gen.Elements<string?>("busy", "failed", null)))
         select (fact, ago, after, carrier)).ArrayOf();

    [Fact]
    public void Decide_AnyStory_NeverThrowsAndKeepsTheInvariants() =>
        Check.One(Runs, Prop.ForAll(Stories.ToArbitrary(), story =>
        {
            var journey = new Journey(Sample.Lead("lead1", Tuesday), Rules);
            foreach (var (fact, ago, after, carrier) in story)
            {
                journey.Carrier = m => carrier is null ? null : new(m.Touch.Id, carrier, Detail: "so it is");
                // Half the waits are slept through, as after an outage.
                if (after % 2 == 0) journey.Pass(Duration.FromMinutes(after));
                else journey.Outage(Duration.FromMinutes(after));
                journey.HappenedAt(journey.Now - Duration.FromMinutes(ago), fact);
            }
            journey.Carrier = m => new(m.Touch.Id, "sent");
            journey.Happens(new LeadEvent.LeadResumed()).Pass(Duration.FromDays(400));
            Assert.Null(journey.WakeAt); // every plan comes to an end
        }));

    [Fact]
    public void Decide_AnyStory_IsTheSameForTheSameInputAndMutatesNothing() =>
        Check.One(Runs, Prop.ForAll(Stories.ToArbitrary(), story =>
        {
            var state = Sample.Lead("lead1", Tuesday);
            var now = Tuesday;
            foreach (var (fact, ago, after, _) in story)
            {
                now += Duration.FromMinutes(after);
                EventEnvelope[] events = [new("e" + now, now - Duration.FromMinutes(ago), fact)];
                var before = StoredJson.Write(state);

                var once = Decider.Decide(state, events, now, Rules);
                var again = Decider.Decide(StoredJson.ReadState(before), [StoredJson.ReadEvent(StoredJson.Write(events[0]))], now, Rules);

                Assert.Equal(before, StoredJson.Write(state));
                Assert.Equal(StoredJson.Write(once.State), StoredJson.Write(again.State));
                Assert.Equal(once.WakeAt, again.WakeAt);
                Assert.Equal(once.Commands.Select(Key), again.Commands.Select(Key));
                Assert.Equal(once.Notes.Select(n => (n.Seq, n.At, n.Reason)), again.Notes.Select(n => (n.Seq, n.At, n.Reason)));
                state = once.State;
            }
        }));

    [Fact]
    public void Decide_AskedTwiceAtTheSameTime_HasNothingMoreToSay() =>
        Check.One(Runs, Prop.ForAll(Stories.ToArbitrary(), story =>
        {
            var state = Sample.Lead("lead1", Tuesday);
            var now = Tuesday;
            foreach (var (fact, _, after, _) in story)
            {
                now += Duration.FromMinutes(after);
                var once = Decider.Decide(state, [new("e" + now, now, fact)], now, Rules);

                var again = Decider.Decide(once.State, [], now, Rules);

                Assert.False(again.Changed);
                Assert.Equal(once.WakeAt, again.WakeAt);
                state = once.State;
            }
        }));

    [Fact]
    public void Decide_EventsOfOneBatch_CountByTheirTimeAndNotByTheirPlace() =>
        Check.One(Runs, Prop.ForAll(Stories.ToArbitrary(), story =>
        {
            var now = Tuesday + Duration.FromDays(5);
            var events = story.Select((e, i) => new EventEnvelope($"e{i:d3}", now - Duration.FromMinutes(e.AgoMinutes), e.Fact)).ToArray();

            var forward = Decider.Decide(Sample.Lead("lead1", Tuesday), events, now, Rules);
            var backward = Decider.Decide(Sample.Lead("lead1", Tuesday), [.. events.Reverse()], now, Rules);

            Assert.Equal(StoredJson.Write(forward.State), StoredJson.Write(backward.State));
        }));

    private static (string, Type, Instant) Key(Command command) => (command.Touch.Id, command.GetType(), command.Touch.At);
}
