namespace FollowUp.AcsEmulator.Phones;

internal static class PhoneNumbers
{
    private static readonly string[] TollFree = ["800", "833", "844", "855", "866", "877", "888"];

    /// <summary>E.164, and ten national digits in the North American plan.</summary>
    public static bool IsValid(string? number) =>
        number is ['+', >= '1' and <= '9', ..] && number.Length is >= 8 and <= 16 && number[1..].All(char.IsAsciiDigit)
        && (number[1] != '1' || number.Length == 12);

    public static bool IsTollFree(string number) => number.StartsWith("+1", StringComparison.Ordinal) && TollFree.Contains(number[2..5]);

    /// <summary>SMS events name numbers without the plus, see the samples in event-grid/communication-services-telephony-sms-events.md.</summary>
    public static string Bare(string number) => number.TrimStart('+');
}
