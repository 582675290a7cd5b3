using Microsoft.Playwright;

namespace FollowUp.EndToEnd.Driving;

/// <summary>One browser for all tests; every test has windows of its own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    // The first call of a host compiles the whole way of a call, which a busy machine takes its time for.
    private const float PatienceMs = 15_000;

    private IPlaywright? playwright;

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Chromium.Path is not { } path) return;
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        Browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync",
            ],
        });
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        playwright?.Dispose();
    }
}

/// <summary>The tests share a browser, and do not run at once: two cores draw one page well and four badly.</summary>
[CollectionDefinition(Name)]
public sealed class SharedBrowser : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
