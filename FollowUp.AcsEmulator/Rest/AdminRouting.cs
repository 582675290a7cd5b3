using System.Text.Json;

namespace FollowUp.AcsEmulator.Rest;

/// <summary>The admin API: JSON as the public one, problem details when asked for nonsense, whatever the host's own settings.</summary>
internal static class AdminRouting
{
    public static RouteGroupBuilder MapAdmin(this IEndpointRouteBuilder routes, string prefix)
    {
        var group = routes.MapGroup($"/emulator/{prefix}");
        group.AddEndpointFilter(async (context, next) =>
        {
            try
            {
                return await next(context);
            }
            catch (Exception error) when (error is JsonException or ArgumentException)
            {
                return Results.Problem(error.Message, statusCode: 400);
            }
            catch (InvalidOperationException error)
            {
                return Results.Problem(error.Message, statusCode: 409);
            }
        });
        return group;
    }

    public static async Task<T> ReadAsync<T>(this HttpContext http)
        where T : class =>
        await JsonSerializer.DeserializeAsync<T>(http.Request.Body, EmulatorJson.Options, http.RequestAborted)
        ?? throw new ArgumentException("A body is needed.");

    public static IResult Json(object value, int status = 200) => Results.Json(value, EmulatorJson.Options, statusCode: status);
}
