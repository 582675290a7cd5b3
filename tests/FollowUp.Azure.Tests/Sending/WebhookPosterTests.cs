using System.Net;
using System.Text;
using FollowUp.Azure.Sending;
using FollowUp.Azure.Webhooks;
using FollowUp.Core.Carriers;

namespace FollowUp.Azure.Tests.Sending;

public sealed class WebhookPosterTests
{
    private readonly ManualTime time = new();

    [Fact]
    public async Task Send_CarriesTheTouchAsKeyAndASignature()
    {
        var web = new FakeWeb();
        Assert.IsType<SendResult.Sent>(await SendAsync(web));

        var request = web.Requests.Single();
        Assert.Equal(Touches.Id, request.Headers.GetValues("Idempotency-Key").Single());
        Assert.Equal("""{"touchId":"lead1-1-0.0-0","leadId":"lead1","text":"won"}""", web.Bodies.Single());
        Assert.Equal(
            WebhookPoster.Sign("secret", Touches.Id, request.Headers.GetValues("webhook-timestamp").Single(), Encoding.UTF8.GetBytes(web.Bodies[0])),
            request.Headers.GetValues("webhook-signature").Single());
    }

    /// <summary>Worked out apart, with another program: <c>printf 'id.1.body' | openssl dgst -sha256 -hmac key -binary | base64</c>.</summary>
    [Fact]
    public void Sign_KnownInput_GivesTheKnownSignature() =>
        Assert.Equal("v1,sYA3/+8KvyXbe4KAKZy0QWKFoLKSHDq/QWu0xQZyY7s=", WebhookPoster.Sign("key", "id", "1", "body"u8));

    [Fact]
    public async Task Send_BusyThenTaken_SendsTheSameKeyAgain()
    {
        var web = new FakeWeb(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));

        Assert.IsType<SendResult.Sent>(await SendAsync(web));
        Assert.Equal([Touches.Id, Touches.Id], web.Requests.Select(r => r.Headers.GetValues("Idempotency-Key").Single()));
    }

    [Theory]
    [InlineData(404, "crm.example answered 404")]
    [InlineData(302, "crm.example answered 302: redirects are not followed")]
    public async Task Send_Refused_FailsInPlainWords(int status, string words) =>
        Assert.Equal(new SendResult.Failed(words), await SendAsync(new FakeWeb(new HttpResponseMessage((HttpStatusCode)status))));

    [Fact]
    public async Task Send_ServerError_IsInDoubt() =>
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(new FakeWeb(new HttpResponseMessage(HttpStatusCode.InternalServerError))));

    [Theory]
    [InlineData("http://crm.example/hook")]
    [InlineData("file:///etc/passwd")]
    [InlineData("crm.example")]
    public async Task Send_AddressThatIsNotHttps_Fails(string url)
    {
        var web = new FakeWeb();

        Assert.IsType<SendResult.Failed>(await SendAsync(web, url));
        Assert.Empty(web.Requests);
    }

    private Task<SendResult> SendAsync(FakeWeb web, string url = "https://crm.example/hook") =>
        new WebhookPoster(new HttpClient(web), new WebhookOptions { WebhookSigningKey = "secret" }, time, new Tries(time))
            .SendAsync(Touches.Webhook(url), CancellationToken.None);
}
