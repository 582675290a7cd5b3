namespace FollowUp.Api.Calls;

/// <summary>Speaks in a call that is up. Without one in the container, calls are not spoken in.</summary>
public interface ICallVoice
{
    /// <summary>Says something to the person and waits for one key.</summary>
    Task AskAsync(string callConnectionId, string number, string text, CancellationToken cancellation);

    /// <summary>Ends the call for everybody.</summary>
    Task HangUpAsync(string callConnectionId, CancellationToken cancellation);
}
