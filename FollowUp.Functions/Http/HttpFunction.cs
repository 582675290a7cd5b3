using FollowUp.Functions.Orchestration;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FollowUp.Functions.Http;

/// <summary>Every request to the app. The platform's own paths (/admin, /runtime) are matched before functions and never come here.</summary>
public sealed class HttpFunction(ApiPipeline pipeline, DurableLink link)
{
    /// <summary>Runs a request through the API, which checks keys itself: webhooks have other ones than people.</summary>
    [Function("Http")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete", "options", Route = "{*path}")] HttpRequest request,
        [DurableClient] DurableTaskClient client)
    {
        link.Client = client;
        await pipeline.AnswerAsync(request.HttpContext);

        // The answer is written; a function that returns nothing at all is logged as one that forgot to.
        return Results.Empty;
    }
}
