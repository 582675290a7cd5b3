namespace FollowUp.Dispatch.Wire;

/// <summary>An access token and how long it lasts.</summary>
internal sealed record AccessToken(string Value, TimeSpan Lifetime);

/// <summary>Keeps one access token until it runs out or is refused. Only one caller fetches at a time: a refresh token may work only once.</summary>
internal sealed class AccessTokens(TimeProvider time, Func<CancellationToken, Task<AccessToken>> fetch) : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim turn = new(1);
    private (string Value, DateTimeOffset Until)? held;

    /// <summary>Does something with a token; once more with a new one when the first is refused.</summary>
    public async Task<T> UseAsync<T>(Func<string, Task<T>> use, CancellationToken cancellation)
    {
        var token = await GetAsync(refused: null, cancellation);
        try
        {
            return await use(token);
        }
        catch (BoardException e) when (e.Fault == BoardFault.Token)
        {
            return await use(await GetAsync(refused: token, cancellation));
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<string> GetAsync(string? refused, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            if (held is { } there && there.Value != refused && there.Until > time.GetUtcNow()) return there.Value;
            held = null;
            var token = await fetch(cancellation);
            var margin = token.Lifetime > 2 * Margin ? Margin : TimeSpan.Zero;
            held = (token.Value, time.GetUtcNow() + token.Lifetime - margin);
            return token.Value;
        }
        finally
        {
            turn.Release();
        }
    }
}
