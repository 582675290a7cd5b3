using FollowUp.Api;
using FollowUp.Api.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FollowUp.Functions.Http;

/// <summary>
/// The same routes and the same web app as in every other host, run inside one function. The worker has a pipeline of its own, which
/// nobody can add to and which has routed the request to the function already; so this one routes it again, by its full path.
/// https://github.com/Azure/azure-functions-dotnet-worker/blob/main/extensions/Worker.Extensions.Http.AspNetCore/src/FunctionsHostBuilderExtensions.cs
/// </summary>
public sealed class ApiPipeline(IServiceProvider services)
{
    private readonly Lazy<RequestDelegate> pipeline = new(() => Build(services));

    /// <summary>Answers a request. Its services, which the worker disposes of, are left as they are.</summary>
    public Task AnswerAsync(HttpContext http)
    {
        // Routing does nothing for a request that has an endpoint, and the function's route values are no parameters of ours.
        http.SetEndpoint(null);
        http.Request.RouteValues = new RouteValueDictionary();
        return pipeline.Value(http);
    }

    private static RequestDelegate Build(IServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseRouting();
        app.UseFollowUpWeb();
        app.UseEndpoints(routes => routes.MapFollowUpApi());
        return app.Build();
    }
}
