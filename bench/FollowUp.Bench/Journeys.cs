using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Previews;

namespace FollowUp.Bench;

/// <summary>Ninety-day journeys of a new lead per second and core, words and all; beside it, the mere decisions of one.</summary>
internal static class Journeys
{
    public static void Run()
    {
        var written = new Consent(true, "bench", "I agree");
        var submitted = new LeadEvent.LeadSubmitted
        {
            Name = "Ana Diaz", Phone = "+12125550143", Email = "ana@example.net", Consent = new(written, written, written),
            Context = new("roof repair", "this week", "New York", "It leaks"),
        };
        var lead = new LeadState { Id = "bench", CreatedAt = Decisions.Now };
        var events = new EventEnvelope[] { new("submitted", Decisions.Now, submitted) };
        var touches = Preview.Run(lead, events, Decisions.Now, Decisions.Playbook).Touches.Count;
        var rate = Measure.PerSecond(() => Preview.Run(lead, events, Decisions.Now, Decisions.Playbook));
        var single = Measure.PerSecond(() => Core.Decisions.Decider.Decide(lead, events, Decisions.Now, Decisions.Playbook));
        Console.WriteLine($"journeys of 90 days, {touches} touches   {rate,10:n0}/s   a touch costs {single / (rate * touches):0.0} first decisions");
    }
}
