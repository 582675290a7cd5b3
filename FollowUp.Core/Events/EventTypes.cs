using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace FollowUp.Core.Events;

/// <summary>The stored names of the events.</summary>
public static class EventTypes
{
    private static readonly FrozenDictionary<Type, string> Names = typeof(LeadEvent)
        .GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToFrozenDictionary(a => a.DerivedType, a => (string)a.TypeDiscriminator!);

    private static readonly FrozenDictionary<string, Type> Types = Names.ToFrozenDictionary(p => p.Value, p => p.Key);

    private static readonly FrozenSet<string> Internal = FrozenSet.ToFrozenSet(
        ["lead.changed", "reply.written", "sequence.requested", "sequence.calledoff", "sequence.migrated", "lead.paused", "lead.resumed", "step.skipped", "touch.settled"]);

    private static readonly FrozenSet<string> Desk = FrozenSet.ToFrozenSet(["task.claimed", "task.closed", "conversation.read"]);

    /// <summary>Every name, in no order.</summary>
    public static IEnumerable<string> All => Types.Keys;

    /// <summary>The names that may be recorded from outside (design: the HTTP contract's event types).</summary>
    public static IEnumerable<string> Public => Types.Keys.Where(IsPublic);

    /// <summary>The stored name of an event.</summary>
    public static string NameOf(LeadEvent fact) => Names[fact.GetType()];

    /// <summary>The record for a name, or null when there is none.</summary>
    public static Type? TypeOf(string name) => Types.GetValueOrDefault(name);

    /// <summary>Whether the event may enroll a lead: what is recorded from outside, and edits of the record.</summary>
    public static bool IsTrigger(string name) => IsPublic(name) || name == "lead.changed";

    /// <summary>Whether the event may be recorded from outside.</summary>
    public static bool IsPublic(string name) => Types.ContainsKey(name) && !Internal.Contains(name) && !Desk.Contains(name);
}
