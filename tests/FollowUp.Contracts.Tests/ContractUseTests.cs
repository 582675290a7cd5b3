using System.Xml.Linq;

namespace FollowUp.Contracts.Tests;

public sealed class ContractUseTests
{
    private static readonly string Repository = ContractUse.Repository();

    [Fact]
    public void Read_ThisAssembly_NamesWhatTheseTestsUse()
    {
        var used = ContractUse.Read(typeof(ContractUseTests).Assembly.Location, ContractUse.ContractAssemblies(Repository));

        Assert.Contains("Azure.Data.Tables.TableClient.SubmitTransactionAsync", used["Azure.Data.Tables"]);
        Assert.Contains("Azure.Data.Tables.TableEntity..ctor", used["Azure.Data.Tables"]);
        Assert.Contains("Azure.Communication.CallAutomation.CallMedia.StartRecognizingAsync", used["Azure.Communication.CallAutomation"]);
        Assert.Contains("Microsoft.DurableTask.TaskOrchestrationContext.CallActivityAsync", used["Microsoft.DurableTask.Abstractions"]);
        Assert.DoesNotContain(used.Keys, assembly => assembly.StartsWith("xunit", StringComparison.Ordinal));
    }

    [Fact]
    public void Contracts_WithACentralVersion_HaveThatVersion()
    {
        var central = XDocument.Load(Path.Combine(Repository, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(item => (string)item.Attribute("Include")!, item => (string)item.Attribute("Version")!);
        var contracts = ContractUse.ContractAssemblies(Repository).Values.Where(central.ContainsKey).ToList();

        Assert.NotEmpty(contracts);
        Assert.All(contracts, id => Assert.Equal(
            central[id], XDocument.Load(Path.Combine(Repository, "eng", "contracts", id, $"{id}.csproj")).Descendants("Version").Single().Value));
    }

    [Fact]
    public void Contracts_AllOfThem_AreInTheSolutionThatIsPacked() => Assert.Equal(
        ContractUse.ContractAssemblies(Repository).Values.Order(StringComparer.Ordinal),
        XDocument.Load(Path.Combine(Repository, "eng", "contracts", "Contracts.slnx")).Descendants("Project")
            .Select(project => Path.GetFileNameWithoutExtension((string)project.Attribute("Path")!)).Order(StringComparer.Ordinal));
}
