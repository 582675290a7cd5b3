#:property PublishAot=false
// What a developer or CI does with this repository: dotnet dev.cs restore | build | test | up [arguments of LocalHost].
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

const string Solution = "FollowUp.sln";
Directory.SetCurrentDirectory(Path.GetDirectoryName(SourceFile())!);
Environment.SetEnvironmentVariable("DOTNET_NOLOGO", "1");
Environment.SetEnvironmentVariable("DOTNET_CLI_TELEMETRY_OPTOUT", "1");
if (Environment.GetEnvironmentVariable("CI") == "true")
{
    // A build node that lives on would keep the log's pipe open after the run.
    Environment.SetEnvironmentVariable("MSBUILDDISABLENODEREUSE", "1");
}

return args switch
{
    ["restore", .. var rest] => Restore(force: rest.Contains("--force")),
    ["build"] => Build(),
    ["test"] => Test(),
    ["up", .. var rest] => Up(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("""
        dotnet dev.cs restore [--force]   packages from the feed; stand-ins for those it lacks (eng/contracts/README.md)
        dotnet dev.cs build               the whole solution, Release
        dotnet dev.cs test                build, then every test project, Azurite included
        dotnet dev.cs up [arguments]      FollowUp on this machine: dotnet run --project FollowUp.LocalHost -- [arguments]
        """);
    return 2;
}

// ---- restore

static int Restore(bool force = false)
{
    const string StateFile = "artifacts/restore.state";
    const string Props = "artifacts/restore.props";
    var state = HashOf(InputsOfRestore()) + HashOfContracts();
    if (!force && Read(StateFile) == state && Projects().All(project => File.Exists(AssetsOf(project))))
    {
        return 0;
    }
    Directory.CreateDirectory("artifacts");
    File.Delete(StateFile);
    File.Delete(Props);
    var (exit, output) = Capture("dotnet", "restore", Solution);
    if (exit != 0)
    {
        var missing = Regex.Matches(output, @"error NU110[123]: Unable to find (?:a stable )?package (\S+?)\.?\s").Select(match => match.Groups[1].Value)
            .Distinct().Order().ToList();
        var otherErrors = Regex.IsMatch(output, @"error (?!NU110[123])\w+\d+:");
        var unknown = missing.Where(id => !File.Exists(ProjectOf(id))).ToList();
        if (missing.Count == 0 || otherErrors || unknown.Count > 0)
        {
            Console.WriteLine(output);
            return exit;
        }
        Console.WriteLine($"""
            This NuGet feed does not have {string.Join(", ", missing)}.
            Using the stand-ins of eng/contracts instead: the build and the tests work, a publish is refused.
            """);
        var families = FamiliesOf(missing);
        exit = PackContracts(families);
        if (exit != 0)
        {
            return exit;
        }
        File.WriteAllText(Props, RestoreProps(families));
        exit = Run("dotnet", "restore", Solution, "-v", "quiet");
    }
    if (exit == 0)
    {
        File.WriteAllText(StateFile, state);
    }
    return exit;
}

// Contracts are taken a family at a time: a real package and a contract that know each other's types do not fit together.
static SortedSet<string> FamiliesOf(IEnumerable<string> missing)
{
    var references = Contracts().ToDictionary(id => id, id => XDocument.Load(ProjectOf(id)).Descendants("ProjectReference")
        .Select(item => Path.GetFileNameWithoutExtension((string)item.Attribute("Include")!)).ToList());
    var family = new SortedSet<string>(missing);
    for (var before = 0; before != family.Count;)
    {
        before = family.Count;
        foreach (var (id, others) in references.Where(pair => family.Contains(pair.Key) || pair.Value.Exists(family.Contains)))
        {
            family.Add(id);
            family.UnionWith(others);
        }
    }
    return family;
}

static List<string> Contracts() =>
    [.. Directory.EnumerateFiles("eng/contracts", "*.csproj", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file)!)];

static string ProjectOf(string contract) => $"eng/contracts/{contract}/{contract}.csproj";

static string VersionOf(string contract) => XDocument.Load(ProjectOf(contract)).Descendants("Version").Single().Value;

static string HashOfContracts() => HashOf(Directory.EnumerateFiles("eng/contracts", "*", SearchOption.AllDirectories));

// For packing, and for the tests that compare contracts with the real packages where the feed has those.
static int CompileContracts()
{
    const string Stamp = "artifacts/contracts-build/stamp";
    var hash = HashOfContracts();
    if (Read(Stamp) == hash)
    {
        return 0;
    }
    Delete("artifacts/contracts-build");
    var exit = Run("dotnet", "build", "eng/contracts/Contracts.slnx", "-c", "Release", "-v", "quiet");
    if (exit == 0)
    {
        File.WriteAllText(Stamp, hash);
    }
    return exit;
}

static int PackContracts(SortedSet<string> ids)
{
    const string Stamp = "artifacts/contracts/stamp";
    var hash = HashOfContracts() + string.Join(',', ids);
    if (Read(Stamp) == hash)
    {
        return 0;
    }
    Delete("artifacts/contracts");
    var exit = CompileContracts();
    exit = exit != 0 ? exit : Run("dotnet", "pack", "eng/contracts/Contracts.slnx", "-c", "Release", "--no-build", "-v", "quiet");
    if (exit != 0)
    {
        return exit;
    }
    foreach (var id in Contracts())
    {
        // The versions stay the same, so what was unpacked from older contracts must go.
        Delete($"artifacts/packages/{id.ToLowerInvariant()}");
        if (!ids.Contains(id))
        {
            File.Delete($"artifacts/contracts/{id}.{VersionOf(id)}.nupkg");
        }
    }
    File.WriteAllText(Stamp, hash);
    return 0;
}

// Imported by Directory.Build.props, so that a plain 'dotnet build' or an editor finds the same packages. The usual packages folder
// is only read from: nothing made here ever gets into it. Should it hold the real one of a package that a contract stands in for, it is
// left alone, since it would be taken first and does not fit the other contracts of its family.
static string RestoreProps(SortedSet<string> contracts)
{
    var usual = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
    var isApart = !contracts.Any(id => Directory.Exists(Path.Combine(usual, id.ToLowerInvariant(), VersionOf(id))));
    var fallback = Directory.Exists(usual) && isApart ? $"\n    <RestoreAdditionalProjectFallbackFolders>{usual}</RestoreAdditionalProjectFallbackFolders>" : "";
    return $"""
        <Project>
          <PropertyGroup>
            <RestorePackagesPath>$(MSBuildThisFileDirectory)packages</RestorePackagesPath>
            <RestoreAdditionalProjectSources>$(MSBuildThisFileDirectory)contracts</RestoreAdditionalProjectSources>{fallback}
          </PropertyGroup>
        </Project>
        """;
}

static IEnumerable<string> InputsOfRestore() => Projects()
    .Concat(Projects().Select(project => Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")))
    .Concat([Solution, "global.json", "nuget.config", "Directory.Build.props", "Directory.Packages.props", "tests/Directory.Build.props"])
    .Where(File.Exists);

static List<string> Projects() => [.. Regex.Matches(File.ReadAllText(Solution), "\"([^\"]+\\.csproj)\"").Select(match => match.Groups[1].Value.Replace('\\', '/'))];

static string AssetsOf(string project) => Path.Combine(Path.GetDirectoryName(project)!, "obj", "project.assets.json");

// ---- build and test

static int Build()
{
    var exit = Restore();
    if (exit == 0)
    {
        BuildWeb();
    }
    return exit != 0 ? exit : Run("dotnet", "build", Solution, "-c", "Release", "--no-restore", "-v", "quiet");
}

// The web app, which FollowUp.Api takes into itself: anew only when its sources changed. Everything but the browser tests works without it.
static void BuildWeb()
{
    const string Web = "FollowUp.Web";
    const string Stamp = $"{Web}/node_modules/.followup-built";
    string[] made = ["node_modules", "dist"];
    var sources = Directory.EnumerateDirectories(Web).Where(folder => !made.Contains(Path.GetFileName(folder)))
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)).Concat(Directory.EnumerateFiles(Web));
    var hash = HashOf(sources);
    if (Read(Stamp) == hash && File.Exists($"{Web}/dist/index.html"))
    {
        return;
    }
    Console.WriteLine("Building the web app.");
    var exit = Npm("ci", "--prefix", Web, "--no-audit", "--no-fund", "--loglevel", "error");
    exit = exit != 0 ? exit : Npm("run", "build", "--prefix", Web, "--silent");
    if (exit == 0)
    {
        File.WriteAllText(Stamp, hash);
    }
    else
    {
        Console.WriteLine("The web app could not be built, which takes Node.js 20.19 or later with npm.");
    }
}

static int Test()
{
    var exit = Build();
    if (exit != 0)
    {
        Console.WriteLine("The build failed, so no test ran.");
        return exit;
    }
    // A project without any source yet has nothing to run; one with sources must run at least one test.
    var projects = Projects().Where(project => project.StartsWith("tests/", StringComparison.Ordinal)
        && !File.ReadAllText(project).Contains("<IsTestProject>false</IsTestProject>")
        && Directory.EnumerateFiles(Path.GetDirectoryName(project)!, "*.cs").Any()).ToList();
    InstallChromium();
    FindBicep();
    if (CompileContracts() != 0)
    {
        return 1;
    }
    using var azurite = projects.Any(project => File.ReadAllText(project).Contains("<NeedsAzurite>true</NeedsAzurite>")) ? StartAzurite() : null;
    // The browser waits more than it works, so its tests run beside all the others.
    var inBrowser = projects.ToLookup(project => project.StartsWith("tests/FollowUp.EndToEnd/", StringComparison.Ordinal));
    var browser = Task.Run(() => inBrowser[true].Select(TestProject).ToList());
    List<(int Passed, int Failed, int Skipped)> totals = [.. inBrowser[false].Select(TestProject), .. browser.Result];
    azurite?.Kill(entireProcessTree: true);
    var (passed, failed, skipped) = (totals.Sum(counts => counts.Passed), totals.Sum(counts => counts.Failed), totals.Sum(counts => counts.Skipped));
    Console.WriteLine(skipped == 0 ? $"{passed} passed, {failed} failed" : $"{passed} passed, {failed} failed, {skipped} skipped");
    return failed == 0 && passed > 0 ? 0 : 1;
}

// The browser tests drive the Chromium of the machine, and are skipped where there is none. Only Debian's root can install it unasked.
static void InstallChromium()
{
    if (!OperatingSystem.IsLinux() || Environment.UserName != "root" || !File.Exists("/usr/bin/apt-get") || File.Exists("/usr/bin/chromium-headless-shell"))
    {
        return;
    }
    if (Run("apt-get", "update", "-qq") == 0 && !Installs("chromium-headless-shell") && !File.Exists("/usr/bin/chromium"))
    {
        Installs("chromium");
    }

    static bool Installs(string package) => Run("apt-get", "install", "-y", "-qq", "--no-install-recommends", package, "fonts-liberation") == 0;
}

static (int Passed, int Failed, int Skipped) TestProject(string project)
{
    var name = Path.GetFileNameWithoutExtension(project);
    var results = Path.GetFullPath($"artifacts/tests/{name}.trx");
    Directory.CreateDirectory("artifacts/tests");
    File.Delete(results);
    var exit = Run("dotnet", "test", project, "-c", "Release", "--no-build", "-v", "quiet",
        "--logger", $"trx;LogFileName={results}", "--logger", "console;verbosity=minimal");
    var counts = File.Exists(results) ? Counts(results) : default;
    if (counts.Passed + counts.Failed + counts.Skipped == 0 || (exit != 0 && counts.Failed == 0))
    {
        Console.WriteLine($"{name} did not run to its end (exit code {exit}); counted as one failure.");
        counts.Failed++;
    }
    Console.WriteLine($"{name}: {counts.Passed} passed, {counts.Failed} failed, {counts.Skipped} skipped");
    return counts;
}

static (int Passed, int Failed, int Skipped) Counts(string trx)
{
    var counters = XDocument.Load(trx).Descendants().First(element => element.Name.LocalName == "Counters");
    int Count(string name) => (int?)counters.Attribute(name) ?? 0;
    var (total, passed) = (Count("total"), Count("passed"));
    var failed = Count("failed") + Count("error") + Count("timeout") + Count("aborted");
    return (passed, failed, total - passed - failed);
}

// The compiler of infra/, where the feed has it for this machine; tests find it in FOLLOWUP_BICEP and are skipped without it.
static void FindBicep()
{
    const string Project = "eng/bicep/bicep.csproj";
    if (Capture("dotnet", "restore", Project).Exit == 0)
    {
        var path = Capture("dotnet", "msbuild", Project, "-getProperty:BicepPath").Output.Trim();
        Environment.SetEnvironmentVariable("FOLLOWUP_BICEP", path.Replace('\\', Path.DirectorySeparatorChar));
    }
}

// The storage emulator, from npm, in memory, on a free loopback port; tests find it in FOLLOWUP_AZURITE.
static Process StartAzurite()
{
    const string Folder = "artifacts/azurite";
    var hash = HashOf(["eng/azurite/package.json", "eng/azurite/package-lock.json"]);
    if (Read($"{Folder}/stamp") != hash)
    {
        Directory.CreateDirectory(Folder);
        File.Copy("eng/azurite/package.json", $"{Folder}/package.json", overwrite: true);
        File.Copy("eng/azurite/package-lock.json", $"{Folder}/package-lock.json", overwrite: true);
        if (Npm("ci", "--prefix", Folder, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error") != 0)
        {
            throw new InvalidOperationException("The tests need Azurite, which npm (Node.js 20 or later) could not install.");
        }
        File.WriteAllText($"{Folder}/stamp", hash);
    }
    var free = new TcpListener(IPAddress.Loopback, 0);
    free.Start();
    var port = ((IPEndPoint)free.LocalEndpoint).Port;
    free.Stop();
    var process = Process.Start("node",
    [
        $"{Folder}/node_modules/azurite/dist/src/table/main.js", "--tableHost", "127.0.0.1", "--tablePort", $"{port}",
        "--inMemoryPersistence", "--silent", "--disableTelemetry", "--skipApiVersionCheck",
    ]);
    for (var tries = 0; !Answers(port); tries++)
    {
        if (process.HasExited || tries > 300)
        {
            throw new InvalidOperationException("Azurite did not start.");
        }
        Thread.Sleep(100);
    }
    // The emulator's account and key are the same everywhere: learn.microsoft.com/azure/storage/common/storage-use-azurite.
    Environment.SetEnvironmentVariable("FOLLOWUP_AZURITE", "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey="
        + "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
        + $"TableEndpoint=http://127.0.0.1:{port}/devstoreaccount1;");
    return process;
}

static bool Answers(int port)
{
    using var client = new TcpClient();
    return client.ConnectAsync("127.0.0.1", port).ContinueWith(connect => connect.IsCompletedSuccessfully).Result;
}

// ---- up

static int Up(string[] arguments)
{
    var exit = Restore();
    if (exit == 0)
    {
        BuildWeb();
    }
    return exit != 0 ? exit : Run("dotnet", ["run", "--project", "FollowUp.LocalHost", "-c", "Release", "--no-restore", "--", .. arguments]);
}

// ---- processes and files

static int Run(string file, params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo(file, arguments))!;
    // Ctrl-C reaches the child by itself and its end is ours; whoever ends us another way ends the child.
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => process.Kill(entireProcessTree: true));
    process.WaitForExit();
    return process.ExitCode;
}

static int Npm(params string[] arguments)
{
    try
    {
        return Run(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", arguments);
    }
    catch (System.ComponentModel.Win32Exception)
    {
        return 127; // There is no npm.
    }
}

static (int Exit, string Output) Capture(string file, params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true })!;
    var output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return (process.ExitCode, output);
}

static string HashOf(IEnumerable<string> files)
{
    using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    foreach (var file in files.Order(StringComparer.Ordinal))
    {
        hash.AppendData(Encoding.UTF8.GetBytes(file));
        hash.AppendData(File.ReadAllBytes(file));
    }
    return Convert.ToHexString(hash.GetHashAndReset());
}

static void Delete(string folder)
{
    if (Directory.Exists(folder))
    {
        Directory.Delete(folder, recursive: true);
    }
}

static string? Read(string file) => File.Exists(file) ? File.ReadAllText(file) : null;

static string SourceFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
