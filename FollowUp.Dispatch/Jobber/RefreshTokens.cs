using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace FollowUp.Dispatch.Jobber;

/// <summary>
/// The newest refresh token. The one in the configuration is where it began; connecting the app again puts another one there, which counts
/// more than what was kept from the one before.
/// </summary>
internal sealed class RefreshTokens(JobberOptions options, ILogger log)
{
    private string? current;

    public async Task<string> CurrentAsync(CancellationToken cancellation) => current ??= await ReadAsync(cancellation) ?? options.RefreshToken!;

    public async Task KeepAsync(string token)
    {
        if (token == current) return;
        current = token;
        if (options.TokenFile is not { Length: > 0 } file) return;
        try
        {
            var beside = file + ".new";
            await using (var stream = new FileStream(beside, Access()))
                await JsonSerializer.SerializeAsync(stream, new Kept(Origin(), token));
            File.Move(beside, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.TokenNotKept(e, "Jobber", file);
        }
    }

    private async Task<string?> ReadAsync(CancellationToken cancellation)
    {
        if (options.TokenFile is not { Length: > 0 } file || !File.Exists(file)) return null;
        try
        {
            await using var stream = File.OpenRead(file);
            var kept = await JsonSerializer.DeserializeAsync<Kept>(stream, cancellationToken: cancellation);
            return kept?.Origin == Origin() ? kept.Token : null;
        }
        catch (JsonException)
        {
            // Cut off while it was written: the configuration is all there is.
            return null;
        }
    }

    private static FileStreamOptions Access()
    {
        var access = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) access.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return access;
    }

    private string Origin() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(options.RefreshToken!)).AsSpan(0, 8));

    private sealed record Kept(string Origin, string Token);
}
