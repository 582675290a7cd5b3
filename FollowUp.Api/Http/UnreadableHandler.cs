using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace FollowUp.Api.Http;

/// <summary>Answers a request that the server gave up reading, such as one with too large a body.</summary>
internal sealed class UnreadableHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad) return false;
        await new ProblemException(bad.StatusCode, "The request cannot be read.").ToResult().ExecuteAsync(httpContext);
        return true;
    }
}
