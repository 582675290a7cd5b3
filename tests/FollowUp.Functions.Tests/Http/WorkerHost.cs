using FollowUp.Functions.Hosting;
using FollowUp.Functions.Http;
using FollowUp.Functions.Orchestration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Moq;

namespace FollowUp.Functions.Tests.Http;

/// <summary>
/// The worker's HTTP side on a real socket: forwarded headers, routing to the function's own endpoint, the invocation's services in
/// place of the request's, and the function on another flow than the request. Read from Azure/azure-functions-dotnet-worker,
/// extensions/Worker.Extensions.Http.AspNetCore/src: FunctionsHostBuilderExtensions, WorkerRequestServicesMiddleware,
/// FunctionsEndpointDataSource, FunctionsHttpProxyingMiddleware.
/// </summary>
internal sealed class WorkerHost : IAsyncDisposable
{
    private readonly IHost host;

    private WorkerHost(IHost host)
    {
        this.host = host;
        var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new() { BaseAddress = new(address), Timeout = TimeSpan.FromSeconds(30) };
    }

    public HttpClient Client { get; }

    public static async Task<WorkerHost> StartAsync(Action<IServiceCollection> parts)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["FollowUp:Profile"] = "sample", ["FollowUp:Key"] = "the-key", ["FollowUp:WebhookKey"] = "the-webhook-key",
        }).Build();
        var host = new HostBuilder().ConfigureWebHost(web => web
            .UseKestrel()
            .UseUrls("http://127.0.0.1:0")
            .ConfigureServices(services =>
            {
                services.AddLogging();
                services.Configure<ForwardedHeadersOptions>(o => o.ForwardedHeaders = ForwardedHeaders.All);
                services.AddFollowUpFunctions(configuration);
                parts(services);
            })
            .Configure(app =>
            {
                app.UseForwardedHeaders();
                app.UseRouting();
                app.Use(UseInvocationServicesAsync);
                app.UseEndpoints(routes => routes.Map("/{*path}", InvokeFunctionAsync).WithMetadata(new HttpMethodMetadata(Methods)));
            })).Build();
        await host.StartAsync();
        return new(host);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await host.StopAsync();
        host.Dispose();
    }

    /// <summary>The methods of the function's own trigger.</summary>
    private static string[] Methods => typeof(HttpFunction).GetMethod(nameof(HttpFunction.RunAsync))!.GetParameters()[0]
        .GetCustomAttributes(false).OfType<Microsoft.Azure.Functions.Worker.HttpTriggerAttribute>().Single().Methods!;

    private static async Task UseInvocationServicesAsync(HttpContext http, RequestDelegate next)
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        http.Features.Set<IServiceProvidersFeature>(new RequestServicesFeature(http, null) { RequestServices = scope.ServiceProvider });
        await next(http);
    }

    private static async Task InvokeFunctionAsync(HttpContext http)
    {
        var function = ActivatorUtilities.CreateInstance<HttpFunction>(http.RequestServices);
        Task<IResult> invocation;
        using (ExecutionContext.SuppressFlow())
            invocation = Task.Run(() => function.RunAsync(http.Request, new Mock<DurableTaskClient>("client").Object));
        await (await invocation).ExecuteAsync(http);
        if (http.RequestServices.GetRequiredService<DurableLink>().Client is null) throw new InvalidOperationException("The function did not keep the client.");
    }
}
