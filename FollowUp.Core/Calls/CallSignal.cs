using System.Collections.Immutable;

namespace FollowUp.Core.Calls;

/// <summary>Something that was told of a call, or found out about it. The set is closed.</summary>
public abstract record CallSignal
{
    private CallSignal()
    {
    }

    /// <summary>The carrier took our request to pick up or to place the call.</summary>
    public sealed record Taken(string ConnectionId) : CallSignal;

    /// <summary>It did not: the caller is gone.</summary>
    public sealed record Refused : CallSignal;

    /// <summary>Both ends are there.</summary>
    public sealed record Connected(string ConnectionId) : CallSignal;

    /// <summary>The call has ended, or never came about. Codes are SIP's with the carrier's own subcodes.</summary>
    public sealed record Disconnected(bool WasPlaced, int? Code, int? SubCode, string? Detail) : CallSignal;

    /// <summary>A phone of the business rings.</summary>
    public sealed record Rang(string Phone, string Invitation) : CallSignal;

    /// <summary>A phone of the business picked up.</summary>
    public sealed record Joined(string Phone) : CallSignal;

    /// <summary>A phone of the business did not.</summary>
    public sealed record NotJoined(string Phone) : CallSignal;

    /// <summary>Somebody came or went; who is there has to be asked.</summary>
    public sealed record Moved : CallSignal;

    /// <summary>Who is in the call, E.164.</summary>
    public sealed record Present(ImmutableArray<string> Phones) : CallSignal;

    /// <summary>A question was answered.</summary>
    public sealed record Heard(string Context, string Choice) : CallSignal;

    /// <summary>A question was met with silence, or with something that is no answer.</summary>
    public sealed record NotHeard(string Context) : CallSignal;

    /// <summary>A question could not be asked.</summary>
    public sealed record NotAsked(string Context) : CallSignal;

    /// <summary>Words were said to their end, or could not be.</summary>
    public sealed record Said(string Context) : CallSignal;

    /// <summary>The person was put through.</summary>
    public sealed record Transferred : CallSignal;

    /// <summary>The person could not be put through.</summary>
    public sealed record NotTransferred : CallSignal;

    /// <summary>What is said is being recorded, under the carrier's id.</summary>
    public sealed record Recorded(string RecordingId) : CallSignal;

    /// <summary>Nothing was told of the call until its time was up.</summary>
    public sealed record TimedOut : CallSignal;
}
