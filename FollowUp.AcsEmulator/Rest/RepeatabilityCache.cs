using System.Collections.Concurrent;

namespace FollowUp.AcsEmulator.Rest;

/// <summary>
/// "the client can make the request multiple times with the same Repeatability-Request-Id and get back an appropriate response
/// without the server executing the request multiple times" (communicationservicescallautomation.json, azure-rest-api-specs).
/// </summary>
internal sealed class RepeatabilityCache
{
    private readonly ConcurrentDictionary<string, Lazy<Task<AcsResponse>>> _responses = new(StringComparer.OrdinalIgnoreCase);

    public async Task<AcsResponse> RunAsync(string operation, AcsRequest request, Func<Task<AcsResponse>> handle)
    {
        var id = request.Http.Request.Headers["Repeatability-Request-ID"].ToString();
        if (id.Length == 0)
            return await handle();
        if (!request.Http.Request.Headers.ContainsKey("Repeatability-First-Sent"))
            throw AcsError.BadRequest("Repeatability-First-Sent must be specified with Repeatability-Request-ID.");
        var key = $"{operation}/{request.Http.Request.Path}/{id}";
        var response = await _responses.GetOrAdd(key, _ => new Lazy<Task<AcsResponse>>(handle)).Value;
        return response with { Headers = new Dictionary<string, string>(response.Headers) { ["Repeatability-Result"] = "accepted" } };
    }
}
