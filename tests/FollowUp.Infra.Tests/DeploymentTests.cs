using System.Text.Json;
using System.Text.RegularExpressions;
using FollowUp.Core.Business;
using FollowUp.Core.Numbering;

namespace FollowUp.Infra.Tests;

public class DeploymentTests
{
    private static readonly string Main = Deployment.BicepFiles["infra/main.bicep"];
    private static readonly string[] Projects =
        [.. new[] { "FollowUp.Functions", "FollowUp.Azure", "FollowUp.Api" }.Select(name => Path.Combine(Deployment.Root, name))];
    private static readonly string App = Deployment.BicepFiles["infra/modules/app.bicep"];

    [Fact]
    public void AppSettings_AllOfThem_AreInTheTableAndNothingElseIs()
    {
        var table = Deployment.Readme[Deployment.Readme.IndexOf("## App settings", StringComparison.Ordinal)..];
        table = table[..table.IndexOf("\n## ", 5, StringComparison.Ordinal)];
        var explained = Regex.Matches(table, @"^\| `(\w+)` \|", RegexOptions.Multiline).Select(match => match.Groups[1].Value);
        Assert.Equal(Deployment.SettingsOf(App).Order(), explained.Order());
    }

    [Fact]
    public void AppSettings_OfFollowUp_AreReadByTheApp()
    {
        var sources = string.Concat(Projects
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}")).Select(File.ReadAllText));
        var unread = Deployment.SettingsOf(App).Where(name => name.StartsWith("FollowUp__", StringComparison.Ordinal))
            .Where(name => !Regex.IsMatch(sources, $@"\b{name["FollowUp__".Length..]}\b"));
        Assert.Empty(unread);
    }

    [Fact]
    public void Modules_EachOne_ExistsAndGetsWhatItAsksFor()
    {
        var modules = Regex.Matches(Main, @"^module \w+ '\./(.+?)' = \{\r?\n(.+?)^\}", RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.Equal(Deployment.BicepFiles.Keys.Count(file => file.StartsWith("infra/modules/", StringComparison.Ordinal)), modules.Count);
        foreach (Match module in modules)
        {
            var parameters = Deployment.ParametersOf(Deployment.BicepFiles["infra/" + module.Groups[1].Value]);
            var body = module.Groups[2].Value;
            var given = Regex.Matches(body[body.IndexOf("params: {", StringComparison.Ordinal)..], @"[{,]?\s(\w+): ").Select(match => match.Groups[1].Value).ToHashSet();
            Assert.Empty(parameters.Where(parameter => !parameter.Value && !given.Contains(parameter.Key)).Select(parameter => module.Groups[1].Value + ": " + parameter.Key));
        }
    }

    [Fact]
    public void Parameters_OfTheDeployment_AreAllGivenAndAllKnown()
    {
        using var file = JsonDocument.Parse(Deployment.Read("infra/main.parameters.json"));
        var given = file.RootElement.GetProperty("parameters").EnumerateObject().Select(parameter => parameter.Name).ToHashSet();
        var declared = Deployment.ParametersOf(Main);
        Assert.Subset(declared.Keys.ToHashSet(), given);
        Assert.Subset(given, declared.Where(parameter => !parameter.Value).Select(parameter => parameter.Key).ToHashSet());
        Assert.Equal(["apiKey", "firstMonth", "linkKey", "webhookKey"], declared.Keys.Except(given).Order());
    }

    [Fact]
    public void Parameters_OfTheFirstDeployment_NeedNobodyToKnowTheMonth()
    {
        // azd asks for what has no value before the hook that stores the month runs.
        Assert.Contains("\"${FOLLOWUP_BUDGET_START=}\"", Deployment.Read("infra/main.parameters.json"));
        Assert.Contains("param firstMonth string = utcNow('yyyy-MM-01')", Main);
        Assert.Contains("startDate: empty(budgetStart) ? firstMonth : budgetStart", Main);
    }

    [Fact]
    public void Hooks_BeforePackaging_BuildTheWebAppWhereTheAssemblyTakesItFrom()
    {
        var yaml = Deployment.Read("azure.yaml");
        var service = Path.Combine(Deployment.Root, Regex.Match(yaml, "project: (.+)").Groups[1].Value);
        var builds = Regex.Matches(yaml, @"run: npm ci --prefix (\S+) .*&& npm run build --prefix (\S+)");
        Assert.Equal(2, builds.Count);

        // A hook of a service runs in the service's folder.
        Assert.All(builds.SelectMany(build => new[] { build.Groups[1].Value, build.Groups[2].Value }),
            folder => Assert.Equal(Path.Combine(Deployment.Root, "FollowUp.Web"), Path.GetFullPath(Path.Combine(service, folder))));
        Assert.Contains("../FollowUp.Web/dist/**", Deployment.Read("FollowUp.Api/FollowUp.Api.csproj"));
    }

    [Fact]
    public void Hooks_AfterDeployment_UseOutputsThatExist()
    {
        var hooks = Deployment.Read("azure.yaml");
        var used = Regex.Matches(hooks, @"\$(?:env:)?(FOLLOWUP_\w+|AZURE_RESOURCE_GROUP)").Select(match => match.Groups[1].Value).ToHashSet();
        used.Remove("FOLLOWUP_BUDGET_START");
        Assert.NotEmpty(used);
        Assert.All(used, name => Assert.Contains($"output {name} string", Main));

        var passed = Regex.Matches(hooks, @"(\w+)=""?\$").Select(match => match.Groups[1].Value).ToHashSet();
        Assert.Equal(Deployment.ParametersOf(Deployment.BicepFiles["infra/events.bicep"]).Keys.Order(), passed.Order());
    }

    [Theory]
    // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
    [InlineData("storageBlobDataOwner", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b")]
    [InlineData("storageBlobDataContributor", "ba92f5b4-2d11-453d-a403-e96b0029c9fe")]
    [InlineData("storageQueueDataContributor", "974c5e8b-45b9-4653-ba55-5f855dd0fb88")]
    [InlineData("storageTableDataContributor", "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3")]
    [InlineData("monitoringMetricsPublisher", "3913510d-42f4-4e42-8a64-420c390055eb")]
    [InlineData("communicationAndEmailServiceOwner", "09976791-48a7-449e-bb21-39d1a415f350")]
    [InlineData("cognitiveServicesUser", "a97b65f3-24c7-4388-baec-2e87135dc908")]
    public void Roles_EachOne_IsTheOneItIsCalled(string name, string id)
    {
        var bicep = string.Concat(Deployment.BicepFiles.Values);
        Assert.Contains($"var {name} = '{id}'", bicep);
        Assert.Contains($"`{id}`", Deployment.Readme);
    }

    [Fact]
    public void Roles_AllOfThem_AreInTheTable()
    {
        var ids = Deployment.BicepFiles.Values.SelectMany(bicep => Regex.Matches(bicep, "'([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})'")).Select(match => match.Groups[1].Value);
        Assert.All(ids, id => Assert.Contains(id, Deployment.Readme));
    }

    [Fact]
    public void Resources_EachTypeAndVersion_IsCited()
    {
        var types = Deployment.BicepFiles.Values.SelectMany(bicep => Regex.Matches(bicep, @"'(Microsoft\.[\w./]+)@([\w-]+)'")).Select(match => (Type: match.Groups[1].Value, Version: match.Groups[2].Value));
        var rows = Deployment.Readme.Split('\n').Where(line => line.StartsWith("| [Microsoft.", StringComparison.Ordinal)).ToList();
        Assert.All(types.Distinct(), cited => Assert.Contains(rows, row =>
            row.TrimEnd().EndsWith($"| {cited.Version} |", StringComparison.Ordinal)
            && (row.Contains($"[{cited.Type}]", StringComparison.Ordinal)
                || (row.Contains($"[{cited.Type[..cited.Type.LastIndexOf('/')]}]", StringComparison.Ordinal)
                    && row.Contains(cited.Type[cited.Type.LastIndexOf('/')..], StringComparison.Ordinal)))));
    }

    [Fact]
    public void Storage_OfTheApp_TakesNoKeysAndNothingCarriesOne()
    {
        Assert.Contains("allowSharedKeyAccess: false", Deployment.BicepFiles["infra/modules/storage.bicep"]);
        Assert.DoesNotContain("listKeys", string.Concat(Deployment.BicepFiles.Values));
    }

    [Fact]
    public void Subscription_ForCalls_TriesTwiceWithinAMinuteForOurNumbersOnly()
    {
        var events = Deployment.BicepFiles["infra/events.bicep"];
        var calls = events[events.IndexOf("resource calls", StringComparison.Ordinal)..events.IndexOf("resource messages", StringComparison.Ordinal)];
        Assert.Contains("includedEventTypes: ['Microsoft.Communication.IncomingCall']", calls);
        Assert.Contains("maxDeliveryAttempts: 2, eventTimeToLiveInMinutes: 1 ", calls);
        Assert.Contains("key: 'data.to.rawId', values: numbers", calls);
    }

    [Theory]
    [InlineData("+18335550100")]
    [InlineData("18335550100")]
    [InlineData("(833) 555-0100")]
    [InlineData("833.555.0100")]
    [InlineData("+1 833/555-0100")]
    [InlineData("4:+18335550100")]
    public void Subscription_ForCalls_NumberAsPeopleWriteIt_IsTheEndOfWhatEventsCarry(string written)
    {
        Assert.True(PhoneNumber.TryNormalize(written, out var e164, out _));
        var events = Deployment.BicepFiles["infra/events.bicep"];
        var marks = Regex.Matches(Regex.Match(events, @"var punctuation = \[(.+)\]").Groups[1].Value, "'(.+?)'").Select(match => match.Groups[1].Value);

        var digits = marks.Aggregate(written, (text, mark) => text.Replace(mark, "", StringComparison.Ordinal));

        Assert.NotEmpty(digits);
        Assert.EndsWith(digits, "4:" + e164, StringComparison.Ordinal);
        Assert.EndsWith(digits, "4:" + e164[1..], StringComparison.Ordinal);
    }

    [Fact]
    public void Profile_ThatIsDeployed_IsValid()
    {
        var (profile, problems) = BusinessProfileReader.Read(File.ReadAllBytes(Path.Combine(Deployment.Root, "infra/business.json")));
        Assert.Empty(problems);
        Assert.NotNull(profile);
    }
}
