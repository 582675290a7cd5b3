using FollowUp.Core.Business;
using FollowUp.Core.Serialization;
using NodaTime;

namespace FollowUp.LocalHost;

/// <summary>What the host is told on its command line.</summary>
/// <param name="Data">The folder of its databases.</param>
/// <param name="Business">The business it works for.</param>
/// <param name="IsVirtual">Whether the clock stands still until it is moved.</param>
/// <param name="Now">Where the clock begins; the machine's time when null.</param>
/// <param name="Key">The key that callers from elsewhere need.</param>
internal sealed record HostSettings(string Data, BusinessProfile Business, bool IsVirtual, Instant? Now, string? Key)
{
    public static HostSettings Read(IConfiguration configuration)
    {
        var clock = configuration["clock"] ?? "system";
        if (clock is not ("system" or "virtual")) throw new ArgumentException($"--clock must be system or virtual, not '{clock}'.");
        Instant? now = null;
        if (configuration["now"] is { } text)
        {
            var (value, error) = Converters.ParseInstant(text);
            now = error is null ? value : throw new ArgumentException($"--now {error}.");
        }
        return new(configuration["data"] ?? "data", Profile(configuration["profile"]), clock == "virtual", now, configuration["key"]);
    }

    private static BusinessProfile Profile(string? path)
    {
        if (path is null) return BusinessProfileReader.Sample;
        var (profile, problems) = BusinessProfileReader.Read(File.ReadAllBytes(path));
        return profile ?? throw new ArgumentException(
            $"--profile {path}: " + string.Join("; ", problems.Select(p => $"{p.Field} {p.Message}".Trim())));
    }
}
