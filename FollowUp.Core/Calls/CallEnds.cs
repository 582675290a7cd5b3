namespace FollowUp.Core.Calls;

/// <summary>How a call that we placed came to its end, from the codes that the carrier gives.</summary>
public static class CallEnds
{
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
