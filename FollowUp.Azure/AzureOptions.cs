namespace FollowUp.Azure;

/// <summary>
/// Where Azure is: section <c>FollowUp</c> of the configuration, as environment variables <c>FollowUp__TablesEndpoint</c> and so on.
/// On Azure, addresses are enough: the app's managed identity opens them (AZURE_CLIENT_ID says which, when there are several).
/// Connection strings are for local runs. The same section has the settings of <see cref="Api.Links.LinkOptions"/>,
/// <see cref="Notifications.NotificationOptions"/> and <see cref="Webhooks.WebhookOptions"/>.
/// </summary>
public sealed class AzureOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "FollowUp";

    /// <summary>
    /// Where leads are kept, such as <c>https://followup.table.core.windows.net</c>. When neither this nor a connection string is
    /// given, it is the storage of the Functions host (AzureWebJobsStorage).
    /// </summary>
    public Uri? TablesEndpoint { get; set; }

    /// <summary>For local runs; wins over <see cref="TablesEndpoint"/>.</summary>
    public string? TablesConnectionString { get; set; }

    /// <summary>Letters and digits before each table's name.</summary>
    public string TablesPrefix { get; set; } = "";

    /// <summary>Whether missing tables are made at the start, one operation for each.</summary>
    public bool CreateTables { get; set; } = true;

    /// <summary>The communication resource, such as <c>https://followup.unitedstates.communication.azure.com</c>.</summary>
    public Uri? AcsEndpoint { get; set; }

    /// <summary>For local runs; wins over <see cref="AcsEndpoint"/>.</summary>
    public string? AcsConnectionString { get; set; }

    /// <summary>The resource's immutable id (not its ARM id): the audience of Call Automation's callbacks.</summary>
    public string? AcsResourceId { get; set; }

    /// <summary>Who signs callbacks.</summary>
    public string AcsIssuer { get; set; } = Calls.AcsCallbackTokens.Issuer;

    /// <summary>Where the signer's keys are found; the emulator has its own.</summary>
    public string AcsMetadata { get; set; } = Calls.AcsCallbackTokens.Metadata;

    /// <summary>
    /// The AI service that speaks the texts of calls and hears the answers. Without one, calls to the business are not picked up and
    /// count as missed at once, and no call is placed.
    /// </summary>
    public Uri? SpeechEndpoint { get; set; }

    /// <summary>
    /// How many calls are placed from a number at once; two is what Azure allows a new one:
    /// https://learn.microsoft.com/azure/communication-services/concepts/service-limits
    /// </summary>
    public int ConcurrentCalls { get; set; } = 2;
}
