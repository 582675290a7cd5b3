using System.IdentityModel.Tokens.Jwt;
using FollowUp.AcsEmulator.Phones;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace FollowUp.AcsEmulator.Tests;

/// <summary>Checks a callback as receivers do, with the library the documentation names.</summary>
public sealed class TokenTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(299, true)]
    [InlineData(301, false)]
    public async Task Token_OfACallback_IsValidForFiveMinutes(int secondsLater, bool valid)
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Phones.SetBehaviour(EmulatorHost.Ana, new PhoneBehaviour { Ring = RingAction.Answer });
        await host.CreateCallAsync();
        await host.AdvanceAsync(5);
        var metadata = await OpenIdConnectConfigurationRetriever.GetAsync(
            new Uri(host.Url, "/calling/.well-known/acsopenidconfiguration").ToString(), new HttpDocumentRetriever { RequireHttps = false }, default);
        var sent = host.One("CallConnected").At.UtcDateTime;
        var result = await new JwtSecurityTokenHandler().ValidateTokenAsync(host.One("CallConnected").Headers.Authorization.ToString()["Bearer ".Length..],
            new TokenValidationParameters
            {
                ValidIssuer = metadata.Issuer,
                ValidAudience = host.Options.ResourceId,
                IssuerSigningKeys = metadata.SigningKeys,
                LifetimeValidator = (from, to, _, _) => sent.AddSeconds(secondsLater) >= from && sent.AddSeconds(secondsLater) <= to,
            });
        Assert.Equal(valid, result.IsValid);
        Assert.Equal("https://acscallautomation.communication.azure.com", metadata.Issuer);
    }
}
