namespace FollowUp.AcsEmulator.Rest;

/// <summary>
/// One of the three public APIs with the versions it answers: those in Azure/azure-rest-api-specs
/// (specification/communication/data-plane) that the pinned JavaScript clients and the .NET clients
/// Azure.Communication.Sms 1.0.1, .Email 1.0.1 and .CallAutomation 1.3.0 send, and their neighbours.
/// </summary>
internal sealed record ApiFamily(string Name, IReadOnlySet<string> Versions)
{
    public static readonly ApiFamily Sms = new("sms", new HashSet<string>
    {
        "2021-03-07", "2024-12-10-preview", "2025-05-29-preview", "2025-08-01-preview", "2025-09-17", "2026-01-23",
    });

    public static readonly ApiFamily Email = new("email", new HashSet<string>
    {
        "2023-03-31", "2024-07-01-preview", "2025-09-01",
    });

    public static readonly ApiFamily Calls = new("calls", new HashSet<string>
    {
        "2023-03-06", "2023-10-15", "2024-04-15", "2024-09-15", "2025-05-15", "2026-03-12",
    });

    /// <summary>The body is the one seen in Azure/Communication issue 159.</summary>
    public string Check(HttpRequest request)
    {
        var version = request.Query["api-version"].ToString();
        if (version.Length == 0)
            throw new AcsError(400, "ApiVersionUnspecified", "An API version is required, but was not specified.");
        if (!Versions.Contains(version))
            throw new AcsError(400, "UnsupportedApiVersion",
                $"The HTTP resource that matches the request URI '{request.Scheme}://{request.Host}{request.Path}' does not support the API version '{version}'.");
        return version;
    }
}
