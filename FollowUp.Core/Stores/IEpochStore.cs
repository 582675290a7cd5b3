namespace FollowUp.Core.Stores;

/// <summary>
/// Counts the runs of a lead's alarm clock, in a host where a run can end and must not be confused with the next: what is sent to
/// a run that is over must not be swallowed on behalf of the one after it.
/// </summary>
public interface IEpochStore
{
    /// <summary>The epoch of a lead's current run; 0 for a lead that never had another, known or not.</summary>
    Task<int> CurrentAsync(string leadId, CancellationToken cancellation);

    /// <summary>
    /// Ends an epoch: the next one is current from now on, for every caller that reads it after this returns. When
    /// <paramref name="seen"/> is over already, nothing changes, so any number of callers may end the same one. Of a lead
    /// that is erased nothing need be written down: nobody rings for it.
    /// </summary>
    /// <param name="leadId">The lead.</param>
    /// <param name="seen">The epoch that is over.</param>
    /// <param name="cancellation">Cancels the write.</param>
    /// <returns>The current epoch.</returns>
    Task<int> NextAsync(string leadId, int seen, CancellationToken cancellation);
}
