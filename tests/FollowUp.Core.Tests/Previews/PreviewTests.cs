using FollowUp.Core.Decisions;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Previews;
using FollowUp.Core.Sequences;
using FollowUp.Testing.Journeys;
using FsCheck;
using FsCheck.Fluent;
using static FollowUp.Testing.Journeys.Plans;

namespace FollowUp.Core.Tests.Previews;

public class PreviewTests
{
    private static readonly Playbook Library = Playbook([.. SequenceLibrary.All]);

    private static Gen<LeadState> Leads =>
        from phone in Gen.Elements("+15125550142", "+13055550142", "+18085550142", "+19075550142", "+442079460018")
        from consent in Gen.Elements<Consent?>(null, new Consent(true, "form"), Written, new Consent(false))
        from email in Gen.Elements<string?>(null, "dana@example.com")
        from wishes in Gen.Elements<Preferences?>(null, new() { Times = ["evening"], Days = "weekdays", MaxTouchesPerWeek = 2 }, new() { Days = "weekends" })
        from number in Gen.Choose(0, 1000)
        select Caller() with
        {
            Id = "lead" + number, Phones = [phone], Emails = email is null ? [] : [email], Consent = new(consent, consent, consent), Preferences = wishes,
        };

    /// <summary>Any quarter of an hour of two years: both changes of the clocks, twice.</summary>
    private static Gen<Instant> Moments => Gen.Choose(0, 2 * 365 * 96).Select(i => Tuesday + Duration.FromMinutes(15L * i));

    private static Gen<(LeadEvent Fact, int AfterHours)[]> Stories =>
        (from fact in Gen.Elements<LeadEvent>(
            new LeadEvent.CallMissed("c", "+15125550142", "+18335550100", 18), new LeadEvent.LeadSubmitted { Name = "Dana Reyes" },
            new LeadEvent.MessageReceived("sms", "Yes please", "+15125550142"), new LeadEvent.MessageReceived("sms", "STOP", "+15125550142"),
            new LeadEvent.MessageReceived("sms", "START", "+15125550142"), new LeadEvent.SequenceRequested("new-lead"))
         from after in Gen.Choose(0, 300)
         select (fact, after)).ArrayOf(4);

    [Fact]
    public void Run_AnyLeadAtAnyTime_AnnouncesWhatIsThenDone()
    {
        var cases = from lead in Leads from at in Moments from story in Stories select (lead, at, story);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var events = new List<EventEnvelope>();
            var at = c.at;
            foreach (var (fact, after) in c.story)
            {
                at += Duration.FromHours(after);
                events.Add(new($"e{events.Count}", at, fact));
            }

            var announced = Preview.Run(c.lead, events, c.at, Library);

            var journey = new Journey(c.lead, Library, c.at);
            journey.Take();
            foreach (var same in events.GroupBy(e => e.At))
            {
                // What comes due in the same moment is decided together with the events, as it is in preview.
                if (same.Key > journey.Now) journey.Pass(same.Key - journey.Now - Duration.Epsilon);
                journey.Now = same.Key;
                journey.Take([.. same]);
            }
            journey.Pass(Duration.FromDays(400));
            Assert.Equal(
                journey.Sent.Select(s => (s.At, s.Message.Touch.Channel, s.Message.Subject, s.Message.Text)),
                announced.Touches.Select(t => (t.DueAt, t.Channel, t.Subject, t.Text)));
            Assert.Equal(
                journey.Rows.Where(r => r.Status == Touches.TouchStatus.Suppressed).Select(r => (r.At, r.Reason)),
                announced.Suppressed.Select(s => (s.At, (string?)s.Reason)));
            Assert.Equal(journey.State.Tasks.Select(t => t.Title), announced.Final.Tasks.Select(t => t.Title));
        }));
    }

    [Fact]
    public void Run_HeldTouch_SaysSinceWhenUntilWhenAndWhy()
    {
        var plan = Sequence("plan", Step("late", "14h", Text("Hi")));

        var touch = Assert.Single(Preview.Run(Caller(), [new("e", Tuesday, new LeadEvent.SequenceRequested("plan"))], Tuesday, Playbook(plan)).Touches);

        Assert.Equal(("plan", "late", "Hi", Touches.Channel.Sms), (touch.Sequence, touch.Step, touch.Text, touch.Channel));
        Assert.Equal("2026-11-04T09:00:00-06", touch.LocalTime.ToString());
        Assert.Equal(("quiet-hours", Tuesday + Duration.FromHours(14), touch.DueAt), (touch.Held!.Rule, touch.Held.DueAt, touch.Held.Until));
    }

    [Fact]
    public void Run_EventsStillToCome_AreTakenAtTheirTime()
    {
        var plan = Sequence("plan", Step("a", "1h", Text("a")), Step("b", "3h", Text("b")));
        EventEnvelope[] events =
        [
            new("stop", Tuesday + Duration.FromHours(2), new LeadEvent.MessageReceived("sms", "Ok", "+15125550142")),
            new("begin", Tuesday, new LeadEvent.SequenceRequested("plan")),
        ];

        var future = Preview.Run(Caller(), events, Tuesday, Playbook(plan));

        Assert.Equal([("a", 1), ("Dana Reyes, (512) 555-0142 replied", 2)], future.Touches.Select(t => (t.Subject ?? t.Text, (int)(t.DueAt - Tuesday).TotalHours)));
    }

    [Fact]
    public void Run_LeadWithNothingAhead_HasNoFuture()
    {
        var state = Agreed();

        var future = Preview.Run(state, [], Tuesday, Library);

        Assert.Empty(future.Touches);
        Assert.Same(state, future.Final);
    }
}
