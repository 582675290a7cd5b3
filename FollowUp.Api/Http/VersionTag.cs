using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace FollowUp.Api.Http;

/// <summary>The tag of a document that is kept in versions: whoever saves with it undoes nobody's edit (RFC 9110, 13.1.1).</summary>
internal static class VersionTag
{
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"v{version}\"");

    /// <summary>The version that was edited, as <c>If-Match</c> says; null when the request does not.</summary>
    public static int? Expected(HttpRequest request)
    {
        var tag = request.Headers.IfMatch.FirstOrDefault();
        if (tag is null or "*") return null;
        return tag.StartsWith("\"v", StringComparison.Ordinal) && int.TryParse(tag.AsSpan(2).TrimEnd('"'), CultureInfo.InvariantCulture, out var version)
            ? version
            : throw ProblemException.Bad("If-Match", "is not a tag that this route gave");
    }
}
