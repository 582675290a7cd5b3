using FollowUp.AcsEmulator.Rest;

namespace FollowUp.AcsEmulator.Calls;

/// <summary>"Most common Call Automation error codes", includes/codes/call-automation-sdk.md: the subcode is the code of the error body.</summary>
internal static class CallErrors
{
    public static AcsError CallNotFound() => new(404, "8522", "Call not found.");

    public static AcsError ParticipantNotFound() => new(404, "8522", "Participant not found.");

    public static AcsError Invalid(string message) => new(400, "8523", message);

    public static AcsError NotEstablished() => new(400, "8501", "Action is invalid when call is not in Established state.");

    public static AcsError MissingCognitiveServices() =>
        new(405, "8522", "Cognitive Services endpoint is missing. Set it when answering or creating the call.");

    public static AcsError OnlyUsersCanBeMuted() => new(400, "8523", "Only ACS users can be muted.");

    public static Uri CallbackUri(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw Invalid("The field CallbackUri is invalid.");
}
