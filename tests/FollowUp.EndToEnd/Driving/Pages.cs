using Microsoft.Playwright;

namespace FollowUp.EndToEnd.Driving;

/// <summary>Every page of the app.</summary>
internal static class Pages
{
    public static IEnumerable<(string Name, string Path)> All(string lead) =>
    [
        ("inbox", "/inbox"), ("conversation", "/inbox/" + lead), ("queue", "/queue"), ("leads", "/leads"), ("lead", "/leads/" + lead),
        ("appointments", "/appointments"), ("sequences", "/sequences"), ("editor", "/sequences/new-lead"), ("reports", "/reports"), ("settings", "/settings"),
        ("phones", "/phones"), ("welcome", "/welcome"),
    ];

    /// <summary>Goes there and waits until it stands.</summary>
    public static async Task GoAsync(IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.Locator("h1, h2").First.WaitForAsync();
        await Assertions.Expect(page.GetByLabel("Loading")).ToHaveCountAsync(0);
    }
}

/// <summary>Where the repository is on this machine.</summary>
internal static class Repository
{
    public static readonly string Root = Find(AppContext.BaseDirectory);

    public static string Artifacts(string folder) => Directory.CreateDirectory(Path.Combine(Root, "artifacts", folder)).FullName;

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "FollowUp.sln")) ? folder : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository is not above the tests."));
}
