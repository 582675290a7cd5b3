namespace FollowUp.AcsEmulator.Calls;

/// <summary>
/// Codes and subcodes of includes/codes/pstn.md and includes/codes/call-automation-sdk.md in the troubleshooting pages, and of the
/// event code tables in how-tos/call-automation (MicrosoftDocs/azure-docs).
/// </summary>
internal sealed record CallResult(int Code, int SubCode, string Message)
{
    public static readonly CallResult Success = new(200, 0, "Action completed successfully.");

    public static readonly CallResult NoAnswer = new(480, 560480, "No answer from the called user.");
    public static readonly CallResult Busy = new(486, 560486, "The called number was busy.");
    public static readonly CallResult Declined = new(603, 560603, "Call declined by the recipient.");
    public static readonly CallResult NotFound = new(404, 560404, "Phone number not found.");
    public static readonly CallResult TimedOut = new(408, 560408, "The called party didn't respond to a call establishment message within the prescribed time period.");
    public static readonly CallResult Cancelled = new(487, 560487, "The caller terminated the call request.");
    public static readonly CallResult BadCallerId = new(403, 510403, "Call blocked: alternate ID not supplied for the call, or not a number of the resource.");
    public static readonly CallResult TooManyCalls = new(603, 560603, "Call declined due to fraud detection: more concurrent calls than the number allows.");

    public static readonly CallResult InboundEnded = new(0, 540000, "Normal PSTN call end: user ended the call.");
    public static readonly CallResult OutboundEnded = new(0, 560000, "Normal PSTN call end: user ended the call.");
    public static readonly CallResult EndedByApplication = new(200, 7000, "The conversation has ended.");

    public static readonly CallResult OperationCanceled = new(400, 8508, "Action failed, the operation was canceled.");
    public static readonly CallResult InitialSilence = new(400, 8510, "Action failed, initial silence timeout reached.");
    public static readonly CallResult InterDigitTimeout = new(400, 8532, "Action failed, inter-digit silence timeout reached.");
    public static readonly CallResult IncorrectTone = new(400, 8534, "Action failed, incorrect tone entered.");
    public static readonly CallResult SpeechNotMatched = new(400, 8547, "Action failed, recognized phrase does not match a valid option.");
    public static readonly CallResult StopTone = new(200, 8514, "Action completed as stop tone was detected.");
    public static readonly CallResult MaxDigits = new(200, 8531, "Action completed, max digits received.");
    public static readonly CallResult ToneMatched = new(200, 8533, "Action completed, DTMF option matched.");
    public static readonly CallResult SpeechMatched = new(200, 8545, "Action completed, speech option matched.");
    public static readonly CallResult SpeechRecognized = new(200, 8569, "Action completed, speech recognized.");
    public static readonly CallResult EmptySource = new(400, 8582, "Action failed, play source text or SSML is empty.");
    public static readonly CallResult InvitationNotFound = new(404, 8522, "The invitation was not found.");
}
