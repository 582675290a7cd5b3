using System.Security.Cryptography;
using FollowUp.Azure.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FollowUp.Azure.Tests.Calls;

/// <summary>Tokens of keys made here, checked against a metadata server that runs here.</summary>
public sealed class CallbackTokenTests : IAsyncLifetime, IDisposable
{
    private const string Audience = "3bcd7a3e-0b3b-4d6a-9a52-1d6b1b1f2b11";
    private readonly RSA key = RSA.Create(2048);
    private readonly RSA stranger = RSA.Create(2048);
    private readonly ManualTime time = new();
    private readonly WebApplication server;
    private readonly HttpClient http = new();
    private AcsCallbackTokens tokens = null!;

    public CallbackTokenTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.MapGet("/calling/.well-known/acsopenidconfiguration", (HttpRequest request) =>
            new { issuer = AcsCallbackTokens.Issuer, jwks_uri = $"http://{request.Host}/calling/keys" });
        server.MapGet("/calling/keys", () =>
        {
            var parameters = key.ExportParameters(false);
            return new { keys = new[] { new { kty = "RSA", use = "sig", kid = "one", n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) } } };
        });
    }

    public async Task InitializeAsync()
    {
        await server.StartAsync();
        tokens = new(Audience, http, time, NullLogger<AcsCallbackTokens>.Instance, metadata: server.Urls.Single() + "/calling/.well-known/acsopenidconfiguration");
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose()
    {
        key.Dispose();
        stranger.Dispose();
        http.Dispose();
    }

    [Fact]
    public async Task IsGenuine_SignedByAzureForUs_Yes() => Assert.True(await AskAsync(Token()));

    [Theory]
    [InlineData(-5 * 60 - 50, true)]
    [InlineData(-6 * 60 - 10, false)]
    [InlineData(50, true)]
    [InlineData(70, false)]
    public async Task IsGenuine_MadeSecondsAgo_AsLongAsItLives(int madeAfterSeconds, bool genuine) =>
        Assert.Equal(genuine, await AskAsync(Token(madeAfterSeconds: madeAfterSeconds)));

    [Fact]
    public async Task IsGenuine_ForSomebodyElse_No() => Assert.False(await AskAsync(Token(audience: "another resource")));

    [Fact]
    public async Task IsGenuine_OfAnotherIssuer_No() => Assert.False(await AskAsync(Token(issuer: "https://example.com")));

    [Fact]
    public async Task IsGenuine_SignedWithAnotherKeyOfTheSameName_No() =>
        Assert.False(await AskAsync(Token(credentials: new(new RsaSecurityKey(stranger) { KeyId = "one" }, SecurityAlgorithms.RsaSha256))));

    [Fact]
    public async Task IsGenuine_SignedWithThePublicKeyAsASecret_No()
    {
        var secret = new SymmetricSecurityKey(key.ExportSubjectPublicKeyInfo()) { KeyId = "one" };
        Assert.False(await AskAsync(Token(credentials: new(secret, SecurityAlgorithms.HmacSha256))));
    }

    [Fact]
    public async Task IsGenuine_WithAnotherAlgorithm_No() =>
        Assert.False(await AskAsync(Token(credentials: new(new RsaSecurityKey(key) { KeyId = "one" }, SecurityAlgorithms.RsaSha512))));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.")]
    [InlineData("Basic dXNlcjpwYXNz")]
    public async Task IsGenuine_NoTokenAtAll_No(string? header) => Assert.False(await tokens.IsGenuineAsync(header, CancellationToken.None));

    private Task<bool> AskAsync(string token) => tokens.IsGenuineAsync("Bearer " + token, CancellationToken.None);

    private string Token(
        string issuer = AcsCallbackTokens.Issuer, string audience = Audience, int madeAfterSeconds = 0, SigningCredentials? credentials = null)
    {
        var made = time.GetUtcNow().UtcDateTime.AddSeconds(madeAfterSeconds);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer, Audience = audience, IssuedAt = made, NotBefore = made, Expires = made.AddMinutes(5),
            SigningCredentials = credentials ?? new(new RsaSecurityKey(key) { KeyId = "one" }, SecurityAlgorithms.RsaSha256),
        });
    }
}
