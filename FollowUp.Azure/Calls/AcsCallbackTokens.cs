using FollowUp.Api.Calls;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace FollowUp.Azure.Calls;

/// <summary>
/// Validates the token that signs each callback of Call Automation:
/// https://learn.microsoft.com/azure/communication-services/how-tos/call-automation/secure-webhook-endpoint
/// </summary>
public sealed partial class AcsCallbackTokens : ICallbackAuthenticator
{
    /// <summary>Who signs.</summary>
    public const string Issuer = "https://acscallautomation.communication.azure.com";

    /// <summary>Where the keys are found.</summary>
    public const string Metadata = Issuer + "/calling/.well-known/acsopenidconfiguration";

    private const string Scheme = "Bearer ";

    // A token lives five minutes; clocks that differ by more than one are not to be trusted with it.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private readonly JsonWebTokenHandler handler = new();
    private readonly TokenValidationParameters parameters;
    private readonly ILogger logger;

    /// <summary>Makes a validator.</summary>
    /// <param name="audience">The immutable id of the communication resource.</param>
    /// <param name="http">Fetches the metadata and the keys.</param>
    /// <param name="time">Tells whether a token has expired.</param>
    /// <param name="logger">Hears why a callback was refused.</param>
    /// <param name="issuer">Who signs, when it is not Azure.</param>
    /// <param name="metadata">Where the keys are found, when it is not Azure; plain HTTP only on this machine.</param>
    public AcsCallbackTokens(
        string audience, HttpClient http, TimeProvider time, ILogger<AcsCallbackTokens> logger, string issuer = Issuer, string metadata = Metadata)
    {
        this.logger = logger;
        parameters = new()
        {
            ValidIssuer = issuer,
            ValidAudience = audience,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ValidateIssuerSigningKey = true,
            // Knows the keys, and fetches them anew when a token names one it does not know.
            ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
                metadata, new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever(http) { RequireHttps = !new Uri(metadata).IsLoopback }),
            LifetimeValidator = (from, until, _, _) => IsAlive(from, until, time.GetUtcNow().UtcDateTime),
        };
    }

    /// <inheritdoc/>
    public async Task<bool> IsGenuineAsync(string? authorization, CancellationToken cancellation)
    {
        if (authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) != true) return false;
        var result = await handler.ValidateTokenAsync(authorization[Scheme.Length..].Trim(), parameters);
        if (!result.IsValid) Refused(logger, result.Exception?.GetType().Name ?? "unknown");
        return result.IsValid;
    }

    private static bool IsAlive(DateTime? from, DateTime? until, DateTime now) =>
        until is { } end && now <= end + Skew && (from is not { } begin || now >= begin - Skew);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call's callback was refused: {Reason}")]
    private static partial void Refused(ILogger logger, string reason);
}
