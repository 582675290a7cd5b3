namespace FollowUp.Dispatch.Tests;

public sealed class PostalAddressTests
{
    [Theory]
    [InlineData("100 Congress Ave, Austin, TX 78701", "100 Congress Ave", "Austin", "TX", "78701")]
    [InlineData("100 Congress Ave, Suite 5, Austin, tx 78701-1234, USA", "100 Congress Ave, Suite 5", "Austin", "TX", "78701-1234")]
    [InlineData("1 Main St\nDallas, TX 75201", "1 Main St", "Dallas", "TX", "75201")]
    [InlineData("the blue house", "the blue house", null, null, null)]
    public void Read_AnAddress_TakesItApartWhenItIsWhole(string text, string street, string? city, string? state, string? zip) =>
        Assert.Equal(new PostalAddress(street, city, state, zip), PostalAddress.Read(text));
}
