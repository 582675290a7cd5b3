using Microsoft.Playwright;

namespace FollowUp.EndToEnd.Driving;

/// <summary>Every page of the app.</summary>
internal static class Pages
{
    public static IEnumerable<(string Name, string Path)> All(string lead) =>
    [
        ("inbox", "/inbox"), ("conversation", "/inbox/" + lead), ("queue", "/queue"), ("leads", "/leads"), ("lead", "/leads/" + lead),
        ("appointments", "/appointments"), ("appointment-list", "/appointments?tab=list"), ("estimates", "/appointments?tab=estimates"),
        ("sequences", "/sequences"), ("editor", "/sequences/new-lead"), ("editor-versions", "/sequences/new-lead?tab=versions"),
        .. Tabs("report", "/reports", "speed", "sequences", "appointments", "reactivation", "cost"),
        .. Tabs("settings", "/settings", "business", "hours", "numbers", "team", "templates", "health", "keys", "import"),
        ("phones", "/phones"), ("welcome", "/welcome"), ("nowhere", "/nowhere"),
    ];

    private static IEnumerable<(string Name, string Path)> Tabs(string name, string path, params string[] tabs) =>
        tabs.Select(tab => ($"{name}-{tab}", $"{path}?tab={tab}"));

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
