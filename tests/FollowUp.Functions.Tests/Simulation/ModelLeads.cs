using FollowUp.Functions.Orchestration;
using FollowUp.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace FollowUp.Functions.Tests.Simulation;

/// <summary>
/// The least that the orchestration needs of a lead: facts that are seen when it is advanced, and touches that they plan. Here the
/// webhook does not advance, so a fact nobody is woken for stays unseen.
/// </summary>
internal sealed class ModelLeads
{
    private static readonly TimeSpan StoreCall = TimeSpan.FromMilliseconds(200);

    private readonly VirtualWorld world;
    private readonly Dictionary<string, Lead> leads = [];
    private readonly InMemoryEpochStore epochs = new();

    public ModelLeads(VirtualWorld world, Chaos chaos, Func<Microsoft.DurableTask.TaskOrchestrationContext, Task>? orchestrator = null)
    {
        this.world = world;
        Engine = new(world, orchestrator ?? LeadOrchestrator.RunAsync, ActAsync, chaos);
        Bell = new(new DurableLink { Client = Engine }, epochs, NullLogger<DurableBell>.Instance);
    }

    public SimulatedDurable Engine { get; }

    public DurableBell Bell { get; }

    /// <summary>Touches that were made: when they were due and when they were made.</summary>
    public List<(string LeadId, DateTime Due, DateTime Made)> Touches { get; } = [];

    /// <summary>Leads with facts that no run has seen, or with touches due at or before a time.</summary>
    public IEnumerable<string> Asleep(DateTime time) =>
        leads.Where(l => l.Value.Unseen.Count > 0 || l.Value.Planned.Exists(due => due <= time)).Select(l => l.Key);

    /// <summary>A fact comes in: it is stored, and the bell is rung.</summary>
    public async Task RecordAsync(string leadId, params DateTime[] plans)
    {
        await world.Latency(StoreCall);
        LeadOf(leadId).Unseen.Add(plans);
        await world.Latency(StoreCall);
        await Bell.RingAsync(leadId, Instant.FromDateTimeUtc(world.Now), default);
    }

    private async Task<object?> ActAsync(string name, object? input)
    {
        if (name == nameof(LeadActivities.Advance)) return await AdvanceAsync((string)input!);
        var (leadId, epoch) = LeadInstance.Parse((string)input!);
        await world.Latency(StoreCall);
        await epochs.NextAsync(leadId, epoch, default);
        var dueAt = await AdvanceAsync(leadId);
        await Bell.RingAsync(leadId, dueAt is { } due ? Instant.FromDateTimeUtc(due) : null, default);
        return null;
    }

    private async Task<DateTime?> AdvanceAsync(string leadId)
    {
        await world.Latency(StoreCall);
        var lead = LeadOf(leadId);
        lead.Planned.AddRange(lead.Unseen.SelectMany(plans => plans));
        lead.Unseen.Clear();
        foreach (var due in lead.Planned.Where(due => due <= world.Now)) Touches.Add((leadId, due, world.Now));
        lead.Planned.RemoveAll(due => due <= world.Now);
        DateTime? next = lead.Planned.Count == 0 ? null : lead.Planned.Min();
        await world.Latency(StoreCall);
        return next;
    }

    private Lead LeadOf(string leadId) => leads.TryGetValue(leadId, out var lead) ? lead : leads[leadId] = new Lead();

    private sealed class Lead
    {
        public List<DateTime[]> Unseen { get; } = [];

        public List<DateTime> Planned { get; } = [];
    }
}
