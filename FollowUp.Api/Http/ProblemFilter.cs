using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace FollowUp.Api.Http;

/// <summary>Turns problems into answers.</summary>
internal sealed class ProblemFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        // Binding says no more than this status when a value of the query cannot be read.
        var http = context.HttpContext;
        if (http.Response.StatusCode == StatusCodes.Status400BadRequest) return Unbound(http).ToResult();
        try
        {
            return await next(context);
        }
        catch (ProblemException problem)
        {
            return problem.ToResult();
        }
    }

    private static ProblemException Unbound(HttpContext http)
    {
        foreach (var parameter in http.GetEndpoint()?.Metadata.OfType<IParameterBindingMetadata>().Where(p => p.HasTryParse) ?? [])
        {
            var value = http.Request.Query[parameter.Name].ToString();
            if (!TypeDescriptor.GetConverter(parameter.ParameterInfo.ParameterType).IsValid(value))
                return ProblemException.Bad(parameter.Name, value.Length == 0 ? "is missing" : $"cannot be '{value}'");
        }
        return new ProblemException(StatusCodes.Status400BadRequest, "The request cannot be read.");
    }
}
