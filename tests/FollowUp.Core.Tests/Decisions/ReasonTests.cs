using System.Reflection;
using FollowUp.Core.Decisions;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Testing.Journeys;
using static FollowUp.Testing.Journeys.Plans;

namespace FollowUp.Core.Tests.Decisions;

/// <summary>Every reason there is: how a lead comes to it, and the words that the owner of the business reads.</summary>
public class ReasonTests
{
    private static readonly Sequence Hello = Sequence("plan", Step("a", "0s", Text()));
    private static readonly Sequence Noted = Hello with { EnrollOn = [new("note.added")] };
    private static readonly LeadEvent Note = new LeadEvent.NoteAdded("They drop by");
    private static readonly Instant Saturday = Tuesday + Duration.FromDays(4);

    private static readonly Dictionary<Type, (Func<Journey> Scenario, string Words)> Scenarios = new()
    {
        [typeof(Reason.QuietHours)] = (() => Enter(Caller(), Hello, Tuesday + Duration.FromHours(14)),
            "held until Wed Nov 4, 09:00 Chicago time: quiet hours, Texas: texts 09:00-21:00 Mon-Sat, 12:00-21:00 Sun"),
        [typeof(Reason.FrequencyCap)] = (() => Enter(Agreed() with { Preferences = new() { MaxTouchesPerWeek = 1 } }, Twice).Pass(Duration.FromHours(2)),
            "held until Tue Nov 10, 10:01 Chicago time: at most 1 in 7 days, as the person asked"),
        [typeof(Reason.Preference)] = (() => Enter(Agreed() with { Preferences = new() { Days = "weekdays" } }, Hello, Saturday),
            "held until Mon Nov 9, 00:00 Chicago time: the person asked for weekdays"),
        [typeof(Reason.Spacing)] = (() => new Journey(Agreed(), Playbook(Hello, Hello with { Id = "other" })).Enter("plan").Enter("other"),
            "held until Tue Nov 3, 10:10 Chicago time: another message on this channel has just gone out"),
        [typeof(Reason.CarrierBusy)] = (() => Say("busy", null), "held until Tue Nov 3, 10:00 Chicago time: the carrier asked us to wait"),
        [typeof(Reason.OptedOut)] = (() => new Journey(Agreed(), Playbook()).Happens(new LeadEvent.OptedOut("sms"), new LeadEvent.ReplyWritten("sms", "Hi")),
            "not sent: the person opted out by sms on Tue Nov 3, 10:00 Chicago time"),
        [typeof(Reason.CoolingDown)] = (() => new Journey(Caller() with { CoolDown = new(Tuesday + Duration.FromDays(30), "lost to another roofer") }, Playbook(Noted)).Happens(Note),
            "not sent: left alone until Thu Dec 3, 10:00 Chicago time (lost to another roofer)"),
        [typeof(Reason.NoConsent)] = (() => Enter(Caller(), Hello with { Purpose = Purpose.Promotional }),
            "not sent: promotional sms needs express written consent (given, with the words agreed to)"),
        [typeof(Reason.NoAddress)] = (() => Enter(Caller() with { Emails = [] }, Sequence("plan", Step("a", "0s", Email()))), "not sent: no email address is known"),
        [typeof(Reason.Unanswered)] = (() => Enter(Caller(), Sequence("plan", Step("a", "0s", Text(), Text(), Text()))),
            "held until Thu Nov 5, 10:00 Chicago time: 2 messages in 48 h stand unanswered and the person only made contact once"),
        [typeof(Reason.TooLate)] = (() => Enter(Caller(), Sequence("plan", Step("a", "1h", Text()))).Outage(Duration.FromDays(3)),
            "not sent: it was due Tue Nov 3, 11:00 Chicago time and makes no sense any more"),
        [typeof(Reason.Superseded)] = (() => Enter(Agreed(), Twice).Outage(Duration.FromHours(2)),
            "not sent: step 'b' is due as well, and two at once would be a burst"),
        [typeof(Reason.ConditionNotMet)] = (() => Enter(Caller(), Sequence("plan", Step("a", "0s", Text()) with { When = [new("lead.tags", "contains", "vip")] })),
            "not sent: the condition of step 'a' does not hold"),
        [typeof(Reason.Withdrawn)] = (() => Say(null, null).Happens(new LeadEvent.LeadWon()), "not sent: withdrawn because the job was won"),
        [typeof(Reason.PersonCalls)] = (() => Enter(Caller(), Sequence("plan", Step("a", "0s", Call()))),
            "a person calls instead: there is no consent to automated calls"),
        [typeof(Reason.Enrolled)] = (() => Enter(Caller(), Hello), "entered 'plan' (version 1): asked for by hand"),
        [typeof(Reason.NotAgain)] = (() => Enter(Caller(), Hello with { Repeat = new() { Within = Offset("24h") } }).Happens(new LeadEvent.SequenceRequested("plan", "spring")),
            "did not enter 'plan' again: it did on Tue Nov 3, 10:00 Chicago time, less than 24h ago"),
        [typeof(Reason.Refused)] = (() => Enter(Caller(), Hello with { Id = "other" }), "did not enter 'plan': there is no such sequence"),
        [typeof(Reason.Stopped)] = (() => Enter(Caller(), Twice).Happens(new LeadEvent.LeadLost("already_bought")), "'plan' stopped: the lead was lost (already_bought)"),
        [typeof(Reason.Completed)] = (() => Enter(Caller(), Hello), "'plan' is complete: every step had its turn"),
        [typeof(Reason.NobodyKnows)] = (() => Say(null, null).Pass(Duration.FromHours(1)),
            "interrupted while sending, and no delivery report came in ten minutes: not sent again; a person should look"),
        [typeof(Reason.CarrierSaid)] = (() => Say("failed", "the number is a landline"), "the number is a landline"),
        [typeof(Reason.WeekendsOnly)] = (() => Enter(Agreed() with { Preferences = new() { Days = "weekends" } }, Hello),
            "not sent: the person only wants weekends and is left alone until they ask for a call"),
        [typeof(Reason.Skipped)] = (() => Enter(Caller(), Twice).Happens(new LeadEvent.StepSkipped("plan", "b")), "step 'b' of 'plan' was left out by hand"),
        [typeof(Reason.Migrated)] = (() => new Journey(Caller(), Playbook(Twice, Twice with { Version = 2 })).Enter("plan").Happens(new LeadEvent.SequenceMigrated("plan", 1)),
            "moved from version 2 of 'plan' to version 1"),
        [typeof(Reason.Marked)] = (() => Enter(Caller(), Sequence("plan", Step("a", "0s", new SequenceAction.MarkLead("quiet", "quiet", Offset("90d"), "no answer at all")))),
            "stage is now 'quiet', tagged 'quiet', left alone for 90d (no answer at all)"),
        [typeof(Reason.TaskForgone)] = (() => Enter(Caller(), Sequence("plan", Step("a", "0s", new SequenceAction.OpenTask("Call {{lead.firstName}}", "call")))).Happens(new LeadEvent.LeadWon()),
            "'Call Dana' is off the list: the lead is won"),
        [typeof(Reason.NotConnected)] = (() => Enter(Caller(), Sequence("plan", Step("a", "0s", new SequenceAction.PushBooking()))),
            "not done: no field-service software is connected, or there is no appointment"),
        [typeof(Reason.Ignored)] = (() => new Journey(Agreed(), Playbook()).Happens(new LeadEvent.OptedIn()).HappenedAt(Tuesday - Duration.FromHours(1), new LeadEvent.OptedOut()),
            "came late: the person has said otherwise since"),
    };

    public static TheoryData<string> Every => [.. typeof(Reason).GetNestedTypes(BindingFlags.Public).Select(t => t.Name)];

    private static Sequence Twice => Sequence("plan", Step("a", "1m", Text()), Step("b", "1h", Text()));

    [Theory]
    [MemberData(nameof(Every))]
    public void Decide_EveryReason_IsReachedAndReadable(string name)
    {
        var type = typeof(Reason).GetNestedType(name)!;
        Assert.True(Scenarios.TryGetValue(type, out var expected), $"no scenario leads to {name}");

        var reasons = expected.Scenario().Reasons;

        Assert.Equal(expected.Words, Assert.Single(reasons, r => r.GetType() == type).Words);
    }

    [Fact]
    public void Rule_OfEveryReason_IsANameOfItsOwn()
    {
        var rules = Scenarios.Select(s => s.Value.Scenario().Reasons.First(r => r.GetType() == s.Key).Rule).ToList();

        Assert.Equal(rules.Count, rules.Distinct().Count());
        Assert.All(rules, r => Assert.Matches("^[a-z]+(-[a-z]+)*$", r));
    }

    [Fact]
    public void NobodyKnows_AnswerSentAgain_SaysSo()
    {
        var answer = Sequence("plan", Step("a", "0s", Text()) with { Answers = true });

        var journey = new Journey(Agreed(), Playbook(answer)) { Carrier = _ => null }.Enter("plan").Pass(Duration.FromMinutes(10));

        Assert.Contains(
            "interrupted while sending, and no delivery report came in ten minutes: sent once more",
            journey.Reasons.Select(r => r.Words));
    }

    // Each pair holds for one lead at once: the first of the gate's rules is the one that is told.
    [Theory]
    [InlineData("no-address", "cool-down")]
    [InlineData("cool-down", "no-consent")]
    [InlineData("no-consent", "too-late")]
    [InlineData("too-late", "unanswered-limit")]
    [InlineData("unanswered-limit", "quiet-hours")]
    [InlineData("quiet-hours", "preference")]
    [InlineData("preference", "spacing")]
    public void Decide_SeveralRulesAtOnce_TheFirstOfTheGateIsTold(string first, string second)
    {
        string[] rules = [first, second];
        var night = rules.Contains("quiet-hours") ? Saturday + Duration.FromHours(14) : Saturday;
        var consent = rules.Contains("no-consent") ? new Consent(false) : rules.Contains("unanswered-limit") ? null : Written;
        var lead = Agreed() with
        {
            Consent = new(Sms: consent),
            Phones = rules.Contains("no-address") ? [] : ["+15125550142"],
            CoolDown = rules.Contains("cool-down") ? new(night + Duration.FromDays(9), "a pause") : null,
            Preferences = rules.Contains("preference") ? new() { Days = "weekdays" } : null,
            Recent = rules.Contains("unanswered-limit") || rules.Contains("spacing")
                ? [new(night - Duration.FromMinutes(1), Touches.Channel.Sms, "other"), new(night - Duration.FromMinutes(1), Touches.Channel.Sms, "other")] : [],
        };
        var journey = new Journey(lead, Playbook(Noted), night);

        journey.HappenedAt(rules.Contains("too-late") ? night - Duration.FromDays(2) : night, Note);

        Assert.Equal(first, journey.Rules.First(r => r is not ("enrolled" or "completed")));
    }

    private static Journey Enter(LeadState lead, Sequence sequence, Instant? at = null) => new Journey(lead, Playbook(sequence), at).Enter("plan");

    private static Journey Say(string? outcome, string? detail)
    {
        var journey = new Journey(Agreed(), Playbook(Hello));
        journey.Carrier = m => m is not Carriers.Outbound.Sms ? new(m.Touch.Id, "sent") : outcome is null ? null : new(m.Touch.Id, outcome, Detail: detail);
        return journey.Enter("plan");
    }
}
