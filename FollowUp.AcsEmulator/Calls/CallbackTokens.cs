using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FollowUp.AcsEmulator.Hosting;
using FollowUp.AcsEmulator.Rest;
using FollowUp.AcsEmulator.Time;

namespace FollowUp.AcsEmulator.Calls;

/// <summary>
/// RS256 tokens for callbacks: issuer of the public service, audience the resource id, five minutes, and the metadata that lets
/// receivers check them (how-tos/call-automation/includes/secure-webhook-endpoint-csharp.md).
/// </summary>
internal sealed class CallbackTokens(AcsEmulatorOptions options, IEmulatorScheduler scheduler, IdSource ids) : IDisposable
{
    public const string Issuer = "https://acscallautomation.communication.azure.com";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    // Making a key takes a good part of a second, so all emulators of a process sign with one.
    private static readonly RSAParameters KeyOfTheProcess = RSA.Create(2048).ExportParameters(includePrivateParameters: true);
    private readonly RSA _key = RSA.Create(KeyOfTheProcess);
    private readonly string _keyId = ids.Short();

    public string Create()
    {
        var now = scheduler.UtcNow;
        var head = Part(new { alg = "RS256", kid = _keyId, typ = "JWT" });
        var body = Part(new
        {
            iss = Issuer,
            aud = options.ResourceId,
            jti = ids.New(),
            iat = now.ToUnixTimeSeconds(),
            nbf = now.ToUnixTimeSeconds(),
            exp = (now + Lifetime).ToUnixTimeSeconds(),
        });
        var signed = $"{head}.{body}";
        return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>The OpenID configuration of an emulator reached at <paramref name="baseUri"/>.</summary>
    public static object Metadata(string baseUri) => new Dictionary<string, object>
    {
        ["issuer"] = Issuer,
        ["jwks_uri"] = $"{baseUri}/calling/keys",
        ["response_types_supported"] = new[] { "code" },
        ["subject_types_supported"] = new[] { "public" },
        ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
    };

    public object Keys()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return new
        {
            keys = new[]
            {
                new { kty = "RSA", use = "sig", alg = "RS256", kid = _keyId, n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) },
            },
        };
    }

    public void Dispose() => _key.Dispose();

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value, EmulatorJson.Options));
}
