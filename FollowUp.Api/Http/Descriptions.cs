using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FollowUp.Api.Http;

/// <summary>Describes routes that read their own bodies.</summary>
internal static class Descriptions
{
    /// <summary>Says what a route takes. Any content type is let through: a body that is not JSON gets an error that says so.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route)
        where T : notnull => route.Accepts<T>("application/json", "*/*");
}
