using System.Reflection;
using FollowUp.Core.Events;
using FollowUp.Core.Serialization;
using NodaTime;

namespace FollowUp.Core.Tests.Serialization;

public sealed class StoredEventTests
{
    public static TheoryData<string> Types => new(EventTypes.All.Order(StringComparer.Ordinal));

    /// <summary>An event that is stored and cannot be read back stops its lead for good.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void ReadEvent_WithNothingThatMayBeNull_ReadsBack(string type)
    {
        var written = new EventEnvelope("e1", Instant.FromUtc(2026, 11, 3, 14, 13), Bare(EventTypes.TypeOf(type)!));

        var json = StoredJson.Write(written);

        Assert.Equal(json, StoredJson.Write(StoredJson.ReadEvent(json)));
    }

    private static LeadEvent Bare(Type type)
    {
        var nullability = new NullabilityInfoContext();
        var constructor = type.GetConstructors().Single();
        return (LeadEvent)constructor.Invoke([.. constructor.GetParameters().Select(p =>
            nullability.Create(p).WriteState == NullabilityState.Nullable ? null
            : p.ParameterType == typeof(string) ? "x"
            : p.ParameterType == typeof(LeadEvent.LeadSubmitted) ? new LeadEvent.LeadSubmitted()
            : p.ParameterType == typeof(Instant) ? Instant.FromUtc(2026, 11, 4, 9, 0)
            : Activator.CreateInstance(p.ParameterType))]);
    }
}
