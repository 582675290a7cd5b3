using FollowUp.AcsEmulator.Rest;

namespace FollowUp.AcsEmulator.Sms;

internal static class SmsErrors
{
    /// <summary>Delivery report details by code: includes/codes/sms-sdk.md of the troubleshooting pages (MicrosoftDocs/azure-docs).</summary>
    public static string Details(int code) => code switch
    {
        4000 => "Message is rejected due to fraud detection.",
        4001 => "Message is rejected due to invalid Source/From number format",
        4002 => "Message is rejected due to invalid Destination/To number format.",
        4003 => "Message failed to deliver due to unsupported destination.",
        4004 => "Message failed to deliver since Destination/To number doesn't exist.",
        4005 => "Message blocked by Destination carrier.",
        4006 => "The Destination/To number isn't reachable.",
        4007 => "The Destination/To number opted out of receiving messages from you.",
        4008 => "You exceeded the maximum number of messages allowed for your profile.",
        4009 => "Message rejected by Microsoft Entitlement System.",
        4010 => "Message was blocked due to the toll-free number not being verified.",
        4020 => "Message rejected by the carrier due to a volumetric violation.",
        5000 => "Message failed to deliver. Reach out Microsoft support team for more details.",
        5001 => "Message failed to deliver due to temporary unavailability of application/system.",
        5002 => "Carrier does not support delivery report",
        _ => "Message failed to deliver due to unknown error/failure.",
    };

    /// <summary>Validation failures of this API are problem details with the field in <c>errors</c>, not the usual error object.</summary>
    public static AcsError Invalid(string field, string message) => new(400, "BadRequest", message)
    {
        Body = new ValidationProblem(
            "https://tools.ietf.org/html/rfc9110#section-15.5.1", "One or more validation errors occurred.", 400,
            new Dictionary<string, string[]> { [field] = [message] }),
    };

    /// <summary>A number of someone else answers 401: smsClient.send tests of sdk/communication/communication-sms (azure-sdk-for-js).</summary>
    public static AcsError NotOwned() => new(401, "Unauthorized", "The from number does not belong to the resource.");

    private sealed record ValidationProblem(string Type, string Title, int Status, IReadOnlyDictionary<string, string[]> Errors);
}
