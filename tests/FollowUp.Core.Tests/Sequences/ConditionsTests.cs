using FollowUp.Core.Sequences;

namespace FollowUp.Core.Tests.Sequences;

public class ConditionsTests
{
    [Theory]
    [InlineData("new", "eq", "NEW", true)]
    [InlineData("new", "eq", "won", false)]
    [InlineData(null, "eq", "", true)]
    [InlineData("new", "ne", "won", true)]
    [InlineData(null, "ne", "won", true)]
    [InlineData("new", "ne", "new", false)]
    [InlineData("x", "exists", null, true)]
    [InlineData("", "exists", null, false)]
    [InlineData(null, "exists", null, false)]
    [InlineData(null, "missing", null, true)]
    [InlineData("x", "missing", null, false)]
    [InlineData("missed-call, vip", "contains", "VIP", true)]
    [InlineData("missed-call", "contains", "missed", false)]
    [InlineData(null, "contains", "vip", false)]
    [InlineData("new", "in", "won, new", true)]
    [InlineData("ne", "in", "won, new", false)]
    [InlineData(null, "in", "won", false)]
    [InlineData("10", "gt", "9", true)]
    [InlineData("10", "gt", "10", false)]
    [InlineData("10", "gte", "10.0", true)]
    [InlineData("9", "lt", "10", true)]
    [InlineData("10", "lte", "10", true)]
    [InlineData("b", "gt", "a", true)]
    [InlineData(null, "lt", "10", false)]
    [InlineData(null, "gte", "0", false)]
    public void Hold_Operator_ComparesAsItsNameSays(string? actual, string op, string? value, bool expected) =>
        Assert.Equal(expected, Conditions.Hold([new("lead.x", op, value)], _ => actual));

    [Fact]
    public void Hold_Several_NeedsAll()
    {
        Condition yes = new("a", "exists"), no = new("a", "missing");

        Assert.True(Conditions.Hold([yes, yes], _ => "x"));
        Assert.False(Conditions.Hold([yes, no], _ => "x"));
        Assert.True(Conditions.Hold([], _ => null));
    }
}
