using FollowUp.Azure.Tables;
using FollowUp.Testing.Stores;
using NodaTime;

namespace FollowUp.Azure.Tests.Tables;

public sealed class TableKeysTests
{
    public static TheoryData<string> Odd => LeadStoreConformance.OddContacts;

    [Theory]
    [InlineData("01jbt3wq5e0000000000000001")]
    [InlineData("a/b\\c#d?e%f'g_h\u0000i\u007fj\u009f \t\n")]
    [InlineData("n\u00e4\u5b57\ud83d\ude00")]
    [MemberData(nameof(Odd))]
    public void Encode_AnyText_IsAKeyThatReadsBack(string text)
    {
        var key = TableKeys.Encode(text);

        Assert.Matches("^[A-Za-z0-9.@+:_-]+$", key);
        Assert.Equal(text, TableKeys.Decode(key));
    }

    [Fact]
    public void Encode_LongerThanAKeyCanBe_IsShortAndItsOwn()
    {
        var (one, other) = (TableKeys.Encode(new string('\u5b57', 600)), TableKeys.Encode(new string('\u5b57', 601)));

        Assert.True(one.Length <= 512);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void Sortable_FromTheFirstTimeToTheLast_SortsAsTheTimesDo()
    {
        Instant[] times = [Instant.MinValue, Instant.FromUtc(1969, 12, 31, 23, 59), Instant.FromUnixTimeTicks(0), Instant.FromUtc(2026, 11, 3, 14, 13), Instant.MaxValue];
        var keys = times.Select(t => TableKeys.Ordered(TableKeys.Floor(t), "a")).ToList();

        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        Assert.Equal(times[3], TableKeys.Time(TableKeys.ReadOrdered(keys[3]).Number));
    }
}
