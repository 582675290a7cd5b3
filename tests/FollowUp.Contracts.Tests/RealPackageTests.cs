using System.Reflection;
using System.Runtime.Loader;

namespace FollowUp.Contracts.Tests;

/// <summary>
/// Where a feed has the real package, everything its contract declares is compared with it: names, signatures, nullability, what is
/// abstract or virtual. So a contract that is proved right here stands in well where a feed lacks the package.
/// </summary>
public sealed class RealPackageTests
{
    private static readonly string Repository = ContractUse.Repository();

    private static IReadOnlyDictionary<string, string> Contracts { get; } = ContractUse.ContractAssemblies(Repository);

    /// <summary>The assemblies of which these tests run with the real one, and whose contract dev.cs has compiled.</summary>
    private static IReadOnlyList<string> Comparable { get; } =
        [.. Contracts.Keys.Where(name => File.Exists(Output(name)) && !IsContract(Output(name)) && File.Exists(Compiled(name, name))).Order(StringComparer.Ordinal)];

    [RealFact]
    public void Contracts_EveryMember_IsTheRealPackages() => Compare((contract, real) =>
        Shape.TypesOf(contract).SelectMany(type => Shape.Of(type).Except(real.GetType(type.FullName!) is { } same ? Shape.Of(same) : [])));

    [RealFact]
    public void Contracts_TypesToDeriveFrom_HaveEveryAbstractMember() => Compare((contract, real) =>
        Shape.TypesOf(contract).SelectMany(type => Shape.AbstractOf(real.GetType(type.FullName!)!).Except(Shape.Of(type))));

    private static void Compare(Func<Assembly, Assembly, IEnumerable<string>> differences)
    {
        var found = Comparable.SelectMany(name => differences(new World(name).Contract, Assembly.LoadFrom(Output(name))).Select(line => $"{name}: {line}")).ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private static string Output(string name) => Path.Combine(AppContext.BaseDirectory, name + ".dll");

    private static string Compiled(string name, string reference) =>
        Path.Combine(Repository, "artifacts", "contracts-build", "bin", Contracts[name], "release", reference + ".dll");

    private static bool IsContract(string file) => Assembly.LoadFrom(file).GetCustomAttributes<AssemblyMetadataAttribute>().Any(data => data.Key == "FollowUpContract");

    /// <summary>A contract with those that it knows, apart from the real ones of the same names.</summary>
    private sealed class World(string name) : AssemblyLoadContext(name)
    {
        public Assembly Contract => LoadFromAssemblyPath(Compiled(Name!, Name!));

        protected override Assembly? Load(AssemblyName assemblyName) =>
            Contracts.ContainsKey(assemblyName.Name!) ? LoadFromAssemblyPath(Compiled(Name!, assemblyName.Name!)) : null;
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class RealFactAttribute : FactAttribute
    {
        public RealFactAttribute()
        {
            if (Comparable.Count == 0) Skip = "Nothing to compare: this feed has none of the real packages, or dev.cs has not compiled the contracts.";
        }
    }
}
