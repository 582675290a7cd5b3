namespace FollowUp.AcsEmulator.Tests;

public sealed class AuthTests
{
    private const string Path = "/sms?api-version=2021-03-07";

    [Fact]
    public async Task Check_SignedRequest_IsAccepted()
    {
        await using var host = await EmulatorHost.StartAsync();
        Assert.Equal(202, (await host.SendSmsAsync()).Status);
    }

    [Fact]
    public async Task Check_WrongKey_Is401WithItsHeaders()
    {
        await using var host = await EmulatorHost.StartAsync();
        var (status, body, response) = await host.SendAsync(HttpMethod.Post, Path, new { }, key: "d3Jvbmc=");
        Assert.Equal(401, status);
        Assert.Equal("Denied", (string)body!["error"]!["code"]!);
        Assert.Equal("HMAC-SHA256", response.Headers.WwwAuthenticate.ToString());
        Assert.Equal("Denied", response.Headers.GetValues("x-ms-error-code").Single());
    }

    [Fact]
    public async Task Check_BodyOtherThanSigned_Is401()
    {
        await using var host = await EmulatorHost.StartAsync();
        Assert.Equal(401, (await host.SendAsync(HttpMethod.Post, Path, new { }, signedBody: "something else")).Status);
    }

    [Theory]
    [InlineData("Authorization", "")]
    [InlineData("Authorization", "Bearer token")]
    [InlineData("Authorization", "HMAC-SHA256 SignedHeaders=host&Signature=x")]
    [InlineData("x-ms-date", "yesterday")]
    [InlineData("x-ms-date", "Tue, 03 Nov 2026 13:00:00 GMT")]
    [InlineData("x-ms-content-sha256", "x")]
    public async Task Check_HeaderOtherThanSigned_Is401(string name, string value)
    {
        await using var host = await EmulatorHost.StartAsync();
        Assert.Equal(401, (await host.SendAsync(HttpMethod.Post, Path, new { }, headers: (name, value))).Status);
    }

    [Theory]
    [InlineData("/sms", "ApiVersionUnspecified")]
    [InlineData("/sms?api-version=1999-01-01", "UnsupportedApiVersion")]
    public async Task Version_MissingOrUnknown_Is400(string path, string code)
    {
        await using var host = await EmulatorHost.StartAsync();
        var (status, body, _) = await host.SendAsync(HttpMethod.Post, path, new { });
        Assert.Equal(400, status);
        Assert.Equal(code, (string)body!["error"]!["code"]!);
    }
}
