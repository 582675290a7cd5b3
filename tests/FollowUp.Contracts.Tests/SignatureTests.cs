using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace FollowUp.Contracts.Tests;

/// <summary>The shapes FollowUp builds on: functions with their triggers, a subclassed orchestration context, a mocked client.</summary>
public sealed class SignatureTests
{
    [Fact]
    public void FunctionsApplication_CreateBuilder_BuildsAHostWithItsServices()
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication();
        builder.Services.AddSingleton("wired");

        using var host = builder.Build();

        Assert.Equal("wired", host.Services.GetRequiredService<string>());
    }

    [Fact]
    public async Task Orchestrator_OnASubclassedContext_RunsItsActivity() =>
        Assert.Equal("advanced lead-1", await Functions.RunAsync(new Context()));

    [Fact]
    public async Task DurableTaskClient_Mocked_TakesTheOverloadsFollowUpUses()
    {
        var client = new Mock<DurableTaskClient>("test");
        client.Setup(c => c.ScheduleNewOrchestrationInstanceAsync(
                new TaskName("Lead"), "in", It.Is<StartOrchestrationOptions>(o => o.InstanceId == "lead@1"), It.IsAny<CancellationToken>()))
            .ReturnsAsync("lead@1");
        client.Setup(c => c.GetInstanceAsync("lead@1", false, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new OrchestrationMetadata("Lead", "lead@1") { RuntimeStatus = OrchestrationRuntimeStatus.Terminated });

        Assert.Equal("lead@1", await client.Object.ScheduleNewOrchestrationInstanceAsync("Lead", "in", new StartOrchestrationOptions("lead@1")));
        Assert.True((await client.Object.GetInstanceAsync("lead@1"))!.IsCompleted);
    }

    private static class Functions
    {
        [Function("Lead")]
        public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var retry = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1), 2));
            return await context.CallActivityAsync<string>("Advance", context.GetInput<string>(), retry);
        }

        [Function("Sweep")]
        public static void Sweep([TimerTrigger("0 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client) { }

        [Function("Advance")]
        public static string Advance([ActivityTrigger] string lead) => lead;

        [Function("Leads")]
        public static void Leads([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "leads")] object request) { }
    }

    private sealed class Context : TaskOrchestrationContext
    {
        public override TaskName Name => "Lead";
        public override string InstanceId => "lead-1@1";
        public override ParentOrchestrationInstance? Parent => null;
        public override DateTime CurrentUtcDateTime => DateTime.UnixEpoch;
        public override bool IsReplaying => false;
        protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;
        public override T GetInput<T>() => (T)(object)"lead-1";
        public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
            Task.FromResult((TResult)(object)$"{name.Name.ToLowerInvariant()}d {input}");
        public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => Task.CompletedTask;
        public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) => new TaskCompletionSource<T>().Task;
        public override void SendEvent(string instanceId, string eventName, object payload) { }
        public override void SetCustomStatus(object? customStatus) { }
        public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
            throw new NotSupportedException();
        public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) { }
        public override Guid NewGuid() => Guid.Empty;
    }
}
