using FollowUp.Core.Numbering;

namespace FollowUp.Core.Tests.Numbering;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+15125550143", "+15125550143")]
    [InlineData("15125550143", "+15125550143")]
    [InlineData("5125550143", "+15125550143")]
    [InlineData("(512) 555-0143", "+15125550143")]
    [InlineData("512.555.0143", "+15125550143")]
    [InlineData(" 512 555 0143 ", "+15125550143")]
    [InlineData("1-512-555-0143", "+15125550143")]
    [InlineData("512\u2011555\u20110143", "+15125550143")] // non-breaking hyphens, as pasted from a web page
    [InlineData("4:+15125550143", "+15125550143")] // raw id of ACS
    [InlineData("4:15125550143", "+15125550143")] // the same without the plus, as seen in events
    [InlineData("4:442079460018", "+442079460018")]
    [InlineData("+44 20 7946 0018", "+442079460018")]
    [InlineData("+1 876 555 0143", "+18765550143")]
    [InlineData("+1 833 555 0100", "+18335550100")]
    [InlineData("+4930123456", "+4930123456")]
    [InlineData("+12345678", "")] // 1 is North America: ten digits must follow
    public void TryNormalize_NumberAsWritten_GivesE164(string text, string expected)
    {
        Assert.Equal(expected.Length > 0, PhoneNumber.TryNormalize(text, out var e164, out var error));
        Assert.Equal(expected, e164);
        Assert.Equal(expected.Length > 0, error.Length == 0);
    }

    [Theory]
    [InlineData(null, "the phone number is missing")]
    [InlineData("  ", "the phone number is missing")]
    [InlineData("+", "the phone number has no digits")]
    [InlineData("+1 199 555 0143", "the area code 199 does not exist")]
    [InlineData("199 555 0143", "the area code 199 does not exist")]
    [InlineData("999-555-0143", "the area code 999 does not exist")]
    [InlineData("512-155-0143", "the three digits after the area code cannot be 155: they start with 2 to 9")]
    [InlineData("+1512555014", "a North American number has 10 digits after the 1, this one has 9")]
    [InlineData("555-0143", "the number has 7 digits; write it with its area code, as in 512 555 0143")]
    [InlineData("442079460018", "write a number from outside North America with + and its country code, as in +44 20 7946 0018")]
    [InlineData("+0442079460", "no country code starts with 0")]
    [InlineData("+4412345", "an international number has 8 to 15 digits, this one has 7")]
    [InlineData("+4412345678901234", "an international number has 8 to 15 digits, this one has 16")]
    [InlineData("512-555-0143 x12", "a phone number cannot contain \"x\"")]
    [InlineData("512+5550143", "a phone number cannot contain \"+\"")]
    [InlineData("٥١٢٥٥٥٠١٤٣", "a phone number cannot contain \"٥\"")]
    [InlineData("8:acs:0000", "a phone number cannot contain \":\"")]
    public void TryNormalize_WrongNumber_SaysWhatIsWrong(string? text, string expected)
    {
        Assert.False(PhoneNumber.TryNormalize(text, out var e164, out var error));
        Assert.Equal("", e164);
        Assert.Equal(expected, error);
    }

    [Fact]
    public void TryNormalize_VeryLongText_IsRefused()
    {
        Assert.False(PhoneNumber.TryNormalize(new string('1', 100_000), out _, out var error));
        Assert.Equal("this is too long for a phone number", error);
    }

    [Theory]
    [InlineData("+15125550143", "(512) 555-0143")]
    [InlineData("+442079460018", "+442079460018")]
    [InlineData("", "")]
    public void Display_Number_IsWrittenForPeople(string e164, string expected) =>
        Assert.Equal(expected, PhoneNumber.Display(e164));
}
