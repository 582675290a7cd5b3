using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using FollowUp.Core.Engine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace FollowUp.Functions.Hosting;

/// <summary>Sends the engine's own traces and measures to Application Insights, as long as the app runs.</summary>
internal sealed class TelemetryExport(string connectionString, TokenCredential credential) : IHostedService, IDisposable
{
    // TraceConstants.cs of https://github.com/Azure/azure-functions-dotnet-worker
    private const string WorkerSource = "Microsoft.Azure.Functions.Worker";

    private TracerProvider? traces;
    private MeterProvider? measures;

    /// <summary>Adds the export when Application Insights is configured; without it the app runs all the same.</summary>
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        if (configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is { Length: > 0 } connectionString)
            services.AddHostedService(s => new TelemetryExport(connectionString, s.GetRequiredService<TokenCredential>()));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The worker's span of an invocation has the host's request for its parent, and ours have it for theirs. The sampler comes after
        // the exporter, which sets one: it would drop what is below a request that the host does not call sampled, and it calls none so.
        traces = Sdk.CreateTracerProviderBuilder().AddSource(Telemetry.Name, WorkerSource)
            .AddAzureMonitorTraceExporter(o => o.ConnectionString = connectionString, credential).SetSampler(new AlwaysOnSampler()).Build();
        measures = Sdk.CreateMeterProviderBuilder().AddMeter(Telemetry.Name)
            .AddAzureMonitorMetricExporter(o => o.ConnectionString = connectionString, credential).Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        traces?.ForceFlush();
        measures?.ForceFlush();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        traces?.Dispose();
        measures?.Dispose();
    }
}
