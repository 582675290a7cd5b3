namespace FollowUp.Dispatch.Jobber;

/// <summary>How to reach Jobber: section <c>FollowUp:Dispatch:Jobber</c>.</summary>
public sealed class JobberOptions
{
    /// <summary>The API; <c>graphql</c> and <c>oauth/token</c> are below it.</summary>
    public Uri Api { get; set; } = new("https://api.getjobber.com/api/");

    /// <summary>The version of the schema we were written against, sent as <c>X-JOBBER-GRAPHQL-VERSION</c>.</summary>
    public string Version { get; set; } = "2025-04-16";

    /// <summary>The id of our app in Jobber's Developer Center.</summary>
    public string? ClientId { get; set; }

    /// <summary>Its secret.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The refresh token that the account's administrator got by connecting the app. A secret.</summary>
    public string? RefreshToken { get; set; }

    /// <summary>
    /// The file in which the newest refresh token is kept, for apps with refresh token rotation: with each access token Jobber hands out a new
    /// one and forgets the old. Without a file it lives as long as the process.
    /// </summary>
    public string? TokenFile { get; set; }
}
