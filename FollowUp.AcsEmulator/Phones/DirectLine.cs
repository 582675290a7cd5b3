namespace FollowUp.AcsEmulator.Phones;

/// <summary>Two phones in a call without the application: after a redirect, a transfer, or phone to phone.</summary>
internal sealed class DirectLine(PhoneBook book, Dialler dialler, Phone one, Phone other) : ILine
{
    public void Keys(Phone phone, string keys) => book.Note(Peer(phone), "heardTones", keys);

    public void Speech(Phone phone, string text) => book.Note(Peer(phone), "heard", text);

    public void Left(Phone phone) => dialler.Release(Peer(phone), $"{phone.Number} hung up");

    private Phone Peer(Phone phone) => phone == one ? other : one;
}
