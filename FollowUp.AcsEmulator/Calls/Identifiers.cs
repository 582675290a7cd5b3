namespace FollowUp.AcsEmulator.Calls;

// CommunicationIdentifierModel of communicationservicescallautomation.json (azure-rest-api-specs).

internal sealed record CommunicationIdentifier(
    string? Kind = null, string? RawId = null, PhoneNumberIdentifier? PhoneNumber = null, CommunicationUserIdentifier? CommunicationUser = null)
{
    private const string PhonePrefix = "4:";

    /// <summary>What the emulator calls this party: the number for phones, the raw id for anyone else. Empty when it names nobody.</summary>
    internal string Key => PhoneNumber?.Value ?? CommunicationUser?.Id ?? KeyOf(RawId ?? "");

    internal bool IsPhone => Key.StartsWith('+');

    /// <summary>Raw ids of phones are the number behind "4:", concepts/identifiers.md (MicrosoftDocs/azure-docs).</summary>
    public static string KeyOf(string rawId) => rawId.StartsWith(PhonePrefix, StringComparison.Ordinal) ? rawId[PhonePrefix.Length..] : rawId;

    public static CommunicationIdentifier Of(string key) => key.StartsWith('+')
        ? new CommunicationIdentifier("phoneNumber", PhonePrefix + key, new PhoneNumberIdentifier(key))
        : new CommunicationIdentifier("communicationUser", key, null, new CommunicationUserIdentifier(key));
}

internal sealed record PhoneNumberIdentifier(string Value);

internal sealed record CommunicationUserIdentifier(string Id);
