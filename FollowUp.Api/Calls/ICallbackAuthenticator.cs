namespace FollowUp.Api.Calls;

/// <summary>Tells whether a callback of Call Automation comes from there. Without one in the container, callbacks are refused.</summary>
public interface ICallbackAuthenticator
{
    /// <summary>Judges the Authorization header of a callback.</summary>
    Task<bool> IsGenuineAsync(string? authorization, CancellationToken cancellation);
}
