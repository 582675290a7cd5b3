using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace FollowUp.Api.Http;

/// <summary>Says which part of a request could not be read, where ASP.NET would answer 400 and no more.</summary>
internal sealed partial class UnboundHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad) return false;
        var problem = Parameter.Match(bad.Message) is { Success: true } found
            ? ProblemException.Bad(found.Groups["name"].Value, $"cannot be '{found.Groups["value"].Value}'")
            : new ProblemException(bad.StatusCode, "The request cannot be read.");
        await problem.ToResult().ExecuteAsync(httpContext);
        return true;
    }

    [GeneratedRegex("""^Failed to bind parameter ".* (?<name>\w+)" from "(?<value>.*)"\.$""")]
    private static partial Regex Parameter { get; }
}
