using System.Diagnostics.Metrics;
using FollowUp.Core.Engine;

namespace FollowUp.Api.Acs;

/// <summary>Counts the events that we have no use for, by type: a new kind shows up here before anybody misses it.</summary>
public sealed class AcsCounters(IMeterFactory meters)
{
    private readonly Counter<long> ignored = meters.Create(Telemetry.Name).CreateCounter<long>("followup.acs.ignored", "{event}");

    internal void Ignored(string type) => ignored.Add(1, new KeyValuePair<string, object?>("type", type));
}
