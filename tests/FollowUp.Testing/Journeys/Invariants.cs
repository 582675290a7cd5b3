using FollowUp.Core.Decisions;
using FollowUp.Core.Leads;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Testing.Journeys;

/// <summary>What must be true of every decision, whatever led to it.</summary>
public static class Invariants
{
    /// <summary>Checks a decision.</summary>
    /// <param name="before">The lead before it.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="now">When it was made.</param>
    /// <param name="claimed">Ids claimed by the decisions before; this one's are added.</param>
    public static void Check(LeadState before, Decision decision, Instant now, HashSet<string> claimed)
    {
        var after = decision.State;
        Assert.False(decision.WakeAt <= now, $"due at {decision.WakeAt}, which is not after {now}: it would be woken for nothing, again and again");
        Assert.Equal(before.Seq + decision.Notes.Count, after.Seq);
        Assert.Equal(Enumerable.Range(before.Seq + 1, decision.Notes.Count), decision.Notes.Select(n => n.Seq));
        foreach (var touch in decision.Commands.Select(c => c.Touch))
        {
            Assert.True(claimed.Add(touch.Id), $"{touch.Id} is claimed twice");
            Assert.Contains(decision.Notes, n => n.Touch?.Id == touch.Id && n.Seq == touch.Seq && n.Touch.Status == TouchStatus.Claimed);
            Assert.Contains(after.Open, o => o.Id == touch.Id);
        }
        if (before.OptOut is not null && after.OptOut is not null)
            Assert.DoesNotContain(decision.Commands, c => c.Touch.Channel.ReachesLead());
        if (after.OptOut is not null) Assert.DoesNotContain(after.Enrollments, e => e.IsRunning);
        Assert.Equal(after.Open.Length, after.Open.Select(o => o.Id).Distinct().Count());
        if (!decision.Changed) Assert.Empty(decision.Commands);
    }
}
