namespace FollowUp.Azure;

/// <summary>x</summary>
public static class AzureSetup
{
}
