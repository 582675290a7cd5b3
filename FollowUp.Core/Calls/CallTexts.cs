using FollowUp.Core.Business;

namespace FollowUp.Core.Calls;

/// <summary>What the product itself says in calls.</summary>
internal static class CallTexts
{
    public const string Again = "Sorry, I did not get that. ";

    public const string Connecting = "One moment please, I am putting you through.";

    public const string NobodyFree = "Nobody is free this very moment. We will call you back right away. Goodbye.";

    public const string Thanks = "Thank you. Goodbye.";

    public const string OptedOut = "You will get no more calls or messages from us. Goodbye.";

    public static string Waiting(BusinessProfile business) => $"Thank you for calling {business.Name}. One moment please, we are finding somebody for you.";

    public static string Whisper(BusinessProfile business, CallRecord call) =>
        $"A call for {business.Name}, from {call.Label ?? "a withheld number"}. Press 1 to take it.";

    /// <summary>Whoever is recorded is told before (two-party consent: for one, California Penal Code 632).</summary>
    public static string Greeting(BusinessProfile business, BusinessNumber number, CallRecord call)
    {
        var promise = call.Person.Length == 0 ? "Please call again later." : "We are texting you at this number: just reply, and we will help you there.";
        return (number.Greeting ?? $"You have reached {business.Name}. Sorry that we cannot take your call right now. {promise}")
            + (TakesMessage(number, call) ? " Or leave a message after this. It will be recorded." : "");
    }

    /// <summary>The message of a caller without a number would be in nobody's conversation.</summary>
    public static bool TakesMessage(BusinessNumber number, CallRecord call) => number.TakesMessages && call.Person.Length > 0;

    /// <summary>A key that stops automated calls has to be named in each (47 CFR 64.1200(b)(3)).</summary>
    public static string WayOut(string key) => $" Press {key} to get no more calls from us.";
}
