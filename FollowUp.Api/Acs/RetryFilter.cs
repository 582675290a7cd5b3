using FollowUp.Api.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FollowUp.Api.Acs;

/// <summary>
/// Answers 503 to a delivery that could not be taken in, so that Event Grid delivers it again: what was taken in of it before is
/// a repeat then, which changes nothing.
/// </summary>
internal sealed partial class RetryFilter(ILogger<RetryFilter> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception e) when (e is not (ProblemException or BadHttpRequestException) && !context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            LogFailed(e);
            return new ProblemException(StatusCodes.Status503ServiceUnavailable, "The delivery could not be taken in now. Please deliver it again.").ToResult();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A delivery of Event Grid could not be taken in")]
    private partial void LogFailed(Exception error);
}
