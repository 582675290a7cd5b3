using Azure;
using Azure.Identity;
using FollowUp.Azure.Sending;
using FollowUp.Core.Carriers;

namespace FollowUp.Azure.Tests.Sending;

public sealed class FaultTests
{
    private readonly ManualTime time = new();

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Run_NotNowThenTaken_IsSentAfterAWait(int status)
    {
        var (tries, result) = await RunAsync(Touches.Failure(status), null);

        Assert.Equal((2, new SendResult.Sent("m")), (tries, result));
        Assert.InRange(Assert.Single(time.Waits), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Run_NotNowForEver_IsBusyAfterThreeTries()
    {
        var (tries, result) = await RunAsync(Touches.Failure(429, "Too many requests."), Touches.Failure(429, "Too many requests."), Touches.Failure(429, "Too many requests."), null);

        Assert.Equal((3, new SendResult.Busy("Too many requests.", 0)), (tries, result));
        Assert.Equal(2, time.Waits.Count);
    }

    [Fact]
    public async Task Run_AskedToWaitALittle_WaitsThatLong()
    {
        var (tries, result) = await RunAsync(Touches.Failure(429, "Slow down.", "3"), null);

        Assert.Equal((2, new SendResult.Sent("m")), (tries, result));
        Assert.Equal([TimeSpan.FromSeconds(3)], time.Waits);
    }

    [Theory]
    [InlineData("60", 60)]
    [InlineData("Tue, 03 Nov 2026 14:15:20 GMT", 120)]
    public async Task Run_AskedToWaitLong_LetsTheDeciderPlanIt(string retryAfter, int seconds)
    {
        var (tries, result) = await RunAsync(Touches.Failure(429, "Slow down.", retryAfter), null);

        Assert.Equal((1, new SendResult.Busy("Slow down.", seconds)), (tries, result));
        Assert.Empty(time.Waits);
    }

    [Theory]
    [InlineData(400, "The phone number is not valid.", "The phone number is not valid.")]
    [InlineData(404, "", "Azure answered 404 (Code)")]
    [InlineData(403, "Denied.", "FollowUp is not allowed to send texts: Denied.")]
    public async Task Run_RefusedForGood_FailsInPlainWords(int status, string message, string words)
    {
        var (tries, result) = await RunAsync(Touches.Failure(status, message));

        Assert.Equal((1, new SendResult.Failed(words)), (tries, result));
    }

    [Fact]
    public async Task Run_NeverLeft_IsTriedAgain()
    {
        var unreachable = new HttpRequestException(HttpRequestError.ConnectionError, "refused");
        Assert.Equal((2, new SendResult.Sent("m")), await RunAsync(Touches.Failure(0, "refused", null, unreachable), null));
        Assert.Equal((2, new SendResult.Sent("m")), await RunAsync(new HttpRequestException(HttpRequestError.NameResolutionError, "no such host"), null));
        Assert.Equal((2, new SendResult.Sent("m")), await RunAsync(new CredentialUnavailableException("no identity"), null));
    }

    public static TheoryData<Exception> InDoubt => new(
        new TaskCanceledException("The operation was cancelled because it exceeded the configured timeout."),
        Touches.Failure(500), Touches.Failure(502), Touches.Failure(504),
        Touches.Failure(0, "reset", null, new HttpRequestException(HttpRequestError.ResponseEnded, "reset")),
        new IOException("The connection was reset."));

    [Theory]
    [MemberData(nameof(InDoubt))]
    public async Task Run_MayHaveLeft_ThrowsAndTriesNoMore(Exception failure)
    {
        Assert.Same(failure, await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(failure, null)));
        Assert.Empty(time.Waits);
    }

    /// <summary>Fails in turn; null is the try that succeeds.</summary>
    private async Task<(int Tries, SendResult Result)> RunAsync(params Exception?[] failures)
    {
        var tries = 0;
        var result = await new Tries(time).RunAsync(
            Touches.Id, "texts",
            _ => failures[tries++] is { } failure ? Task.FromException<SendResult>(failure) : Task.FromResult<SendResult>(new SendResult.Sent("m")),
            CancellationToken.None);
        return (tries, result);
    }
}
