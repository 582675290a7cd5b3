// Contract of Azure.Communication.Common 1.3.0; signatures as in Azure/azure-sdk-for-net,
// sdk/communication/Azure.Communication.Common/api/Azure.Communication.Common.net8.0.cs. Teams identifiers are left out, so their raw
// ids come back as UnknownIdentifier here. Raw id prefixes: learn.microsoft.com/azure/communication-services/concepts/identifiers.
namespace Azure.Communication;

public abstract class CommunicationIdentifier : IEquatable<CommunicationIdentifier>
{
    public virtual string RawId => null;

    public abstract bool Equals(CommunicationIdentifier other);

    public override bool Equals(object obj) => Equals(obj as CommunicationIdentifier);

    public override int GetHashCode() => RawId?.GetHashCode() ?? 0;

    public static bool operator ==(CommunicationIdentifier left, CommunicationIdentifier right) => Equals(left, right);

    public static bool operator !=(CommunicationIdentifier left, CommunicationIdentifier right) => !Equals(left, right);

    public static CommunicationIdentifier FromRawId(string rawId)
    {
        ArgumentException.ThrowIfNullOrEmpty(rawId);
        if (rawId.StartsWith("4:", StringComparison.Ordinal))
        {
            return new PhoneNumberIdentifier(rawId[2..], rawId);
        }
        string[] users = ["8:acs:", "8:spool:", "8:dod-acs:", "8:gcch-acs:"];
        return users.Any(prefix => rawId.StartsWith(prefix, StringComparison.Ordinal)) ? new CommunicationUserIdentifier(rawId) : new UnknownIdentifier(rawId);
    }
}

public class PhoneNumberIdentifier : CommunicationIdentifier
{
    private readonly string _rawId;

    public PhoneNumberIdentifier(string phoneNumber, string rawId = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(phoneNumber);
        PhoneNumber = phoneNumber;
        _rawId = rawId;
    }

    public string PhoneNumber { get; }
    public override string RawId => _rawId ?? $"4:{PhoneNumber}";
    public override string ToString() => PhoneNumber;
    public override bool Equals(CommunicationIdentifier other) => other is PhoneNumberIdentifier phone && phone.RawId == RawId;
}

public class CommunicationUserIdentifier : CommunicationIdentifier
{
    public CommunicationUserIdentifier(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        Id = id;
    }

    public string Id { get; }
    public override string RawId => Id;
    public override string ToString() => Id;
    public override bool Equals(CommunicationIdentifier other) => other is CommunicationUserIdentifier user && user.RawId == RawId;
}

public class UnknownIdentifier : CommunicationIdentifier
{
    public UnknownIdentifier(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        Id = id;
    }

    public string Id { get; }
    public override string RawId => Id;
    public override string ToString() => Id;
    public override bool Equals(CommunicationIdentifier other) => other is UnknownIdentifier unknown && unknown.RawId == RawId;
}
