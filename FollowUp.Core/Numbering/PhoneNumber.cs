namespace FollowUp.Core.Numbering;

/// <summary>Telephone numbers as people and carriers write them, brought to E.164 ("+15125550143").</summary>
public static class PhoneNumber
{
    // Far more than 15 digits with their punctuation; keeps pasted letters from being scanned.
    private const int MaxTextLength = 64;

    /// <summary>
    /// Reads a number. North American numbers may come with or without "+" and "1" and must have an existing area code;
    /// numbers of other countries need "+" and 8 to 15 digits. The raw id of Azure Communication Services ("4:+1512...") is
    /// read as well. Never throws.
    /// </summary>
    /// <param name="text">The number as written.</param>
    /// <param name="e164">"+" and digits, or "" when the result is false.</param>
    /// <param name="error">What is wrong in plain words, or "" when the result is true.</param>
    public static bool TryNormalize(string? text, out string e164, out string error)
    {
        e164 = "";
        error = "";
        var rest = text.AsSpan().Trim();
        if (rest.IsEmpty)
            return Fail("the phone number is missing", out error);
        if (rest.Length > MaxTextLength)
            return Fail("this is too long for a phone number", out error);

        // A raw id is always a full number, even where a carrier has dropped the plus.
        var international = rest.StartsWith("4:", StringComparison.Ordinal);
        if (international)
            rest = rest[2..];
        if (rest.StartsWith("+", StringComparison.Ordinal))
        {
            international = true;
            rest = rest[1..];
        }

        Span<char> digits = stackalloc char[MaxTextLength];
        var count = 0;
        foreach (var c in rest)
        {
            if (char.IsAsciiDigit(c))
                digits[count++] = c;
            else if (!IsPunctuation(c))
                return Fail($"a phone number cannot contain \"{c}\"", out error);
        }

        return Read(digits[..count], international, out e164, out error);
    }

    /// <summary>A number for people to read: "(512) 555-0143" within North America, else unchanged.</summary>
    public static string Display(string e164)
    {
        ArgumentNullException.ThrowIfNull(e164);
        return e164.Length == 12 && e164.StartsWith("+1", StringComparison.Ordinal)
            ? $"({e164.AsSpan(2, 3)}) {e164.AsSpan(5, 3)}-{e164.AsSpan(8)}"
            : e164;
    }

    private static bool Read(ReadOnlySpan<char> digits, bool international, out string e164, out string error)
    {
        e164 = "";
        if (digits.IsEmpty)
            return Fail("the phone number has no digits", out error);
        if (digits[0] == '1' && (international || digits.Length == 11))
            return ReadNorthAmerican(digits[1..], out e164, out error);
        if (!international && digits.Length == 10)
            return ReadNorthAmerican(digits, out e164, out error);
        if (!international)
        {
            return Fail(
                digits.Length < 10
                    ? $"the number has {digits.Length} digits; write it with its area code, as in 512 555 0143"
                    : "write a number from outside North America with + and its country code, as in +44 20 7946 0018",
                out error);
        }

        if (digits[0] == '0')
            return Fail("no country code starts with 0", out error);
        if (digits.Length is < 8 or > 15)
            return Fail($"an international number has 8 to 15 digits, this one has {digits.Length}", out error);
        e164 = $"+{digits}";
        error = "";
        return true;
    }

    private static bool ReadNorthAmerican(ReadOnlySpan<char> digits, out string e164, out string error)
    {
        e164 = "";
        if (digits.Length != 10)
            return Fail($"a North American number has 10 digits after the 1, this one has {digits.Length}", out error);
        if (AreaCodes.FindCode(digits[..3]) is null)
            return Fail($"the area code {digits[..3]} does not exist", out error);
        if (digits[3] is '0' or '1')
            return Fail($"the three digits after the area code cannot be {digits[3..6]}: they start with 2 to 9", out error);
        e164 = $"+1{digits}";
        error = "";
        return true;
    }

    // Dashes and spaces of every width come with pasted text.
    private static bool IsPunctuation(char c) =>
        c is '(' or ')' or '-' or '.' or '/' || char.IsWhiteSpace(c) || c is >= '\u2010' and <= '\u2015' or '\u2212' or '\u202A' or '\u202C';

    private static bool Fail(string reason, out string error)
    {
        error = reason;
        return false;
    }
}
