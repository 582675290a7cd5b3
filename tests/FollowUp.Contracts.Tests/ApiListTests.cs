using System.Text;
using System.Xml.Linq;

namespace FollowUp.Contracts.Tests;

/// <summary>
/// eng/contracts/API.md is what the product uses of the packages that contracts stand in for, for a reviewer to check against the
/// real ones. FOLLOWUP_WRITE_API=1 writes it anew.
/// </summary>
public sealed class ApiListTests
{
    private static readonly string Repository = ContractUse.Repository();
    private static readonly string ListPath = Path.Combine(Repository, "eng", "contracts", "API.md");
    private static readonly string[] Products =
        [Path.Combine(AppContext.BaseDirectory, "FollowUp.Functions.dll"), Path.Combine(AppContext.BaseDirectory, "FollowUp.Azure.dll")];

    [Fact]
    public void ApiList_CheckedIn_IsWhatTheProductUses()
    {
        var used = Used();
        if (Environment.GetEnvironmentVariable("FOLLOWUP_WRITE_API") == "1") File.WriteAllText(ListPath, Write(used));

        Assert.Equal(Write(used), File.ReadAllText(ListPath).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void ApiList_Members_AreOfTheProductAndNotOfTheTests()
    {
        var used = Used();

        Assert.Contains("Microsoft.DurableTask.TaskOrchestrationContext.ContinueAsNew", used["Microsoft.DurableTask.Abstractions"]);
        Assert.DoesNotContain("Microsoft.DurableTask.TaskOrchestrationContext.CallSubOrchestratorAsync", used["Microsoft.DurableTask.Abstractions"]);
    }

    // The real SDK generates code that starts the extension; nobody writes it, and a build against contracts has none.
    private const string Generated = "Microsoft.Azure.Functions.Worker.Extensions.DurableTask.DurableTaskExtensionStartup";

    private static SortedDictionary<string, SortedSet<string>> Used()
    {
        var all = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var file in Products.Where(File.Exists))
        {
            foreach (var (assembly, members) in ContractUse.Read(file, ContractUse.ContractAssemblies(Repository)))
            {
                all.TryAdd(assembly, new SortedSet<string>(StringComparer.Ordinal));
                all[assembly].UnionWith(members.Where(member => !member.StartsWith(Generated, StringComparison.Ordinal)));
            }
        }
        return all;
    }

    private static string Write(SortedDictionary<string, SortedSet<string>> used)
    {
        var text = new StringBuilder("""
            # What the product uses of the packages with contracts

            Written by `FOLLOWUP_WRITE_API=1 dotnet test tests/FollowUp.Contracts.Tests --filter ApiList`, read from the built assemblies.
            Check each line against the real package of that version; the source each was read from is named in its contract.

            """.ReplaceLineEndings("\n"));
        foreach (var (assembly, members) in used)
        {
            text.Append('\n').Append("## ").Append(assembly).Append(' ').Append(VersionOf(assembly)).Append("\n\n");
            foreach (var member in members) text.Append("* `").Append(member).Append("`\n");
        }
        return text.ToString();
    }

    private static string VersionOf(string id) =>
        XDocument.Load(Path.Combine(Repository, "eng", "contracts", id, $"{id}.csproj")).Descendants("Version").Single().Value;
}
