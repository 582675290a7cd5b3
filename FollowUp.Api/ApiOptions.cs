namespace FollowUp.Api;

/// <summary>Who may call the API.</summary>
public sealed class ApiOptions
{
    /// <summary>The key of everything but health and webhooks; without one, nobody but this machine may call.</summary>
    public string? Key { get; set; }

    /// <summary>The secret in the URL of the Event Grid subscription, as <c>?code=</c>.</summary>
    public string? WebhookKey { get; set; }

    /// <summary>Whether requests from this machine need no key.</summary>
    public bool AllowLoopback { get; set; }
}
