using FollowUp.EndToEnd.Driving;
using Microsoft.Playwright;

namespace FollowUp.EndToEnd;

/// <summary>Every page, wide by day and narrow by night, looked at by axe, and for people to look at: artifacts/screens.</summary>
[Collection(SharedBrowser.Name)]
public sealed class Gallery(BrowserFixture browser)
{
    [BrowserFact]
    public async Task EveryPage_WideByDayAndNarrowByNight_IsDrawnWithoutComplaintAndAccessible()
    {
        await using var desk = await Desk.OpenAsync(browser);
        var ana = await Shop.FillAsync(desk);
        var found = new List<string>();
        foreach (var (width, height, size, scheme) in new[] { (1440, 900, "wide", ColorScheme.Light), (360, 780, "narrow", ColorScheme.Dark) })
        {
            var page = await desk.WindowAsync(width, height, scheme);
            foreach (var (name, path) in Pages.All(ana))
            {
                await Pages.GoAsync(page, path);
                found.AddRange((await Axe.ViolationsAsync(page)).Select(v => $"{name}, {scheme}: {v}"));
                await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Artifacts("screens"), $"{name}-{size}-{scheme.ToString().ToLowerInvariant()}.png") });
                var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
                Assert.True(overflow <= 0, $"{path} is {overflow} px too wide at {width} px");
            }
        }
        Assert.True(found.Count == 0, string.Join('\n', found));
        Assert.Empty(desk.Complaints);
    }
}
