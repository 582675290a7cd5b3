using NodaTime;

namespace FollowUp.Core.Calls;

/// <summary>How a call that we placed came to its end, from the codes that the carrier gives.</summary>
public static class CallEnds
{
    private const int MaxHangUps = 5;
    private static readonly Duration HangingUp = Duration.FromSeconds(30);

    /// <summary>What follows once we have hung up.</summary>
    internal static CallStep Ending(CallRecord call, CallSignal signal, Instant now) => signal switch
    {
        CallSignal.Disconnected => new(call with { Stage = CallStage.Over }, []),
        CallSignal.TimedOut => HangUp(call, now),
        _ => new(call, []),
    };

    /// <summary>Hangs up, and does so again until the carrier says that the call is over.</summary>
    internal static CallStep HangUp(CallRecord call, Instant now) => call.ConnectionId is null || call.HangUps == MaxHangUps
        ? new(call with { Stage = CallStage.Over }, [])
        : new(call with { Stage = CallStage.Ending, DueAt = now + HangingUp, HangUps = call.HangUps + 1 }, [new CallCommand.HangUp()]);

    /// <summary>
    /// The disposition. Codes are SIP's; of the subcodes only 10024 tells more: every phone of the callee declined.
    /// https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/troubleshooting-codes
    /// </summary>
    /// <param name="wasPlaced">Whether the call came about at all: false for CreateCallFailed.</param>
    /// <param name="code">The code of resultInformation; null when there was none, which a plain hang-up has.</param>
    /// <param name="subCode">Its subcode.</param>
    public static string DispositionOf(bool wasPlaced, int? code, int? subCode) => (code, subCode) switch
    {
        (null or 0 or (>= 200 and < 300), _) => wasPlaced ? "answered" : "failed",
        (486 or 600, _) => "busy",
        (603, _) or (487, 10024) => "declined",
        (408 or 480 or 487, _) => "no_answer",
        _ => "failed",
    };
}
