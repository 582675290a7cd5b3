namespace FollowUp.EndToEnd.Driving;

/// <summary>A test in a browser: skipped, with the reason, on a machine that has none.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Missing;
}

/// <summary>A test in a browser with several sets of data.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Missing;
}

/// <summary>The Chromium of this machine; the one without windows before others, since it takes two thirds of the time.</summary>
internal static class Chromium
{
    public static readonly string? Path = new[]
    {
        Environment.GetEnvironmentVariable("FOLLOWUP_CHROMIUM"), "/usr/bin/chromium-headless-shell", "/usr/bin/chromium",
        "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    }.FirstOrDefault(File.Exists);

    /// <summary>Why a test cannot run here; null when it can.</summary>
    public static readonly string? Missing = Path is null ? "Chromium is not installed: on Debian, apt-get install chromium-headless-shell" : null;
}
