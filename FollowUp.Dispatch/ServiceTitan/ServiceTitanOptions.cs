namespace FollowUp.Dispatch.ServiceTitan;

/// <summary>How to reach ServiceTitan: section <c>FollowUp:Dispatch:ServiceTitan</c>.</summary>
public sealed class ServiceTitanOptions
{
    /// <summary>The API; the integration environment's is <c>https://api-integration.servicetitan.io/</c>.</summary>
    public Uri Api { get; set; } = new("https://api.servicetitan.io/");

    /// <summary>Where tokens come from; the integration environment's is <c>https://auth-integration.servicetitan.io/</c>.</summary>
    public Uri Auth { get; set; } = new("https://auth.servicetitan.io/");

    /// <summary>The id of the company's account.</summary>
    public string? Tenant { get; set; }

    /// <summary>The number of the booking provider set up for us.</summary>
    public string? BookingProvider { get; set; }

    /// <summary>The key of our application, sent as <c>ST-App-Key</c>. A secret.</summary>
    public string? AppKey { get; set; }

    /// <summary>The client id that the account's administrator made.</summary>
    public string? ClientId { get; set; }

    /// <summary>Its secret.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The campaign that bookings count for.</summary>
    public long? CampaignId { get; set; }

    /// <summary>The business unit that bookings go to.</summary>
    public long? BusinessUnitId { get; set; }

    /// <summary>The type of the job.</summary>
    public long? JobTypeId { get; set; }
}
