using FollowUp.Core.Carriers;

namespace FollowUp.Testing.Engine;

/// <summary>A carrier that writes down what it is handed and says what the test wants.</summary>
public sealed class RecordingCarrier : ICarrier<Outbound>
{
    private readonly List<Outbound> sent = [];

    /// <summary>All that was handed over, in order.</summary>
    public IReadOnlyList<Outbound> Sent
    {
        get
        {
            lock (sent) return [.. sent];
        }
    }

    /// <summary>What is said to a message; an exception is one that nobody can say whether it left after.</summary>
    public Func<Outbound, Task<SendResult>> Answer { get; set; } = _ => Task.FromResult<SendResult>(new SendResult.Sent(null));

    /// <summary>The same carrier on every channel.</summary>
    public CarrierSet Everywhere => new(this, this, this, this, this, this);

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(Outbound message, CancellationToken cancellation)
    {
        lock (sent) sent.Add(message);
        return Answer(message);
    }
}
