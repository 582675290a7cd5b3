namespace FollowUp.EndToEnd.Driving;

/// <summary>A test in a browser: skipped, with the reason, on a machine that has none.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.Path is null) Skip = "Chromium is not installed: on Debian, apt-get install chromium";
    }
}

/// <summary>The Chromium of this machine.</summary>
internal static class Chromium
{
    public static readonly string? Path = new[]
    {
        Environment.GetEnvironmentVariable("FOLLOWUP_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    }.FirstOrDefault(File.Exists);
}
