using System.Text.Json.Nodes;

namespace FollowUp.Functions.Tests.Hosting;

/// <summary>What the build puts beside the app, which is all that a Functions host knows of it.</summary>
public sealed class AppOutputTests
{
    [SdkTheory]
    [InlineData("Http", "httpTrigger", "durableClient", "http")]
    [InlineData("LeadOrchestrator", "orchestrationTrigger")]
    [InlineData("Advance", "activityTrigger")]
    [InlineData("Retire", "activityTrigger", "durableClient")]
    [InlineData("Sweep", "timerTrigger", "durableClient")]
    [InlineData("CallWatch", "timerTrigger", "durableClient")]
    [InlineData("HistoryPurge", "timerTrigger", "durableClient")]
    public void Functions_EachOne_HasItsBindings(string name, params string[] bindings)
    {
        var function = Assert.Single(Read("functions.metadata").AsArray(), f => (string?)f!["name"] == name)!;

        Assert.Equal("FollowUp.Functions.dll", (string?)function["scriptFile"]);
        Assert.Equal(bindings, function["bindings"]!.AsArray().Select(b => (string?)b!["type"]));
    }

    [SdkFact]
    public void Functions_Together_AreTheseAndNoOthers() => Assert.Equal(
        ["Advance", "CallWatch", "HistoryPurge", "Http", "LeadOrchestrator", "Retire", "Sweep"],
        Read("functions.metadata").AsArray().Select(f => (string?)f!["name"]).Order(StringComparer.Ordinal));

    [SdkFact]
    public void Http_Trigger_TakesEveryPathAndMethodAndLeavesKeysToTheApi()
    {
        var trigger = Read("functions.metadata").AsArray().Single(f => (string?)f!["name"] == "Http")!["bindings"]![0]!;

        Assert.Equal(("{*path}", "Anonymous"), ((string?)trigger["route"], (string?)trigger["authLevel"]));
        Assert.Equal(["get", "head", "post", "put", "patch", "delete", "options"], trigger["methods"]!.AsArray().Select(m => (string?)m));
    }

    [SdkFact]
    public void Host_BesideTheApp_FindsItsSettingsItsWorkerAndTheDurableExtension()
    {
        Assert.Equal("", (string?)Read("host.json")["extensions"]!["http"]!["routePrefix"]);
        Assert.Equal("FollowUp.Functions.dll", (string?)Read("worker.config.json")["description"]!["defaultWorkerPath"]);
        var durable = Assert.Single(Read("extensions.json")["extensions"]!.AsArray(), e => (string?)e!["name"] == "DurableTask")!;
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, (string)durable["hintPath"]!)));
    }

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file)))!;

    // A build against the contract of the worker's SDK makes none of these files.
    private static string? WithoutSdk => File.Exists(Path.Combine(AppContext.BaseDirectory, "functions.metadata")) ? null : "This feed lacks the worker's SDK.";

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class SdkFactAttribute : FactAttribute
    {
        public SdkFactAttribute() => Skip = WithoutSdk;
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class SdkTheoryAttribute : TheoryAttribute
    {
        public SdkTheoryAttribute() => Skip = WithoutSdk;
    }
}
