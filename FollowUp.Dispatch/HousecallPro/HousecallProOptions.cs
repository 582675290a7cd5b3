namespace FollowUp.Dispatch.HousecallPro;

/// <summary>How to reach Housecall Pro: section <c>FollowUp:Dispatch:HousecallPro</c>.</summary>
public sealed class HousecallProOptions
{
    /// <summary>The API.</summary>
    public Uri Api { get; set; } = new("https://api.housecallpro.com/");

    /// <summary>The company's API key. A secret.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The scheme before the key: <c>Token</c> for an API key.</summary>
    public string Scheme { get; set; } = "Token";

    /// <summary>Who is assigned to new jobs, ids of employees; nobody when empty.</summary>
    public IList<string> EmployeeIds { get; } = [];

    /// <summary>The arrival window told to the customer, in minutes.</summary>
    public int ArrivalWindowMinutes { get; set; }
}
