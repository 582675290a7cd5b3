using Microsoft.AspNetCore.Http;

namespace FollowUp.Api.Http;

/// <summary>Turns problems into answers.</summary>
internal sealed class ProblemFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ProblemException problem)
        {
            return problem.ToResult();
        }
    }
}
