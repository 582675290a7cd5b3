namespace FollowUp.AcsEmulator.Sms;

/// <summary>3GPP TS 23.038: 160 septets or 70 UCS-2 units in one segment, 153 or 67 in each of several.</summary>
internal static class Segments
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extended = "^{}\\[~]|€\f";

    public static int Count(string text)
    {
        if (!text.All(c => Basic.Contains(c) || Extended.Contains(c)))
            return Split(text.Length, 70, 67);
        return Split(text.Sum(c => Extended.Contains(c) ? 2 : 1), 160, 153);
    }

    private static int Split(int units, int single, int each) => units <= single ? 1 : (units + each - 1) / each;
}
