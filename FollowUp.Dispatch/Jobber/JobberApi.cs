using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using FollowUp.Dispatch.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FollowUp.Dispatch.Jobber;

/// <summary>
/// Jobber's GraphQL endpoint. Pages: https://developer.getjobber.com/docs/building_your_app/app_authorization/ (tokens),
/// https://developer.getjobber.com/docs/building_your_app/refresh_token_rotation/ and
/// https://developer.getjobber.com/docs/using_jobbers_api/api_rate_limits (cost, <c>THROTTLED</c>, 429).
/// </summary>
internal sealed class JobberApi : IDisposable
{
    internal const string Client = "jobber";
    internal const string Title = "Jobber";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private readonly IHttpClientFactory clients;
    private readonly JobberOptions options;
    private readonly RefreshTokens refresh;
    private readonly AccessTokens tokens;

    public JobberApi(IHttpClientFactory clients, IOptions<JobberOptions> options, TimeProvider time, ILogger<JobberApi> log)
    {
        (this.clients, this.options) = (clients, options.Value);
        refresh = new(this.options, log);
        tokens = new(time, RefreshAsync);
    }

    /// <summary>Asks, and gives the data of the answer.</summary>
    public async Task<JsonElement> AskAsync(string query, object variables, CancellationToken cancellation)
    {
        Needed.All(
            Title, "Jobber", (nameof(options.ClientId), options.ClientId), (nameof(options.ClientSecret), options.ClientSecret),
            (nameof(options.RefreshToken), options.RefreshToken));
        var answer = await tokens.UseAsync(
            token =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Api, "graphql")) { Content = JsonContent.Create(new { query, variables }, options: Json) };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                request.Headers.Add("X-JOBBER-GRAPHQL-VERSION", options.Version);
                return BoardWire.SendAsync(clients.CreateClient(Client), Title, request, cancellation);
            },
            cancellation);
        foreach (var error in answer.Items("errors"))
        {
            if (error.Get("extensions")?.Text("code") == "THROTTLED")
                throw new BoardException(BoardFault.Busy, $"{Title} asks us to slow down.", Refill(answer));
            throw new BoardException(BoardFault.Lasting, $"{Title} refused the booking: {error.Text("message")?.TrimEnd('.')}.");
        }
        return answer.Get("data") ?? throw new BoardException(BoardFault.Passing, $"{Title} gave an answer without data.");
    }

    /// <summary>Changes something, and gives the mutation's payload.</summary>
    public async Task<JsonElement> ChangeAsync(string mutation, string name, object variables, CancellationToken cancellation)
    {
        var payload = (await AskAsync(mutation, variables, cancellation)).Get(name)
            ?? throw new BoardException(BoardFault.Passing, $"{Title} did not say what became of the booking.");
        var wrong = string.Join("; ", payload.Items("userErrors").Select(e => e.Text("message")?.TrimEnd('.')));
        return wrong.Length == 0 ? payload : throw new BoardException(BoardFault.Lasting, $"{Title} refused the booking: {wrong}.");
    }

    public void Dispose() => tokens.Dispose();

    private async Task<AccessToken> RefreshAsync(CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Api, "oauth/token"))
        {
            Content = new FormUrlEncodedContent(
            [
                new("client_id", options.ClientId), new("client_secret", options.ClientSecret), new("grant_type", "refresh_token"),
                new("refresh_token", await refresh.CurrentAsync(cancellation)),
            ]),
        };
        var answer = await Grants.AskAsync(clients.CreateClient(Client), Title, request, cancellation);
        // Kept before anything else can go wrong: the one before may not work any more.
        if (answer.Text("refresh_token") is { Length: > 0 } next) await refresh.KeepAsync(next);
        return Grants.Read(answer, Title, TimeSpan.FromHours(1));
    }

    /// <summary>How long until the bucket holds what the query costs.</summary>
    private static TimeSpan? Refill(JsonElement answer)
    {
        if (answer.Get("extensions")?.Get("cost") is not { } cost || cost.Get("throttleStatus") is not { } bucket) return null;
        var missing = Number(cost, "requestedQueryCost") - Number(bucket, "currentlyAvailable");
        return Number(bucket, "restoreRate") is > 0 and var rate && missing > 0 ? TimeSpan.FromSeconds(Math.Ceiling(missing / rate)) : null;
    }

    private static double Number(JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : 0;
}
