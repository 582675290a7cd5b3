using FollowUp.Core.Business;
using FollowUp.Core.Compliance;
using FollowUp.Core.Decisions;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Core.Serialization;
using NodaTime;

namespace FollowUp.Bench;

/// <summary>Decisions per second and core, over the kinds of input a lead sees; beside it, reading the same lead's document.</summary>
internal static class Decisions
{
    public static readonly Playbook Playbook = new(BusinessProfileReader.Sample, QuietHours.Default, SequenceLibrary.All);
    public static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 15, 0);

    public static void Run()
    {
        var fresh = new LeadState { Id = "bench", CreatedAt = Now };
        var missed = new EventEnvelope[] { new("missed", Now, new LeadEvent.CallMissed("c1", "+12125550143", "+18335550100", 18)) };
        var waiting = Settled(Decider.Decide(fresh, missed, Now, Playbook));
        var reply = new EventEnvelope[] { new("reply", Now, new LeadEvent.MessageReceived("sms", "Yes please, tomorrow morning", "+12125550143")) };
        var second = Now + Duration.FromHours(1);
        var inputs = new (string Name, Action Decide)[]
        {
            ("a missed call of a stranger", () => Decider.Decide(fresh, missed, Now, Playbook)),
            ("a wake-up with a text due", () => Decider.Decide(waiting, [], second, Playbook)),
            ("a wake-up with nothing due", () => Decider.Decide(waiting, [], Now, Playbook)),
            ("a reply that stops a sequence", () => Decider.Decide(waiting, reply, Now, Playbook)),
        };
        var document = StoredJson.Write(waiting);
        var reading = Measure.PerSecond(() => StoredJson.ReadState(document));
        var rates = inputs.Select(i => (i.Name, Rate: Measure.PerSecond(i.Decide))).ToList();
        foreach (var (name, rate) in rates) Console.WriteLine($"{name,-32} {rate,12:n0}/s   {rate / reading,6:0.0} x reading the lead's document");
        var mixed = rates.Count / rates.Sum(r => 1 / r.Rate);
        Console.WriteLine($"{"all of them in turn",-32} {mixed,12:n0}/s   {mixed / reading,6:0.0} x reading the lead's document ({reading:n0}/s)");
    }

    /// <summary>The lead once its touches have been taken and delivered.</summary>
    private static LeadState Settled(Decision decision) => Decider.Decide(
        decision.State,
        [
            .. decision.Commands.Select((c, i) => new EventEnvelope("s" + i, Now, new LeadEvent.TouchSettled(c.Touch.Id, "sent"))),
            .. decision.Commands.Select((c, i) => new EventEnvelope("t" + i, Now, new LeadEvent.MessageDelivery(c.Touch.Id, null, "delivered"))),
        ],
        Now,
        Playbook).State;
}
