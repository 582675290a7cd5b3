using System.Diagnostics;
using FollowUp.EndToEnd.Driving;

namespace FollowUp.EndToEnd;

public sealed class UnitTests
{
    [Fact]
    public async Task WebApp_ItsOwnUnitTests_Pass()
    {
        var runner = Path.Combine("node_modules", "vitest", "vitest.mjs");
        using var node = Process.Start(new ProcessStartInfo("node", [runner, "run", "--reporter=dot"])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "FollowUp.Web"), RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await output + await errors);
    }
}
