namespace FollowUp.Dispatch.Tests;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(0, 200, 400)]
    [InlineData(1, 400, 800)]
    [InlineData(2, 800, 1600)]
    public void After_AnAttempt_DoublesAndSpreadsTheUpperHalf(int attempt, int least, int most)
    {
        var waits = Enumerable.Range(0, 200).Select(i => Backoff.After(attempt, "cal-" + i).TotalMilliseconds).ToList();

        Assert.All(waits, w => Assert.InRange(w, least, most));
        Assert.True(waits.Max() - waits.Min() > (most - least) * 0.8, $"{waits.Min()} to {waits.Max()}");
    }

    [Fact]
    public void After_TheSameTryOfTheSameAppointment_IsTheSame() => Assert.Equal(Backoff.After(1, "cal-1"), Backoff.After(1, "cal-1"));

    [Theory]
    [InlineData("100 Congress Ave, Austin, TX 78701", "100 Congress Ave", "Austin", "TX", "78701")]
    [InlineData("100 Congress Ave, Suite 5, Austin, tx 78701-1234, USA", "100 Congress Ave, Suite 5", "Austin", "TX", "78701-1234")]
    [InlineData("1 Main St\nDallas, TX 75201", "1 Main St", "Dallas", "TX", "75201")]
    [InlineData("the blue house", "the blue house", null, null, null)]
    public void Read_AnAddress_TakesItApartWhenItIsWhole(string text, string street, string? city, string? state, string? zip) =>
        Assert.Equal(new PostalAddress(street, city, state, zip), PostalAddress.Read(text));
}
