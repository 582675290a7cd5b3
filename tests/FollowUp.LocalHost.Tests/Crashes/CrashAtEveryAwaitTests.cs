using FollowUp.Core.Carriers;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Timelines;
using FollowUp.Core.Touches;
using FollowUp.Testing;
using NodaTime;

namespace FollowUp.LocalHost.Tests.Crashes;

/// <summary>
/// The ledger's promise, tried at every moment at which a process can die: nothing leaves twice, nothing is lost, and the
/// timeline says what happened.
/// </summary>
public sealed class CrashAtEveryAwaitTests
{
    private const string Ana = "+12125550143";
    private static readonly Instant Start = Sample.Now;

    public static TheoryData<string, bool> Runs
    {
        get
        {
            var runs = new TheoryData<string, bool>();
            foreach (var story in Stories.Keys)
            {
                runs.Add(story, true);
                runs.Add(story, false);
            }
            return runs;
        }
    }

    private static Dictionary<string, Story> Stories => new()
    {
        ["missed call"] = new([Call(Start), Email(Start + Duration.FromMinutes(5))], Start + Duration.FromDays(3)),
        ["second missed call"] = new([Call(Start), Call(Start + Duration.FromMinutes(30))], Start + Duration.FromDays(3)),
        ["web lead that replies"] = new([Form(Start), Text("Yes please", Start + Duration.FromHours(26))], Start + Duration.FromDays(4)),
        ["reply in the second of a due text"] = new([Call(Start), Text("Yes please", Start + Duration.FromHours(1))], Start + Duration.FromDays(3)),
        ["stop, start, call"] = new(
            [Call(Start), Text("STOP", Start + Duration.FromMinutes(1)), Text("START", Start + Duration.FromDays(2)), Call(Start + Duration.FromDays(3))],
            Start + Duration.FromDays(6)),
        ["stop between claim and send"] = new([Call(Start)], Start + Duration.FromDays(3), Text("STOP", Start + Duration.FromHours(1))),
        ["reply between claim and send"] = new([Call(Start)], Start + Duration.FromDays(3), Text("Yes please", Start + Duration.FromHours(1))),
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Crash_AtEveryAwait_NothingTwiceAndNothingLost(string name, bool reporting)
    {
        var story = Stories[name];
        var calm = await Rehearsal.RunAsync(story, null, reporting);
        Assert.NotEmpty(calm.Sent);

        var crashes = 0;
        for (var at = 0; ; at++)
        {
            var run = await Rehearsal.RunAsync(story, at, reporting);
            if (!run.HasCrashed) break;
            crashes++;
            try
            {
                AssertNothingTwice(run);
                AssertNothingLost(run, calm);
                AssertConsistent(run, story);
                AssertInterruptionHeld(run);
            }
            catch (Xunit.Sdk.XunitException e)
            {
                var rows = run.Timeline.Select(t => $"{t.Seq} {t.At} {t.Kind} {t.Type} {t.Status} {t.TouchId} {t.Reason} | {t.Text}");
                Assert.Fail($"crash at moment {at}: {e.Message}\n{string.Join('\n', rows)}\nsent: {string.Join('\n', run.Sent.Select(Slot))}");
            }
        }
        Assert.True(crashes > 20, $"only {crashes} moments");
    }

    private static void AssertNothingTwice(Rehearsal run)
    {
        Assert.Equal(run.Sent.Count, run.Sent.Select(m => m.Touch.Id).Distinct().Count());
        foreach (var again in run.Sent.Where(m => m.Touch.Occurrence > 0))
        {
            // Only what answers the person is tried once more, after ten minutes, and the row says so.
            var first = Assert.Single(run.Timeline, t => t.TouchId == again.Touch.Id[..^1] + "0");
            Assert.Equal((TouchStatus.Unknown, "unknown"), (first.Status, first.Rule));
            Assert.Contains("sent once more", first.Reason, StringComparison.Ordinal);
            Assert.True(again.Touch.Answers && again.Touch.Channel.ReachesLead());
            Assert.Equal(1, again.Touch.Occurrence);
        }
        Assert.Equal(run.State.Tasks.Length, run.State.Tasks.Select(t => t.Title).Distinct().Count());
    }

    private static void AssertNothingLost(Rehearsal run, Rehearsal calm)
    {
        var sent = run.Sent.Select(Slot).ToHashSet();
        foreach (var expected in calm.Sent.Where(m => !sent.Contains(Slot(m))))
        {
            var row = run.Timeline.First(t => expected.Touch.Enrollment > 0 ? t.TouchId == expected.Touch.Id : Said(t) == Said(expected));
            Assert.Equal((TouchStatus.Unknown, "unknown"), (row.Status, row.Rule));

            // Somebody is asked to look, unless it is a task, which is in the queue, or the person has answered or opted out since.
            if (expected.Touch.Channel == Channel.Task) Assert.Contains(run.State.Tasks, t => t.Title == expected.Text);
            else if (row.Reason!.EndsWith("a person should look", StringComparison.Ordinal))
                Assert.Contains(run.Sent, m => m.Touch.Channel == Channel.Task && m.Text.StartsWith("Check", StringComparison.Ordinal));
            else Assert.EndsWith("its purpose had ended", row.Reason, StringComparison.Ordinal);
        }
    }

    private static void AssertConsistent(Rehearsal run, Story story)
    {
        Assert.Equal(Enumerable.Range(1, run.State.Seq), run.Timeline.Select(t => t.Seq));
        Assert.DoesNotContain(run.State.Open, t => t.Status == TouchStatus.Claimed);
        Assert.DoesNotContain(run.Timeline, t => t.Status is TouchStatus.Claimed or TouchStatus.Planned);
        var facts = story.Facts.Count + (story.Interruption is null ? 0 : 1);
        Assert.Equal(facts, run.Timeline.Count(t => t.Kind == "event" && t.Type != "message.delivery"));
        foreach (var message in run.Sent)
        {
            var row = Assert.Single(run.Timeline, t => t.TouchId == message.Touch.Id);
            Assert.Contains(row.Status, new TouchStatus?[] { TouchStatus.Sent, TouchStatus.Delivered, TouchStatus.Unknown });
        }
    }

    /// <summary>Once a reply or an opt-out is durable, nothing automatic reaches the person but the answer to it.</summary>
    private static void AssertInterruptionHeld(Rehearsal run)
    {
        if (run.SentBeforeInterruption is not { } before) return;
        Assert.DoesNotContain(run.Sent.Skip(before), m => m.Touch.Channel.ReachesLead() && m.Touch.Enrollment > 0);
    }

    /// <summary>A touch whichever time it is tried; outside sequences its id counts timeline rows, so its words stand in.</summary>
    private static string Slot(Outbound m) => m.Touch.Enrollment > 0
        ? $"{m.Touch.Enrollment}-{m.Touch.Step}.{m.Touch.Action}"
        : $"{m.Touch.Channel}: {Said(m)}";

    private static string Said(Outbound m) => $"{m.Subject} {m.Text.Split('\n')[0]}";

    private static string Said(TimelineEntry t) => $"{t.Subject} {t.Text?.Split('\n')[0]}";

    private static EventEnvelope Call(Instant at) => new("call-" + at, at, new LeadEvent.CallMissed("call-" + at, Ana, "+18335550100", 18));

    private static EventEnvelope Text(string text, Instant at) => new("text-" + at, at, new LeadEvent.MessageReceived("sms", text, Ana));

    private static EventEnvelope Email(Instant at) => new("edit-" + at, at, new LeadEvent.LeadChanged(new LeadEvent.LeadSubmitted { Email = "ana@example.net" }));

    private static EventEnvelope Form(Instant at) => new("form-" + at, at, new LeadEvent.LeadSubmitted
    {
        Name = "Ana Ruiz", Phone = Ana, Email = "ana@example.net", Consent = new Consents(new Consent(true), new Consent(true)),
    });
}
