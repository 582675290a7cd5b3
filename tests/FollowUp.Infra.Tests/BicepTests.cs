using System.Diagnostics;
using System.Text.Json;

namespace FollowUp.Infra.Tests;

/// <summary>What the compiler says: it knows every resource type, API version and property, and infra/bicepconfig.json turns its linter on.</summary>
public class BicepTests
{
    [BicepTheory]
    [InlineData("infra/main.bicep")]
    [InlineData("infra/events.bicep")]
    public void Build_WithItsModules_SaysNothingAndMakesATemplate(string file)
    {
        var (exit, template, said) = Run("build", file, "--stdout");

        Assert.Equal("", said);
        Assert.Equal(0, exit);
        using var json = JsonDocument.Parse(template);
        Assert.True(json.RootElement.TryGetProperty("resources", out _));
    }

    private static (int Exit, string Output, string Errors) Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(BicepTheoryAttribute.Compiler!, arguments)
        {
            WorkingDirectory = Deployment.Root, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    /// <summary>Skipped where the feed has no compiler for this machine.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class BicepTheoryAttribute : TheoryAttribute
    {
        public BicepTheoryAttribute()
        {
            if (!File.Exists(Compiler)) Skip = "There is no Bicep compiler: 'dotnet dev.cs test' sets FOLLOWUP_BICEP where the NuGet feed has one for this machine.";
        }

        public static string? Compiler => Environment.GetEnvironmentVariable("FOLLOWUP_BICEP");
    }
}
