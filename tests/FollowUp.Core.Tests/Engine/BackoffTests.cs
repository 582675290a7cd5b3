using FollowUp.Core.Carriers;

namespace FollowUp.Core.Tests.Engine;

public sealed class BackoffTests
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(400);

    [Theory]
    [InlineData(1, 200, 400)]
    [InlineData(2, 400, 800)]
    [InlineData(3, 800, 1600)]
    public void After_ATry_DoublesAndSpreadsTheUpperHalf(int tried, int least, int most)
    {
        var waits = Enumerable.Range(0, 200).Select(i => Backoff.After(tried, "lead" + i + "-1-0.0-0", First).TotalMilliseconds).ToList();

        Assert.All(waits, w => Assert.InRange(w, least, most));
        Assert.True(waits.Max() - waits.Min() > (most - least) * 0.8, $"{waits.Min()} to {waits.Max()}");
        Assert.InRange(waits.Average(), least + ((most - least) * 0.4), least + ((most - least) * 0.6));
    }

    [Fact]
    public void After_TheSameTryOfTheSameTouch_IsTheSame() => Assert.Equal(Backoff.After(1, "a", First), Backoff.After(1, "a", First));

    [Theory]
    [InlineData(7, 7)]
    [InlineData(0.1, 0.2)]
    public void After_WhatTheOtherSideAsksFor_IsTheLeast(double asked, double least) =>
        Assert.InRange(Backoff.After(1, "a", First, TimeSpan.FromSeconds(asked)).TotalSeconds, least, Math.Max(asked, 0.4));

    [Fact]
    public void After_ManyTries_StaysAWaitThatEnds() => Assert.InRange(Backoff.After(1000, "a", First), TimeSpan.FromHours(1), TimeSpan.FromHours(8));
}
