using FollowUp.Core.Calls;

namespace FollowUp.Core.Carriers;

/// <summary>Does in calls what is to be done in them. A host without one lets calls ring and records them as missed.</summary>
public interface ICallLine
{
    /// <summary>
    /// Does something, and says what is known at once: an id, who is there. What comes of it is told by a callback. An exception means
    /// that it could not be done.
    /// </summary>
    Task<CallSignal?> DoAsync(CallRecord call, CallCommand command, CancellationToken cancellation);
}
