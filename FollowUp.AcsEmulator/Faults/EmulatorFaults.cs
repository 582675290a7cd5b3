using FollowUp.AcsEmulator.Hosting;

namespace FollowUp.AcsEmulator.Faults;

/// <summary>The faults in force, oldest first.</summary>
public sealed class EmulatorFaults
{
    private static readonly HashSet<FaultKind> OnRequests =
        [FaultKind.Throttle, FaultKind.Error, FaultKind.Timeout, FaultKind.LoseResponse, FaultKind.EventsFirst, FaultKind.Delay];

    private static readonly HashSet<FaultKind> OnDeliveries = [FaultKind.Delay, FaultKind.Duplicate, FaultKind.Reorder, FaultKind.Drop];

    private readonly IdSource _ids;
    private readonly EmulatorLog _log;
    private readonly Lock _gate = new();
    private readonly List<FaultRule> _rules = [];

    internal EmulatorFaults(IdSource ids, EmulatorLog log) => (_ids, _log) = (ids, log);

    public IReadOnlyList<FaultRule> All
    {
        get
        {
            lock (_gate)
                return [.. _rules];
        }
    }

    public FaultRule Add(FaultRule rule)
    {
        var named = rule.Id.Length == 0 ? rule with { Id = _ids.Short() } : rule;
        lock (_gate)
            _rules.Add(named);
        return named;
    }

    public bool Remove(string id)
    {
        lock (_gate)
            return _rules.RemoveAll(rule => rule.Id == id) > 0;
    }

    public void Clear()
    {
        lock (_gate)
            _rules.Clear();
    }

    internal IReadOnlyList<FaultRule> ForRequest(string operation) => Take(operation, OnRequests);

    internal IReadOnlyList<FaultRule> ForDelivery(string name) => Take(name, OnDeliveries);

    private List<FaultRule> Take(string name, HashSet<FaultKind> kinds)
    {
        var taken = new List<FaultRule>();
        // "*" on both sides would let a delay meant for one be eaten by the other, so kinds decide first.
        lock (_gate)
        {
            for (var i = 0; i < _rules.Count; i++)
            {
                var rule = _rules[i];
                if (!kinds.Contains(rule.Kind) || !rule.Matches(name) || rule.Times is <= 0)
                    continue;
                if (rule.Skip > 0)
                {
                    _rules[i] = rule with { Skip = rule.Skip - 1 };
                    continue;
                }
                _rules[i] = rule with { Times = rule.Times - 1 };
                taken.Add(rule);
            }
            _rules.RemoveAll(rule => rule.Times is <= 0);
        }
        foreach (var rule in taken)
            _log.Add("fault", name, rule.Kind.ToString(), rule);
        return taken;
    }
}
