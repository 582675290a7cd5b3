namespace FollowUp.Core.Compliance;

/// <summary>What quiet hours and frequency caps are about. Email is subject to neither.</summary>
public enum OutreachKind
{
    /// <summary>An SMS or MMS.</summary>
    Text,

    /// <summary>A call, a voicemail drop or a synthetic voice.</summary>
    Call,
}
