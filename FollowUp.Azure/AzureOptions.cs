namespace FollowUp.Azure;

/// <summary>
/// Where Azure is, section <c>Azure</c> of the configuration. On Azure, addresses are enough: the app's managed identity opens them.
/// Connection strings are for local runs. Beside it: <c>Links</c> (<see cref="Api.Links.LinkOptions"/>), <c>Notifications</c>
/// (<see cref="Notifications.NotificationOptions"/>) and <c>Webhooks</c> (<see cref="Webhooks.WebhookOptions"/>).
/// As environment variables, two underscores stand for each colon: <c>Azure__Communication__Endpoint</c>.
/// </summary>
public sealed class AzureOptions
{
    /// <summary><c>Azure:Storage</c>: where leads are kept.</summary>
    public StorageOptions Storage { get; set; } = new();

    /// <summary><c>Azure:Communication</c>: the communication resource.</summary>
    public CommunicationOptions Communication { get; set; } = new();

    /// <summary><c>Azure:ClientId</c>: the client id of a user-assigned identity; the app's own identity when it is empty.</summary>
    public string? ClientId { get; set; }
}

/// <summary>Where leads are kept. When neither address nor connection string is given, it is the storage of the Functions host.</summary>
public sealed class StorageOptions
{
    /// <summary><c>Azure:Storage:TableUri</c>, such as <c>https://followup.table.core.windows.net</c>.</summary>
    public Uri? TableUri { get; set; }

    /// <summary><c>Azure:Storage:ConnectionString</c>; wins over the address.</summary>
    public string? ConnectionString { get; set; }

    /// <summary><c>Azure:Storage:TablePrefix</c>: letters and digits before each table's name.</summary>
    public string TablePrefix { get; set; } = "";

    /// <summary><c>Azure:Storage:CreateTables</c>: whether missing tables are made at the start, for five operations.</summary>
    public bool CreateTables { get; set; } = true;
}

/// <summary>The communication resource.</summary>
public sealed class CommunicationOptions
{
    /// <summary><c>Azure:Communication:Endpoint</c>, such as <c>https://followup.unitedstates.communication.azure.com</c>.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary><c>Azure:Communication:ConnectionString</c>; wins over the address.</summary>
    public string? ConnectionString { get; set; }

    /// <summary><c>Azure:Communication:ResourceId</c>: the resource's immutable id, the audience of callbacks.</summary>
    public string? ResourceId { get; set; }

    /// <summary><c>Azure:Communication:CallbackIssuer</c>: who signs callbacks, when it is an emulator.</summary>
    public string CallbackIssuer { get; set; } = Calls.AcsCallbackTokens.Issuer;

    /// <summary><c>Azure:Communication:CallbackMetadata</c>: where their keys are found, when it is an emulator.</summary>
    public string CallbackMetadata { get; set; } = Calls.AcsCallbackTokens.Metadata;
}
