using System.Diagnostics;
using Azure.Core;
using FollowUp.Core.Engine;
using FollowUp.Functions.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Moq;

namespace FollowUp.Functions.Tests.Hosting;

public sealed class TelemetryExportTests
{
    [Theory]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")] // as the host sends it unless it speaks OpenTelemetry itself
    public async Task StartAsync_InvocationOfTheHost_HasTheEnginesSpansInItsTrace(string traceParent)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(new Mock<TokenCredential>().Object);
        services.AddFollowUpFunctions(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["FollowUp:Profile"] = "sample",
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=http://127.0.0.1:9/",
        }).Build());
        await using var provider = services.BuildServiceProvider();
        foreach (var service in provider.GetServices<IHostedService>()) await service.StartAsync(default);

        // As the worker does it: src/DotNetWorker.Core/Diagnostics/Telemetry of azure-functions-dotnet-worker.
        using var worker = new ActivitySource("Microsoft.Azure.Functions.Worker");
        Assert.True(ActivityContext.TryParse(traceParent, null, out var host));
        using var invocation = worker.StartActivity("Invoke", ActivityKind.Server, host);
        using var span = Telemetry.Source.StartActivity("record");

        Assert.Equal(host.TraceId, span!.TraceId);
        Assert.Equal(invocation!.SpanId, span.ParentSpanId);
        Assert.True(invocation.Recorded && span.Recorded);
    }
}
