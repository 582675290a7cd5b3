using FollowUp.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.FileProviders;

namespace FollowUp.Functions.Http;

/// <summary>
/// The same routes as in every other host, run inside one function. The worker has a pipeline of its own, which nobody can add to
/// and which has routed the request to the function already; so this one routes it again, by its full path.
/// https://github.com/Azure/azure-functions-dotnet-worker/blob/main/extensions/Worker.Extensions.Http.AspNetCore/src/FunctionsHostBuilderExtensions.cs
/// </summary>
public sealed class ApiPipeline(IServiceProvider services, string webFiles)
{
    private readonly Lazy<RequestDelegate> pipeline = new(() => Build(services, webFiles));

    /// <summary>The pipeline with the web app's files beside the app.</summary>
    public ApiPipeline(IServiceProvider services)
        : this(services, Path.Combine(AppContext.BaseDirectory, "wwwroot"))
    {
    }

    /// <summary>Answers a request. Its services, which the worker disposes of, are left as they are.</summary>
    public Task AnswerAsync(HttpContext http)
    {
        // Routing does nothing for a request that has an endpoint, and the function's route values are no parameters of ours.
        http.SetEndpoint(null);
        http.Request.RouteValues = new RouteValueDictionary();
        return pipeline.Value(http);
    }

    private static RequestDelegate Build(IServiceProvider services, string webFiles)
    {
        var app = new ApplicationBuilder(services);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        if (Directory.Exists(webFiles))
        {
            var files = new PhysicalFileProvider(webFiles);
            app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
            app.UseStaticFiles(new StaticFileOptions { FileProvider = files });
        }
        app.UseRouting();
        app.UseEndpoints(routes => routes.MapFollowUpApi());
        return app.Build();
    }
}
