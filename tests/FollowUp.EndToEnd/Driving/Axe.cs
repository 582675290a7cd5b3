using System.Text.Json;
using Microsoft.Playwright;

namespace FollowUp.EndToEnd.Driving;

/// <summary>The accessibility checker axe-core, run in the page.</summary>
internal static class Axe
{
    private static readonly string Script = Path.Combine(Repository.Root, "FollowUp.Web", "node_modules", "axe-core", "axe.min.js");

    /// <summary>What it finds serious or critical, with the elements.</summary>
    public static async Task<IEnumerable<string?>> ViolationsAsync(IPage page)
    {
        await page.EvaluateAsync(await File.ReadAllTextAsync(Script));
        var violations = await page.EvaluateAsync<JsonElement>(
            "axe.run(document, { resultTypes: ['violations'] }).then(r => r.violations.filter(v => v.impact === 'serious' || v.impact === 'critical')"
            + ".map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + (n.any[0] ? n.any[0].message : '')).join(' | ')}`))");
        return violations.EnumerateArray().Select(v => v.GetString());
    }
}
