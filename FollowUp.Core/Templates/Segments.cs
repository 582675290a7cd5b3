namespace FollowUp.Core.Templates;

/// <summary>How a text is cut into billed segments.</summary>
/// <param name="Encoding"><c>GSM-7</c> or <c>UCS-2</c>.</param>
/// <param name="Units">Length in units of that encoding (septets, UTF-16 units).</param>
/// <param name="Count">Billed segments.</param>
public readonly record struct Segments(string Encoding, int Units, int Count)
{
    // 3GPP TS 23.038, basic character set and its extension table (escape + one more septet).
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extension = "\f^{}\\[~]|€";

    /// <summary>Counts the segments of a text (3GPP TS 23.038 and 23.040: 160/153 septets, 70/67 UCS-2 units).</summary>
    public static Segments Of(string text)
    {
        var septets = 0;
        foreach (var c in text)
        {
            if (Basic.Contains(c, StringComparison.Ordinal)) septets++;
            else if (Extension.Contains(c, StringComparison.Ordinal)) septets += 2;
            else return new("UCS-2", text.Length, Parts(text.Length, 70, 67));
        }
        return new("GSM-7", septets, Parts(septets, 160, 153));
    }

    private static int Parts(int units, int single, int part) => units <= single ? 1 : (units + part - 1) / part;
}
